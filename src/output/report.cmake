# SPDX-License-Identifier: MIT
# The report and its look, in the program as they lie in styles/.
target_sources(bc_output PRIVATE
  atlas.c canvas.c canvas_cairo.c css.c label.c pictures.c plate.c report.c report_basin.c report_bulletin.c report_data.c report_first.c
  report_furniture.c report_html.c report_illegal.c report_legend.c report_map.c report_map_frame.c
  report_map_ground.c report_map_labels.c report_map_marks.c
  report_map_spots.c report_matrix.c
  report_methods.c report_others.c report_outfalls.c report_redlines.c report_rivers.c
  report_sections.c report_symbol.c report_tasks.c report_top.c report_trend.c report_upstream.c
  report_view.c
  report_words.c sheet_words.c)
foreach(kind html css js)
  bc_embed(bc_output ${PROJECT_SOURCE_DIR}/styles/report.${kind} bc_report_${kind})
endforeach()
bc_embed(bc_output ${PROJECT_SOURCE_DIR}/styles/report.en.css bc_report_en_css)
bc_embed(bc_output ${PROJECT_SOURCE_DIR}/styles/picture.css bc_picture_css)
