<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT -->
<!-- Outfalls by stage: the browner, the further; open square: not traced, half: at work, full: remediated, dot: closed, dashed: no stage -->
<qgis version="3.22.0" styleCategories="AllStyleCategories" labelsEnabled="1">
  <renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="1">
   <rules key="rules">
    <rule key="surveyed" filter='"stage_no" &lt;= 2' symbol="0" label="未溯源（已排查、已监测）"/>
    <rule key="traced" filter='"stage_no" &gt;= 3 AND "stage_no" &lt;= 5' symbol="1" label="已溯源或整治中"/>
    <rule key="remediated" filter='"stage_no" &gt;= 6 AND "stage_no" &lt;= 7' symbol="2" label="完成整治或已验收"/>
    <rule key="closed" filter='"stage_no" = 8' symbol="3" label="已销号"/>
    <rule key="unknown" filter="ELSE" symbol="4" label="进度不明"/>
   </rules>
   <symbols>
   <symbol type="marker" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="name" type="QString" value="square"/>
     <Option name="size" type="QString" value="1.9"/>
     <Option name="size_unit" type="QString" value="MM"/>
     <Option name="color" type="QString" value="#ffffff"/>
     <Option name="outline_color" type="QString" value="#3f2c14"/>
     <Option name="outline_width" type="QString" value="0.3"/>
     <Option name="outline_width_unit" type="QString" value="MM"/>
     <Option name="outline_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="miter"/>
    </Option></layer>
   </symbol>
   <symbol type="marker" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="name" type="QString" value="square"/>
     <Option name="size" type="QString" value="1.9"/>
     <Option name="size_unit" type="QString" value="MM"/>
     <Option name="color" type="QString" value="#ffffff"/>
     <Option name="outline_color" type="QString" value="#3f2c14"/>
     <Option name="outline_width" type="QString" value="0.3"/>
     <Option name="outline_width_unit" type="QString" value="MM"/>
     <Option name="outline_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="miter"/>
    </Option></layer>
    <layer class="SimpleMarker" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="name" type="QString" value="half_square"/>
     <Option name="size" type="QString" value="1.9"/>
     <Option name="size_unit" type="QString" value="MM"/>
     <Option name="color" type="QString" value="#a58455"/>
     <Option name="outline_color" type="QString" value="#3f2c14"/>
     <Option name="outline_width" type="QString" value="0.3"/>
     <Option name="outline_width_unit" type="QString" value="MM"/>
     <Option name="outline_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="miter"/>
     <Option name="angle" type="QString" value="270"/>
    </Option></layer>
   </symbol>
   <symbol type="marker" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="name" type="QString" value="square"/>
     <Option name="size" type="QString" value="1.4"/>
     <Option name="size_unit" type="QString" value="MM"/>
     <Option name="color" type="QString" value="#83653b"/>
     <Option name="outline_color" type="QString" value="#3f2c14"/>
     <Option name="outline_width" type="QString" value="0.2"/>
     <Option name="outline_width_unit" type="QString" value="MM"/>
     <Option name="outline_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="miter"/>
    </Option>
     <data_defined_properties><Option type="Map">
      <Option name="name" type="QString" value=""/>
      <Option name="properties" type="Map">
       <Option name="size" type="Map"><Option name="active" type="bool" value="true"/><Option name="type" type="int" value="3"/>
        <Option name="expression" type="QString" value='if("in_redline" = 1, 1.9, 1.4)'/></Option>
      </Option>
      <Option name="type" type="QString" value="collection"/>
     </Option></data_defined_properties>
    </layer>
   </symbol>
   <symbol type="marker" name="3" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="name" type="QString" value="circle"/>
     <Option name="size" type="QString" value="1.0"/>
     <Option name="size_unit" type="QString" value="MM"/>
     <Option name="color" type="QString" value="#3f2c14"/>
     <Option name="outline_color" type="QString" value="#3f2c14"/>
     <Option name="outline_width" type="QString" value="0"/>
     <Option name="outline_width_unit" type="QString" value="MM"/>
     <Option name="outline_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="miter"/>
    </Option></layer>
   </symbol>
   <symbol type="marker" name="4" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="name" type="QString" value="square"/>
     <Option name="size" type="QString" value="1.9"/>
     <Option name="size_unit" type="QString" value="MM"/>
     <Option name="color" type="QString" value="#ffffff"/>
     <Option name="outline_color" type="QString" value="#3f2c14"/>
     <Option name="outline_width" type="QString" value="0.3"/>
     <Option name="outline_width_unit" type="QString" value="MM"/>
     <Option name="outline_style" type="QString" value="dash"/>
     <Option name="joinstyle" type="QString" value="miter"/>
    </Option></layer>
   </symbol>
   </symbols>
   <orderby><orderByClause asc="0" nullsFirst="1">"stage_no"</orderByClause></orderby>
  </renderer-v2>
  <labeling type="simple">
   <settings calloutType="simple">
    <text-style fieldName="name" isExpression="0" fontFamily="Noto Sans CJK SC"
     fontSize="8" fontSizeUnit="Point" fontWeight="50" namedStyle="Regular" fontItalic="0" fontLetterSpacing="0" textColor="#3f2c14">
     <families><family name="Noto Sans CJK SC"/><family name="Source Han Sans SC"/><family name="PingFang SC"/>
      <family name="Microsoft YaHei"/><family name="WenQuanYi Micro Hei"/></families>
     <text-buffer bufferDraw="1" bufferSize="0.6" bufferSizeUnits="MM" bufferColor="#ffffff" bufferOpacity="0.9" bufferJoinStyle="128"/>
    </text-style>
    <text-format multilineAlign="1"/>
    <placement placement="6" offsetType="1" predefinedPositionOrder="R,L,TR,BR,TL,BL,T,B" dist="0.7" distUnits="MM" priority="6"/>
    <rendering drawLabels="1" obstacle="1" obstacleFactor="1" limitNumLabels="0"/>
    <dd_properties><Option type="Map">
     <Option name="name" type="QString" value=""/>
     <Option name="properties" type="Map">
      <Option name="Show" type="Map"><Option name="active" type="bool" value="true"/><Option name="type" type="int" value="3"/>
       <Option name="expression" type="QString" value='@map_scale &lt; if(coalesce("stage_no", 0) &lt; 6, 250000, 60000)'/></Option>
      <Option name="Bold" type="Map"><Option name="active" type="bool" value="true"/><Option name="type" type="int" value="3"/>
       <Option name="expression" type="QString" value='"stage_no" &lt; 6'/></Option>
      <Option name="Size" type="Map"><Option name="active" type="bool" value="true"/><Option name="type" type="int" value="3"/>
       <Option name="expression" type="QString" value='if("stage_no" &lt; 6, 8, 7)'/></Option>
      <Option name="Color" type="Map"><Option name="active" type="bool" value="true"/><Option name="type" type="int" value="3"/>
       <Option name="expression" type="QString" value="if(&quot;stage_no&quot; &lt; 6, '#3f2c14', '#83653b')"/></Option>
     </Option>
     <Option name="type" type="QString" value="collection"/>
    </Option></dd_properties>
   </settings>
  </labeling>
  <aliases/>
  <previewExpression>"name"</previewExpression>
  <mapTip><![CDATA[<b>[% "name" %]</b> [% "code" %]<br>[% coalesce("category", '') %]　排入 [% coalesce("receiving_water", '不明') %]<br>
进度 <b>[% coalesce("stage_as_of", "stage", '不明') %]</b>　[% coalesce("group", '') %][% coalesce('<br>在红线 ' || "redline_found" || ' 内', '') %]]]></mapTip>
  <layerGeometryType>0</layerGeometryType>
</qgis>
