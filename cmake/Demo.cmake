# SPDX-License-Identifier: MIT
# `demo`: the sample project to maps and report, in the build folder.
add_custom_target(demo
  COMMAND basincheck assess layers/project.yaml
          -o build/demo/sample --overwrite
  WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
  USES_TERMINAL VERBATIM)
