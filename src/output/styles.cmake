# SPDX-License-Identifier: MIT
# The templates of styles/, in the program as they lie there: the style of each
# published layer, and of the project's views of some.
target_sources(bc_output PRIVATE style.c style_form.c style_values.c style_words.c qgis.c qgis_layout.c qgis_xml.c)
foreach(name sections suspects outfalls rivers redlines overlaps zones
             redline_buffers water_strips fences lakes basins)
  foreach(kind qml sld)
    bc_embed(bc_output ${PROJECT_SOURCE_DIR}/styles/${name}.${kind} bc_style_${name}_${kind})
  endforeach()
endforeach()
foreach(name suspect_areas illegal_outfalls missed_sections unfinished_outfalls redline_outfalls)
  bc_embed(bc_output ${PROJECT_SOURCE_DIR}/styles/${name}.qml bc_style_${name}_qml)
endforeach()
