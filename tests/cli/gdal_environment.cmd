# The environment takes no driver of GDAL out, names no file to write to, and has no .shx written anew.
cp "$sample"/redlines.* .; printf 'basincheck: 1\nperiod: 2024-04\nlayers:\n  redlines: {source: redlines.shp}\n' >project.yaml; touch -d 2000-01-01 redlines.shx
printf '[configoptions]\nGDAL_SKIP=ESRI Shapefile\nCPL_LOG=log\n' >gdalrc
SHAPE_RESTORE_SHX=YES "$basincheck" check project.yaml | grep -c unreadable; stat -c %y redlines.shx | cut -c 1-4
GDAL_CONFIG_FILE=gdalrc OGR_SKIP='ESRI Shapefile' GDAL_SKIP='GPKG,GTiff' "$basincheck" check project.yaml | grep -c unreadable; ls
