for threads in 1 2 8; do "$basincheck" join -q --threads $threads "$sample/project.yaml" 2>/dev/null | md5sum; done | uniq | wc -l
"$basincheck" join --threads 0 x.yaml
"$basincheck" join --threads 300 x.yaml
BASINCHECK_THREADS=many "$basincheck" join x.yaml
BASINCHECK_THREADS=many "$basincheck" join --threads=2 x.yaml
