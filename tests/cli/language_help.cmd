"$basincheck" --language zh --help
"$basincheck" check --help --language zh
LC_ALL=zh_CN.UTF-8 "$basincheck" asess
LC_ALL= LANG=zh_CN.UTF-8 "$basincheck" overlay
LC_ALL=zh_CN.UTF-8 "$basincheck" --language en overlay
"$basincheck" overlay --language de x.yaml
