<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT -->
<!-- Rivers: wide for 长江 and 汉江, dashed for canals and links between lakes -->
<qgis version="3.22.0" styleCategories="AllStyleCategories" labelsEnabled="1">
  <renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0">
   <rules key="rules">
    <rule key="large" filter="&quot;name&quot; IN ('长江', '汉江')" symbol="0" label="干流"/>
    <rule key="canal" filter="&quot;name&quot; LIKE '%渠' OR attribute('kind') IN ('canal', 'lake_link')" symbol="1" label="渠道"/>
    <rule key="river" filter="ELSE" symbol="2" label="河流"/>
   </rules>
   <symbols>
   <symbol type="line" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="line_color" type="QString" value="#9db7c5"/>
     <Option name="line_width" type="QString" value="1.1"/>
     <Option name="line_width_unit" type="QString" value="MM"/>
     <Option name="line_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="round"/>
     <Option name="capstyle" type="QString" value="round"/>
    </Option></layer>
   </symbol>
   <symbol type="line" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="line_color" type="QString" value="#8fabbb"/>
     <Option name="line_width" type="QString" value="0.32"/>
     <Option name="line_width_unit" type="QString" value="MM"/>
     <Option name="line_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="round"/>
     <Option name="capstyle" type="QString" value="flat"/>
     <Option name="use_custom_dash" type="QString" value="1"/>
     <Option name="customdash" type="QString" value="1.6;0.42"/>
     <Option name="customdash_unit" type="QString" value="MM"/>
    </Option></layer>
   </symbol>
   <symbol type="line" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="line_color" type="QString" value="#8fabbb"/>
     <Option name="line_width" type="QString" value="0.42"/>
     <Option name="line_width_unit" type="QString" value="MM"/>
     <Option name="line_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="round"/>
     <Option name="capstyle" type="QString" value="round"/>
    </Option></layer>
   </symbol>
   </symbols>
  </renderer-v2>
  <labeling type="simple">
   <settings calloutType="simple">
    <text-style fieldName="name" isExpression="0" fontFamily="Noto Serif CJK SC"
     fontSize="8.5" fontSizeUnit="Point" fontWeight="50" namedStyle="Regular" fontItalic="0" fontLetterSpacing="1.5" textColor="#41657a">
     <families><family name="Noto Serif CJK SC"/><family name="Source Han Serif SC"/><family name="Songti SC"/>
      <family name="STZhongsong"/><family name="SimSun"/></families>
     <text-buffer bufferDraw="1" bufferSize="0.6" bufferSizeUnits="MM" bufferColor="#ffffff" bufferOpacity="0.9" bufferJoinStyle="128"/>
    </text-style>
    <text-format multilineAlign="1"/>
    <placement placement="3" placementFlags="10" maxCurvedCharAngleIn="25" maxCurvedCharAngleOut="-25" dist="0.6" distUnits="MM" priority="4"/>
    <rendering drawLabels="1" obstacle="1" obstacleFactor="1" limitNumLabels="0" mergeLines="1"/>
    <dd_properties><Option type="Map">
     <Option name="name" type="QString" value=""/>
     <Option name="properties" type="Map">
      <Option name="Show" type="Map"><Option name="active" type="bool" value="true"/><Option name="type" type="int" value="3"/>
       <Option name="expression" type="QString" value="&quot;name&quot; IN ('长江', '汉江') OR @map_scale &lt; 750000"/></Option>
      <Option name="Size" type="Map"><Option name="active" type="bool" value="true"/><Option name="type" type="int" value="3"/>
       <Option name="expression" type="QString" value="if(&quot;name&quot; IN ('长江', '汉江'), 10.5, 8.5)"/></Option>
     </Option>
     <Option name="type" type="QString" value="collection"/>
    </Option></dd_properties>
   </settings>
  </labeling>
  <aliases/>
  <previewExpression>"name"</previewExpression>
  <mapTip><![CDATA[<b>[% "name" %]</b> [% "code" %]]]></mapTip>
  <layerGeometryType>1</layerGeometryType>
</qgis>
