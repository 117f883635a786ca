<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT -->
<!-- Strips along rivers and lakes: the shore line, thin -->
<qgis version="3.22.0" styleCategories="AllStyleCategories" labelsEnabled="0">
  <renderer-v2 type="singleSymbol" symbollevels="0">
   <symbols>
   <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="color" type="QString" value="65,101,122,38"/>
     <Option name="style" type="QString" value="solid"/>
     <Option name="outline_style" type="QString" value="no"/>
    </Option></layer>
    <layer class="SimpleLine" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="line_color" type="QString" value="#41657a"/>
     <Option name="line_width" type="QString" value="0.15"/>
     <Option name="line_width_unit" type="QString" value="MM"/>
     <Option name="line_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="round"/>
     <Option name="capstyle" type="QString" value="flat"/>
    </Option></layer>
   </symbol>
   </symbols>
  </renderer-v2>
  <aliases/>
  <previewExpression>"code"</previewExpression>
  <mapTip><![CDATA[<b>[% coalesce("name", "of") %]</b> 外 [% format_number("distance_m", 0) %] m<br>
[% format_number("area_km2", 2) %] km²]]></mapTip>
  <layerGeometryType>2</layerGeometryType>
</qgis>
