"$basincheck" trace "$sample"/project.yaml --from HH-02 --speed 0.8 2>&1 | grep -v ": warning: "
