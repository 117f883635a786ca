<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT -->
<!-- Water-quality sections: the class as official colour and numeral, larger for 国考 than for 省控 and 市控; white and dashed: no data -->
<qgis version="3.22.0" styleCategories="AllStyleCategories" labelsEnabled="1">
  <renderer-v2 type="categorizedSymbol" attr="class_no" symbollevels="0" enableorderby="1">
   <categories>
    <category value="1" symbol="1" label="Ⅰ类" render="true"/>
    <category value="2" symbol="2" label="Ⅱ类" render="true"/>
    <category value="3" symbol="3" label="Ⅲ类" render="true"/>
    <category value="4" symbol="4" label="Ⅳ类" render="true"/>
    <category value="5" symbol="5" label="Ⅴ类" render="true"/>
    <category value="6" symbol="6" label="劣Ⅴ类" render="true"/>
    <category value="" symbol="0" label="无数据" render="true"/>
   </categories>
   <symbols>
   <symbol type="marker" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="name" type="QString" value="circle"/>
     <Option name="size" type="QString" value="4.3"/>
     <Option name="size_unit" type="QString" value="MM"/>
     <Option name="color" type="QString" value="#ccffff"/>
     <Option name="outline_color" type="QString" value="#1b1f22"/>
     <Option name="outline_width" type="QString" value="0.3"/>
     <Option name="outline_width_unit" type="QString" value="MM"/>
     <Option name="outline_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="miter"/>
    </Option>
     <data_defined_properties><Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties" type="Map">
       <Option name="size" type="Map"><Option name="active" type="bool" value="true"/><Option name="type" type="int" value="3"/>
        <Option name="expression" type="QString" value="CASE WHEN &quot;level&quot; LIKE '%国考%' OR &quot;level&quot; IS NULL THEN 4.3 WHEN &quot;level&quot; LIKE '%省控%' THEN 3.7 ELSE 3.18 END"/></Option>
      </Option>
      <Option name="type" type="QString" value="collection"/>
     </Option></data_defined_properties>
    </layer>
    <layer class="FontMarker" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="font" type="QString" value="Noto Sans CJK SC"/>
     <Option name="font_style" type="QString" value="Bold"/>
     <Option name="chr" type="QString" value="Ⅰ"/> <Option name="size" type="QString" value="2.5"/>
     <Option name="size_unit" type="QString" value="MM"/>
     <Option name="color" type="QString" value="#111111"/>
     <Option name="outline_width" type="QString" value="0"/>
     <Option name="offset" type="QString" value="0,-0.32"/>
     <Option name="offset_unit" type="QString" value="MM"/>
    </Option>
     <data_defined_properties><Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties" type="Map">
       <Option name="size" type="Map"><Option name="active" type="bool" value="true"/><Option name="type" type="int" value="3"/>
        <Option name="expression" type="QString" value="CASE WHEN &quot;level&quot; LIKE '%国考%' OR &quot;level&quot; IS NULL THEN 2.5 WHEN &quot;level&quot; LIKE '%省控%' THEN 2.15 ELSE 1.85 END"/></Option>
      </Option>
      <Option name="type" type="QString" value="collection"/>
     </Option></data_defined_properties>
    </layer>
   </symbol>
   <symbol type="marker" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="name" type="QString" value="circle"/>
     <Option name="size" type="QString" value="4.3"/>
     <Option name="size_unit" type="QString" value="MM"/>
     <Option name="color" type="QString" value="#00ccff"/>
     <Option name="outline_color" type="QString" value="#1b1f22"/>
     <Option name="outline_width" type="QString" value="0.3"/>
     <Option name="outline_width_unit" type="QString" value="MM"/>
     <Option name="outline_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="miter"/>
    </Option>
     <data_defined_properties><Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties" type="Map">
       <Option name="size" type="Map"><Option name="active" type="bool" value="true"/><Option name="type" type="int" value="3"/>
        <Option name="expression" type="QString" value="CASE WHEN &quot;level&quot; LIKE '%国考%' OR &quot;level&quot; IS NULL THEN 4.3 WHEN &quot;level&quot; LIKE '%省控%' THEN 3.7 ELSE 3.18 END"/></Option>
      </Option>
      <Option name="type" type="QString" value="collection"/>
     </Option></data_defined_properties>
    </layer>
    <layer class="FontMarker" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="font" type="QString" value="Noto Sans CJK SC"/>
     <Option name="font_style" type="QString" value="Bold"/>
     <Option name="chr" type="QString" value="Ⅱ"/> <Option name="size" type="QString" value="2.5"/>
     <Option name="size_unit" type="QString" value="MM"/>
     <Option name="color" type="QString" value="#111111"/>
     <Option name="outline_width" type="QString" value="0"/>
     <Option name="offset" type="QString" value="0,-0.32"/>
     <Option name="offset_unit" type="QString" value="MM"/>
    </Option>
     <data_defined_properties><Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties" type="Map">
       <Option name="size" type="Map"><Option name="active" type="bool" value="true"/><Option name="type" type="int" value="3"/>
        <Option name="expression" type="QString" value="CASE WHEN &quot;level&quot; LIKE '%国考%' OR &quot;level&quot; IS NULL THEN 2.5 WHEN &quot;level&quot; LIKE '%省控%' THEN 2.15 ELSE 1.85 END"/></Option>
      </Option>
      <Option name="type" type="QString" value="collection"/>
     </Option></data_defined_properties>
    </layer>
   </symbol>
   <symbol type="marker" name="3" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="name" type="QString" value="circle"/>
     <Option name="size" type="QString" value="4.3"/>
     <Option name="size_unit" type="QString" value="MM"/>
     <Option name="color" type="QString" value="#00ff00"/>
     <Option name="outline_color" type="QString" value="#1b1f22"/>
     <Option name="outline_width" type="QString" value="0.3"/>
     <Option name="outline_width_unit" type="QString" value="MM"/>
     <Option name="outline_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="miter"/>
    </Option>
     <data_defined_properties><Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties" type="Map">
       <Option name="size" type="Map"><Option name="active" type="bool" value="true"/><Option name="type" type="int" value="3"/>
        <Option name="expression" type="QString" value="CASE WHEN &quot;level&quot; LIKE '%国考%' OR &quot;level&quot; IS NULL THEN 4.3 WHEN &quot;level&quot; LIKE '%省控%' THEN 3.7 ELSE 3.18 END"/></Option>
      </Option>
      <Option name="type" type="QString" value="collection"/>
     </Option></data_defined_properties>
    </layer>
    <layer class="FontMarker" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="font" type="QString" value="Noto Sans CJK SC"/>
     <Option name="font_style" type="QString" value="Bold"/>
     <Option name="chr" type="QString" value="Ⅲ"/> <Option name="size" type="QString" value="2.5"/>
     <Option name="size_unit" type="QString" value="MM"/>
     <Option name="color" type="QString" value="#111111"/>
     <Option name="outline_width" type="QString" value="0"/>
     <Option name="offset" type="QString" value="0,-0.32"/>
     <Option name="offset_unit" type="QString" value="MM"/>
    </Option>
     <data_defined_properties><Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties" type="Map">
       <Option name="size" type="Map"><Option name="active" type="bool" value="true"/><Option name="type" type="int" value="3"/>
        <Option name="expression" type="QString" value="CASE WHEN &quot;level&quot; LIKE '%国考%' OR &quot;level&quot; IS NULL THEN 2.5 WHEN &quot;level&quot; LIKE '%省控%' THEN 2.15 ELSE 1.85 END"/></Option>
      </Option>
      <Option name="type" type="QString" value="collection"/>
     </Option></data_defined_properties>
    </layer>
   </symbol>
   <symbol type="marker" name="4" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="name" type="QString" value="circle"/>
     <Option name="size" type="QString" value="4.3"/>
     <Option name="size_unit" type="QString" value="MM"/>
     <Option name="color" type="QString" value="#ffff00"/>
     <Option name="outline_color" type="QString" value="#1b1f22"/>
     <Option name="outline_width" type="QString" value="0.3"/>
     <Option name="outline_width_unit" type="QString" value="MM"/>
     <Option name="outline_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="miter"/>
    </Option>
     <data_defined_properties><Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties" type="Map">
       <Option name="size" type="Map"><Option name="active" type="bool" value="true"/><Option name="type" type="int" value="3"/>
        <Option name="expression" type="QString" value="CASE WHEN &quot;level&quot; LIKE '%国考%' OR &quot;level&quot; IS NULL THEN 4.3 WHEN &quot;level&quot; LIKE '%省控%' THEN 3.7 ELSE 3.18 END"/></Option>
      </Option>
      <Option name="type" type="QString" value="collection"/>
     </Option></data_defined_properties>
    </layer>
    <layer class="FontMarker" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="font" type="QString" value="Noto Sans CJK SC"/>
     <Option name="font_style" type="QString" value="Bold"/>
     <Option name="chr" type="QString" value="Ⅳ"/> <Option name="size" type="QString" value="2.5"/>
     <Option name="size_unit" type="QString" value="MM"/>
     <Option name="color" type="QString" value="#111111"/>
     <Option name="outline_width" type="QString" value="0"/>
     <Option name="offset" type="QString" value="0,-0.32"/>
     <Option name="offset_unit" type="QString" value="MM"/>
    </Option>
     <data_defined_properties><Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties" type="Map">
       <Option name="size" type="Map"><Option name="active" type="bool" value="true"/><Option name="type" type="int" value="3"/>
        <Option name="expression" type="QString" value="CASE WHEN &quot;level&quot; LIKE '%国考%' OR &quot;level&quot; IS NULL THEN 2.5 WHEN &quot;level&quot; LIKE '%省控%' THEN 2.15 ELSE 1.85 END"/></Option>
      </Option>
      <Option name="type" type="QString" value="collection"/>
     </Option></data_defined_properties>
    </layer>
   </symbol>
   <symbol type="marker" name="5" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="name" type="QString" value="circle"/>
     <Option name="size" type="QString" value="4.3"/>
     <Option name="size_unit" type="QString" value="MM"/>
     <Option name="color" type="QString" value="#ff9b00"/>
     <Option name="outline_color" type="QString" value="#1b1f22"/>
     <Option name="outline_width" type="QString" value="0.3"/>
     <Option name="outline_width_unit" type="QString" value="MM"/>
     <Option name="outline_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="miter"/>
    </Option>
     <data_defined_properties><Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties" type="Map">
       <Option name="size" type="Map"><Option name="active" type="bool" value="true"/><Option name="type" type="int" value="3"/>
        <Option name="expression" type="QString" value="CASE WHEN &quot;level&quot; LIKE '%国考%' OR &quot;level&quot; IS NULL THEN 4.3 WHEN &quot;level&quot; LIKE '%省控%' THEN 3.7 ELSE 3.18 END"/></Option>
      </Option>
      <Option name="type" type="QString" value="collection"/>
     </Option></data_defined_properties>
    </layer>
    <layer class="FontMarker" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="font" type="QString" value="Noto Sans CJK SC"/>
     <Option name="font_style" type="QString" value="Bold"/>
     <Option name="chr" type="QString" value="Ⅴ"/> <Option name="size" type="QString" value="2.5"/>
     <Option name="size_unit" type="QString" value="MM"/>
     <Option name="color" type="QString" value="#111111"/>
     <Option name="outline_width" type="QString" value="0"/>
     <Option name="offset" type="QString" value="0,-0.32"/>
     <Option name="offset_unit" type="QString" value="MM"/>
    </Option>
     <data_defined_properties><Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties" type="Map">
       <Option name="size" type="Map"><Option name="active" type="bool" value="true"/><Option name="type" type="int" value="3"/>
        <Option name="expression" type="QString" value="CASE WHEN &quot;level&quot; LIKE '%国考%' OR &quot;level&quot; IS NULL THEN 2.5 WHEN &quot;level&quot; LIKE '%省控%' THEN 2.15 ELSE 1.85 END"/></Option>
      </Option>
      <Option name="type" type="QString" value="collection"/>
     </Option></data_defined_properties>
    </layer>
   </symbol>
   <symbol type="marker" name="6" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="name" type="QString" value="circle"/>
     <Option name="size" type="QString" value="4.3"/>
     <Option name="size_unit" type="QString" value="MM"/>
     <Option name="color" type="QString" value="#ff0000"/>
     <Option name="outline_color" type="QString" value="#1b1f22"/>
     <Option name="outline_width" type="QString" value="0.3"/>
     <Option name="outline_width_unit" type="QString" value="MM"/>
     <Option name="outline_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="miter"/>
    </Option>
     <data_defined_properties><Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties" type="Map">
       <Option name="size" type="Map"><Option name="active" type="bool" value="true"/><Option name="type" type="int" value="3"/>
        <Option name="expression" type="QString" value="CASE WHEN &quot;level&quot; LIKE '%国考%' OR &quot;level&quot; IS NULL THEN 4.3 WHEN &quot;level&quot; LIKE '%省控%' THEN 3.7 ELSE 3.18 END"/></Option>
      </Option>
      <Option name="type" type="QString" value="collection"/>
     </Option></data_defined_properties>
    </layer>
    <layer class="FontMarker" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="font" type="QString" value="Noto Sans CJK SC"/>
     <Option name="font_style" type="QString" value="Bold"/>
     <Option name="chr" type="QString" value="劣"/> <Option name="size" type="QString" value="2.3"/>
     <Option name="size_unit" type="QString" value="MM"/>
     <Option name="color" type="QString" value="#111111"/>
     <Option name="outline_width" type="QString" value="0"/>
     <Option name="offset" type="QString" value="0,-0.32"/>
     <Option name="offset_unit" type="QString" value="MM"/>
    </Option>
     <data_defined_properties><Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties" type="Map">
       <Option name="size" type="Map"><Option name="active" type="bool" value="true"/><Option name="type" type="int" value="3"/>
        <Option name="expression" type="QString" value="CASE WHEN &quot;level&quot; LIKE '%国考%' OR &quot;level&quot; IS NULL THEN 2.3 WHEN &quot;level&quot; LIKE '%省控%' THEN 1.98 ELSE 1.7 END"/></Option>
      </Option>
      <Option name="type" type="QString" value="collection"/>
     </Option></data_defined_properties>
    </layer>
   </symbol>
   <symbol type="marker" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="name" type="QString" value="circle"/>
     <Option name="size" type="QString" value="4.3"/>
     <Option name="size_unit" type="QString" value="MM"/>
     <Option name="color" type="QString" value="#ffffff"/>
     <Option name="outline_color" type="QString" value="#1b1f22"/>
     <Option name="outline_width" type="QString" value="0.3"/>
     <Option name="outline_width_unit" type="QString" value="MM"/>
     <Option name="outline_style" type="QString" value="dash"/>
     <Option name="joinstyle" type="QString" value="miter"/>
    </Option>
     <data_defined_properties><Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties" type="Map">
       <Option name="size" type="Map"><Option name="active" type="bool" value="true"/><Option name="type" type="int" value="3"/>
        <Option name="expression" type="QString" value="CASE WHEN &quot;level&quot; LIKE '%国考%' OR &quot;level&quot; IS NULL THEN 4.3 WHEN &quot;level&quot; LIKE '%省控%' THEN 3.7 ELSE 3.18 END"/></Option>
      </Option>
      <Option name="type" type="QString" value="collection"/>
     </Option></data_defined_properties>
    </layer>
    <layer class="FontMarker" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="font" type="QString" value="Noto Sans CJK SC"/>
     <Option name="font_style" type="QString" value="Bold"/>
     <Option name="chr" type="QString" value="–"/> <Option name="size" type="QString" value="2.5"/>
     <Option name="size_unit" type="QString" value="MM"/>
     <Option name="color" type="QString" value="#111111"/>
     <Option name="outline_width" type="QString" value="0"/>
     <Option name="offset" type="QString" value="0,-0.32"/>
     <Option name="offset_unit" type="QString" value="MM"/>
    </Option>
     <data_defined_properties><Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties" type="Map">
       <Option name="size" type="Map"><Option name="active" type="bool" value="true"/><Option name="type" type="int" value="3"/>
        <Option name="expression" type="QString" value="CASE WHEN &quot;level&quot; LIKE '%国考%' OR &quot;level&quot; IS NULL THEN 2.5 WHEN &quot;level&quot; LIKE '%省控%' THEN 2.15 ELSE 1.85 END"/></Option>
      </Option>
      <Option name="type" type="QString" value="collection"/>
     </Option></data_defined_properties>
    </layer>
   </symbol>
   </symbols>
   <orderby><orderByClause asc="1" nullsFirst="1">"class_no"</orderByClause></orderby>
  </renderer-v2>
  <labeling type="simple">
   <settings calloutType="simple">
    <text-style fieldName="name" isExpression="0" fontFamily="Noto Sans CJK SC"
     fontSize="9" fontSizeUnit="Point" fontWeight="50" namedStyle="Regular" fontItalic="0" fontLetterSpacing="0" textColor="#1b1f22">
     <families><family name="Noto Sans CJK SC"/><family name="Source Han Sans SC"/><family name="PingFang SC"/>
      <family name="Microsoft YaHei"/><family name="WenQuanYi Micro Hei"/></families>
     <text-buffer bufferDraw="0" bufferSize="0.6" bufferSizeUnits="MM" bufferColor="#ffffff" bufferOpacity="1" bufferJoinStyle="128"/>
     <background shapeDraw="1" shapeType="0" shapeSizeType="0" shapeSizeX="0.7" shapeSizeY="0.15" shapeSizeUnit="MM"
      shapeFillColor="#ffffff" shapeBorderColor="#1b1f22" shapeBorderWidth="0.18" shapeBorderWidthUnit="MM"
      shapeRadiiX="0.5" shapeRadiiY="0.5" shapeRadiiUnit="MM" shapeOpacity="1" shapeJoinStyle="128"/>
    </text-style>
    <text-format multilineAlign="1"/>
    <placement placement="6" offsetType="1" predefinedPositionOrder="R,L,TR,BR,TL,BL,T,B" dist="1.3" distUnits="MM" priority="9"/>
    <rendering drawLabels="1" obstacle="1" obstacleFactor="1" limitNumLabels="0"/>
   </settings>
  </labeling>
  <aliases/>
  <previewExpression>"name"</previewExpression>
  <mapTip><![CDATA[<b>[% "name" %]</b> [% "code" %]<br>[% coalesce("water", '') %]　[% coalesce("city", '') %]<br>
水质类别 <b>[% coalesce("class", '无数据') %]</b>，目标 [% coalesce(substr('ⅠⅡⅢⅣⅤ', "target_class", 1) || '类', '未定') %]：
[% CASE WHEN "meets_target" = 1 THEN '达标' WHEN "meets_target" = 0 THEN '未达' ELSE '无法判断' END %]<br>
定类项目 [% coalesce("deciding", '–') %]，主要污染指标 [% coalesce("main_pollutants", '无') %]，对比期 [% coalesce("class_before", '–') %]<br>
[% coalesce('反弹风险：' || "risk_reason" || '<br>', '') %]总磷 [% coalesce("tp_mg_l", '–') %]　氨氮 [% coalesce("nh3n_mg_l", '–') %]　高锰酸盐指数 [% coalesce("codmn_mg_l", '–') %] mg/L]]></mapTip>
  <layerGeometryType>0</layerGeometryType>
</qgis>
