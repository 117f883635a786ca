"$basincheck" --help
