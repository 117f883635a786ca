# SPDX-License-Identifier: MIT
# The workflow `package`: Debian packages of the program with its sample and of
# the library (-dev), and an archive of the QGIS plugin. `package_source`: an
# archive that builds by itself.
find_program(GZIP gzip REQUIRED)

# What Debian asks of a package's documents: a changelog and a manual, compressed
# without a time.
function(bc_install_compressed file destination name component)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${component}-${name}.gz)
  add_custom_command(OUTPUT ${output} DEPENDS ${file} VERBATIM
    COMMAND sh -c "\"$1\" -9nc \"$2\" > \"$3\"" -- ${GZIP} ${file} ${output})
  add_custom_target(compressed-${component}-${name} ALL DEPENDS ${output})
  install(FILES ${output} DESTINATION ${destination} RENAME ${name}.gz
          COMPONENT ${component})
endfunction()

set(BC_RELEASE_DATE "Sun, 22 Nov 2026 00:00:00 +0000")
set(doc ${CMAKE_INSTALL_DATADIR}/doc)
foreach(package basincheck basincheck-dev)
  set(component ${package})
  configure_file(${PROJECT_SOURCE_DIR}/cmake/changelog.in
                 ${CMAKE_CURRENT_BINARY_DIR}/changelog-${package} @ONLY)
  bc_install_compressed(${CMAKE_CURRENT_BINARY_DIR}/changelog-${package}
                        ${doc}/${package} changelog ${component})
  install(FILES ${PROJECT_SOURCE_DIR}/cmake/copyright
          DESTINATION ${doc}/${package} COMPONENT ${component})
endforeach()

# The sample, ready to run: basincheck assess /usr/share/basincheck/sample/project.yaml
install(DIRECTORY ${PROJECT_SOURCE_DIR}/layers/
        DESTINATION ${CMAKE_INSTALL_DATADIR}/basincheck/sample
        COMPONENT basincheck
        PATTERN messy EXCLUDE) # names and bytes that a package may not have
install(DIRECTORY ${PROJECT_SOURCE_DIR}/styles
        DESTINATION ${CMAKE_INSTALL_DATADIR}/basincheck COMPONENT basincheck
        PATTERN *.sh EXCLUDE)
install(FILES ${PROJECT_SOURCE_DIR}/src/cli/completion.bash
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
        RENAME basincheck COMPONENT basincheck)

# The library: static, since its interface is young. CMake's package asks
# pkg-config, so that what it links is said once.
install(TARGETS basincheck_library
        DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT basincheck-dev)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/basincheck
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT basincheck-dev
        FILES_MATCHING PATTERN *.h)
file(RELATIVE_PATH BC_PREFIX_FROM_PKGCONFIG
     /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
set(BC_PKG_CONFIG_REQUIRES "gdal >= 3.6, proj >= 9.1, geos >= 3.11, \
yaml-0.1, jansson, libxml-2.0, sqlite3, nettle, zlib, xlsxwriter, \
cairo, pangocairo")
configure_file(${PROJECT_SOURCE_DIR}/cmake/basincheck.pc.in
               ${CMAKE_CURRENT_BINARY_DIR}/basincheck.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/basincheck.pc
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig
        COMPONENT basincheck-dev)
include(CMakePackageConfigHelpers)
write_basic_package_version_file(
  ${CMAKE_CURRENT_BINARY_DIR}/basincheck-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/basincheck-config-version.cmake
              ${PROJECT_SOURCE_DIR}/cmake/basincheck-config.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/basincheck
        COMPONENT basincheck-dev)

set(CPACK_PACKAGE_NAME basincheck)
set(CPACK_PACKAGE_VENDOR "basincheck authors")
set(CPACK_PACKAGE_CONTACT "basincheck authors <basincheck@basincheck.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "water targets of basins: met or not, and why")
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
    WORLD_READ WORLD_EXECUTE)
set(CPACK_COMPONENTS_ALL basincheck basincheck-dev)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_BASINCHECK_PACKAGE_NAME basincheck)
set(CPACK_DEBIAN_BASINCHECK_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_BASINCHECK_PACKAGE_DEPENDS "proj-data, fonts-wqy-microhei")
set(CPACK_DEBIAN_BASINCHECK-DEV_PACKAGE_NAME basincheck-dev)
set(CPACK_DEBIAN_BASINCHECK-DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_BASINCHECK-DEV_PACKAGE_DEPENDS "libgdal-dev, libproj-dev, \
libgeos-dev, libyaml-dev, libjansson-dev, libxml2-dev, libsqlite3-dev, \
nettle-dev, zlib1g-dev, libxlsxwriter-dev, \
libcairo2-dev, libpango1.0-dev")
set(CPACK_COMPONENT_BASINCHECK_DESCRIPTION
"Joins monitoring sections, observations, outfalls, ecological red lines and
lakes to basins, judges water quality by GB 3838-2002 and says for each
basin which targets of the work plans are met, by how much, and what must
change. Writes a report, a QGIS project, GeoPackage, GeoJSON and GeoTIFF.")
set(CPACK_COMPONENT_BASINCHECK-DEV_DESCRIPTION
"The static library of basincheck, its headers, and what pkg-config and CMake
need to find them.")
set(CPACK_SOURCE_GENERATOR TGZ)
set(CPACK_SOURCE_PACKAGE_FILE_NAME basincheck-${PROJECT_VERSION})
set(CPACK_SOURCE_IGNORE_FILES "/build/" "/\\\\.git(/|$)" "/\\\\.ci/"
    "__pycache__")
# What differs by generator: an archive of the plugin alone.
file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/cpack-generator.cmake [[
if(CPACK_GENERATOR STREQUAL "ZIP")
  set(CPACK_COMPONENTS_ALL qgis)
  set(CPACK_ARCHIVE_COMPONENT_INSTALL ON)
  set(CPACK_ARCHIVE_QGIS_FILE_NAME "basincheck-qgis-${CPACK_PACKAGE_VERSION}")
  set(CPACK_INCLUDE_TOPLEVEL_DIRECTORY OFF)
  set(CPACK_COMPONENT_INCLUDE_TOPLEVEL_DIRECTORY OFF)
  set(CPACK_PACKAGING_INSTALL_PREFIX "/")
endif()
]])
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_CURRENT_BINARY_DIR}/cpack-generator.cmake)
include(CPack)
