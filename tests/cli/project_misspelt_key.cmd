sed "s/^title:/titel:/" "$sample"/project.yaml >p.yaml; "$basincheck" check p.yaml
