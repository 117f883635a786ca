"$basincheck" map "$sample"/project.yaml -o out 2>/dev/null; ls out/maps; "$basincheck" assess "$sample"/project.yaml -q -o all 2>/dev/null; for f in out/maps/*; do cmp $f all/maps/${f##*/}; done
