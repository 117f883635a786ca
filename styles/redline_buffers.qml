<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT -->
<!-- Buffers of red lines: dashed, without a fill, so that several lie in each other -->
<qgis version="3.22.0" styleCategories="AllStyleCategories" labelsEnabled="1">
  <renderer-v2 type="singleSymbol" symbollevels="0">
   <symbols>
   <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="line_color" type="QString" value="#a8322a"/>
     <Option name="line_width" type="QString" value="0.3"/>
     <Option name="line_width_unit" type="QString" value="MM"/>
     <Option name="line_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="round"/>
     <Option name="capstyle" type="QString" value="flat"/>
     <Option name="use_custom_dash" type="QString" value="1"/>
     <Option name="customdash" type="QString" value="1.6;1"/>
     <Option name="customdash_unit" type="QString" value="MM"/>
    </Option></layer>
   </symbol>
   </symbols>
  </renderer-v2>
  <labeling type="simple">
   <settings calloutType="simple">
    <text-style fieldName="format_number(&quot;distance_m&quot;, 0) || ' m'" isExpression="1" fontFamily="Noto Sans CJK SC"
     fontSize="7.5" fontSizeUnit="Point" fontWeight="50" namedStyle="Regular" fontItalic="0" fontLetterSpacing="0" textColor="#a8322a">
     <families><family name="Noto Sans CJK SC"/><family name="Source Han Sans SC"/><family name="PingFang SC"/>
      <family name="Microsoft YaHei"/><family name="WenQuanYi Micro Hei"/></families>
     <text-buffer bufferDraw="1" bufferSize="0.6" bufferSizeUnits="MM" bufferColor="#ffffff" bufferOpacity="0.9" bufferJoinStyle="128"/>
    </text-style>
    <text-format multilineAlign="1"/>
    <placement placement="4" dist="0" distUnits="MM" priority="2"/>
    <rendering drawLabels="1" obstacle="0" obstacleFactor="1" limitNumLabels="0" scaleVisibility="1" scaleMin="1" scaleMax="100000" fitInPolygonOnly="0"/>
   </settings>
  </labeling>
  <aliases/>
  <previewExpression>"code"</previewExpression>
  <mapTip><![CDATA[<b>[% coalesce("name", "of") %]</b> 外 [% format_number("distance_m", 0) %] m<br>
[% format_number("area_km2", 2) %] km²]]></mapTip>
  <layerGeometryType>2</layerGeometryType>
</qgis>
