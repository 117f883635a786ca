# SPDX-License-Identifier: MIT
# bc_embed(target file symbol): the bytes of a file as
#   extern const unsigned char symbol[]; extern const size_t symbol_size;
# (symbol_size does not count the final NUL). Changed files are embedded anew.
function(bc_embed target file symbol)
  set(input ${CMAKE_CURRENT_SOURCE_DIR}/${file})
  if(IS_ABSOLUTE ${file})
    set(input ${file})
  endif()
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.c)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DINPUT=${input} -DOUTPUT=${output}
            -DSYMBOL=${symbol} -P ${PROJECT_SOURCE_DIR}/cmake/EmbedFile.cmake
    DEPENDS ${input} ${PROJECT_SOURCE_DIR}/cmake/EmbedFile.cmake
    VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()
