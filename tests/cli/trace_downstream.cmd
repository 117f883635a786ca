"$basincheck" trace "$sample"/project.yaml --from SMP-421202-0001 2>/dev/null
