# A table of the U.S. Water Quality Portal: observations, and its stations as sections; check runs on what is written.
mkdir in && cat >in/wqp.csv <<'END'
"MonitoringLocationIdentifier","MonitoringLocationName","MonitoringLocationTypeName","TADA.LongitudeMeasure","TADA.LatitudeMeasure","ActivityStartDate","CharacteristicName","ResultMeasureValue","ResultMeasure.MeasureUnitCode"
"UT-1","Green River","River/Stream",-111.5,40.5,"2021-03-01","Ammonia","0.11","mg/l"
"UT-1","Green River","River/Stream",-111.5,40.5,"2021-04-01","Phosphorus","0.05","mg/l"
"UT-2","Utah Lake","Lake, Reservoir, Impoundment",-111.8,40.2,"2021-04-02","Phosphorus","0.21","mg/l"
END
"$basincheck" init in && cat in/project.yaml && "$basincheck" check in/project.yaml | cut -d, -f1-3 | tr -d '\r'; "$basincheck" assess in/project.yaml -o out 2>&1 | grep error
