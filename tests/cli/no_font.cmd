echo "<fontconfig/>" > none.conf; FONTCONFIG_FILE="$PWD/none.conf" "$basincheck" assess "$sample"/project.yaml -o out -q 2>&1 | grep font; ls out out/maps | grep -c "png\|pdf"
