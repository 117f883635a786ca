# SPDX-License-Identifier: MIT
# find_package(basincheck) and link basincheck::basincheck.
include(CMakeFindDependencyMacro)
find_dependency(PkgConfig)
pkg_check_modules(BASINCHECK REQUIRED IMPORTED_TARGET GLOBAL basincheck)
if(NOT TARGET basincheck::basincheck)
  add_library(basincheck::basincheck ALIAS PkgConfig::BASINCHECK)
endif()
