<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT -->
<!-- Drinking-water zones: the stricter the grade, the fuller the fill and the line -->
<qgis version="3.22.0" styleCategories="AllStyleCategories" labelsEnabled="1">
  <renderer-v2 type="categorizedSymbol" attr="grade" symbollevels="0">
   <categories>
    <category value="一级" symbol="0" label="一级保护区" render="true"/>
    <category value="二级" symbol="1" label="二级保护区" render="true"/>
    <category value="准" symbol="2" label="准保护区" render="true"/>
    <category value="" symbol="3" label="无数据" render="true"/>
   </categories>
   <symbols>
   <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="color" type="QString" value="65,101,122,64"/>
     <Option name="style" type="QString" value="solid"/>
     <Option name="outline_style" type="QString" value="no"/>
    </Option></layer>
    <layer class="SimpleLine" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="line_color" type="QString" value="#41657a"/>
     <Option name="line_width" type="QString" value="0.5"/>
     <Option name="line_width_unit" type="QString" value="MM"/>
     <Option name="line_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="round"/>
     <Option name="capstyle" type="QString" value="flat"/>
    </Option></layer>
   </symbol>
   <symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="color" type="QString" value="65,101,122,26"/>
     <Option name="style" type="QString" value="solid"/>
     <Option name="outline_style" type="QString" value="no"/>
    </Option></layer>
    <layer class="SimpleLine" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="line_color" type="QString" value="#41657a"/>
     <Option name="line_width" type="QString" value="0.35"/>
     <Option name="line_width_unit" type="QString" value="MM"/>
     <Option name="line_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="round"/>
     <Option name="capstyle" type="QString" value="flat"/>
    </Option></layer>
   </symbol>
   <symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="line_color" type="QString" value="#41657a"/>
     <Option name="line_width" type="QString" value="0.25"/>
     <Option name="line_width_unit" type="QString" value="MM"/>
     <Option name="line_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="round"/>
     <Option name="capstyle" type="QString" value="flat"/>
     <Option name="use_custom_dash" type="QString" value="1"/>
     <Option name="customdash" type="QString" value="2;1"/>
     <Option name="customdash_unit" type="QString" value="MM"/>
    </Option></layer>
   </symbol>
   <symbol type="fill" name="3" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="line_color" type="QString" value="#565d62"/>
     <Option name="line_width" type="QString" value="0.25"/>
     <Option name="line_width_unit" type="QString" value="MM"/>
     <Option name="line_style" type="QString" value="dot"/>
     <Option name="joinstyle" type="QString" value="round"/>
     <Option name="capstyle" type="QString" value="flat"/>
    </Option></layer>
   </symbol>
   </symbols>
  </renderer-v2>
  <labeling type="simple">
   <settings calloutType="simple">
    <text-style fieldName="coalesce(&quot;name&quot;, &quot;code&quot;) || ' ' || coalesce(&quot;grade&quot;, '')" isExpression="1" fontFamily="Noto Sans CJK SC"
     fontSize="7.5" fontSizeUnit="Point" fontWeight="50" namedStyle="Regular" fontItalic="0" fontLetterSpacing="0" textColor="#41657a">
     <families><family name="Noto Sans CJK SC"/><family name="Source Han Sans SC"/><family name="PingFang SC"/>
      <family name="Microsoft YaHei"/><family name="WenQuanYi Micro Hei"/></families>
     <text-buffer bufferDraw="1" bufferSize="0.6" bufferSizeUnits="MM" bufferColor="#ffffff" bufferOpacity="0.9" bufferJoinStyle="128"/>
    </text-style>
    <text-format multilineAlign="1"/>
    <placement placement="4" dist="0" distUnits="MM" priority="2"/>
    <rendering drawLabels="1" obstacle="0" obstacleFactor="1" limitNumLabels="0" scaleVisibility="1" scaleMin="1" scaleMax="250000" fitInPolygonOnly="0"/>
   </settings>
  </labeling>
  <aliases/>
  <previewExpression>"name"</previewExpression>
  <mapTip><![CDATA[<b>[% coalesce("name", "code") %]</b> [% coalesce("grade", '') %]<br>
[% format_number("area_km2", 2) %] km²]]></mapTip>
  <layerGeometryType>2</layerGeometryType>
</qgis>
