<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT -->
<!-- Outfalls where the law allows none: a plum ring with a bar about the sign of outfalls.qml -->
<qgis version="3.22.0" styleCategories="AllStyleCategories" labelsEnabled="0">
  <renderer-v2 type="singleSymbol" symbollevels="0">
   <symbols>
   <symbol type="marker" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="name" type="QString" value="circle"/>
     <Option name="size" type="QString" value="6"/>
     <Option name="size_unit" type="QString" value="MM"/>
     <Option name="color" type="QString" value="255,255,255,0"/>
     <Option name="outline_color" type="QString" value="#7a1f5c"/>
     <Option name="outline_width" type="QString" value="0.7"/>
     <Option name="outline_width_unit" type="QString" value="MM"/>
     <Option name="outline_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="miter"/>
    </Option></layer>
    <layer class="SimpleMarker" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="name" type="QString" value="line"/>
     <Option name="size" type="QString" value="6"/>
     <Option name="size_unit" type="QString" value="MM"/>
     <Option name="angle" type="QString" value="45"/>
     <Option name="outline_color" type="QString" value="#7a1f5c"/>
     <Option name="outline_width" type="QString" value="0.7"/>
     <Option name="outline_width_unit" type="QString" value="MM"/>
    </Option></layer>
   </symbol>
   </symbols>
  </renderer-v2>
  <aliases/>
  <previewExpression>"name"</previewExpression>
  <mapTip><![CDATA[<b>[% "name" %]</b> [% "code" %]<br>[% coalesce("category", '') %]　排入 [% coalesce("receiving_water", '不明') %]<br>
进度 <b>[% coalesce("stage_as_of", "stage", '不明') %]</b>　[% coalesce("group", '') %]<br>
在饮用水水源<b>[% "in_zone" %]</b>保护区内（水污染防治法第六十四条）]]></mapTip>
  <layerGeometryType>0</layerGeometryType>
</qgis>
