mkdir out && echo mine >out/letter.txt && "$basincheck" assess --no-pictures "$sample"/project.yaml -o out -q --overwrite 2>&1 | tail -n 1; ls out
