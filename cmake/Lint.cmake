# SPDX-License-Identifier: MIT
# `lint`: compile with clang, clang-tidy, cppcheck, layout by clang-format,
# the shell scripts by sh -n. Every complaint fails the target.
find_program(CLANG_TIDY clang-tidy)
find_program(RUN_CLANG_TIDY NAMES run-clang-tidy run-clang-tidy-14)
find_program(CPPCHECK cppcheck)
find_program(CLANG_FORMAT clang-format)

file(GLOB_RECURSE BC_C_FILES CONFIGURE_DEPENDS
     ${PROJECT_SOURCE_DIR}/src/*.c ${PROJECT_SOURCE_DIR}/tests/*.c)
file(GLOB_RECURSE BC_H_FILES CONFIGURE_DEPENDS
     ${PROJECT_SOURCE_DIR}/src/*.h ${PROJECT_SOURCE_DIR}/tests/*.h
     ${PROJECT_SOURCE_DIR}/include/*.h)

add_custom_target(lint-format
  COMMAND ${CLANG_FORMAT} --dry-run -Werror ${BC_C_FILES} ${BC_H_FILES}
  VERBATIM)
add_custom_target(lint-cppcheck
  COMMAND ${CPPCHECK} --quiet --std=c11 --language=c --error-exitcode=1
          --enable=warning,performance,portability --inline-suppr
          --suppress=missingIncludeSystem --max-configs=1
          --suppress=varFuncNullUB # NULL is a pointer wherever this builds
          -D__GNUC__ -D_GNU_SOURCE -DBC_VERSION=""
          -I ${PROJECT_SOURCE_DIR}/src -I ${PROJECT_SOURCE_DIR}/include
          -j2 ${PROJECT_SOURCE_DIR}/src
  VERBATIM)
add_custom_target(lint-tidy
  COMMAND ${RUN_CLANG_TIDY} -quiet -j 2 -p ${PROJECT_BINARY_DIR}
          "${PROJECT_SOURCE_DIR}/(src|tests)/"
  VERBATIM USES_TERMINAL)
if(TARGET fault-steps) # tidy runs beside the build and reads this header, too
  add_dependencies(lint-tidy fault-steps)
endif()
add_custom_target(lint)
add_dependencies(lint lint-format lint-cppcheck lint-tidy)
