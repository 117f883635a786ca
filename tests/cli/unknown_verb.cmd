"$basincheck" asses
