"$basincheck" overlay "$sample"/project.yaml -v -o /dev/null 2>&1 | sort | uniq -c
"$basincheck" overlay "$sample"/project.yaml -o /dev/null --config GDAL_CACHEMAX 64 --config CPL_DEBUG=OFF 2>&1
"$basincheck" overlay "$sample"/project.yaml --config GDAL_CACHEMAX 2>&1
