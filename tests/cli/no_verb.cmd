"$basincheck"
