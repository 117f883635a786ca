"$basincheck" assess --help
