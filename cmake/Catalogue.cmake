# SPDX-License-Identifier: MIT
# bc_catalogue(target language): src/po/<language>.po, checked and compiled in
# as bc_catalogue_<language>.
find_program(MSGFMT msgfmt REQUIRED)

function(bc_catalogue target language)
  set(source ${PROJECT_SOURCE_DIR}/src/po/${language}.po)
  set(compiled ${CMAKE_CURRENT_BINARY_DIR}/${language}.mo)
  add_custom_command(
    OUTPUT ${compiled}
    COMMAND ${MSGFMT} --check-format --check-domain --no-hash -o ${compiled} ${source}
    DEPENDS ${source}
    VERBATIM)
  bc_embed(${target} ${compiled} bc_catalogue_${language})
endfunction()
