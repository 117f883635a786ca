<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT -->
<!-- Ecological red lines: brick outline and hatch at 45 degrees -->
<qgis version="3.22.0" styleCategories="AllStyleCategories" labelsEnabled="1">
  <renderer-v2 type="singleSymbol" symbollevels="0">
   <symbols>
   <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="LinePatternFill" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="angle" type="QString" value="45"/>
     <Option name="distance" type="QString" value="1.9"/>
     <Option name="distance_unit" type="QString" value="MM"/>
     <Option name="line_width" type="QString" value="0.19"/>
     <Option name="line_width_unit" type="QString" value="MM"/>
     <Option name="color" type="QString" value="168,50,42,175"/>
    </Option>
     <symbol type="line" name="@0@0" alpha="1">
      <layer class="SimpleLine" enabled="1" pass="0" locked="0"><Option type="Map">
       <Option name="line_color" type="QString" value="168,50,42,175"/>
       <Option name="line_width" type="QString" value="0.19"/>
       <Option name="line_width_unit" type="QString" value="MM"/>
       <Option name="line_style" type="QString" value="solid"/>
       <Option name="joinstyle" type="QString" value="round"/>
       <Option name="capstyle" type="QString" value="flat"/>
      </Option></layer>
     </symbol>
    </layer>
    <layer class="SimpleLine" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="line_color" type="QString" value="#a8322a"/>
     <Option name="line_width" type="QString" value="0.3"/>
     <Option name="line_width_unit" type="QString" value="MM"/>
     <Option name="line_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="round"/>
     <Option name="capstyle" type="QString" value="flat"/>
    </Option></layer>
   </symbol>
   </symbols>
  </renderer-v2>
  <labeling type="simple">
   <settings calloutType="simple">
    <text-style fieldName="name" isExpression="0" fontFamily="Noto Sans CJK SC"
     fontSize="8" fontSizeUnit="Point" fontWeight="50" namedStyle="Regular" fontItalic="0" fontLetterSpacing="0" textColor="#a8322a">
     <families><family name="Noto Sans CJK SC"/><family name="Source Han Sans SC"/><family name="PingFang SC"/>
      <family name="Microsoft YaHei"/><family name="WenQuanYi Micro Hei"/></families>
     <text-buffer bufferDraw="1" bufferSize="0.6" bufferSizeUnits="MM" bufferColor="#ffffff" bufferOpacity="0.9" bufferJoinStyle="128"/>
    </text-style>
    <text-format multilineAlign="1"/>
    <placement placement="8" offsetType="0" dist="0.5" distUnits="MM" priority="3"/>
    <rendering drawLabels="1" obstacle="0" obstacleFactor="1" limitNumLabels="0" scaleVisibility="1" scaleMin="1" scaleMax="750000"/>
   </settings>
  </labeling>
  <aliases/>
  <previewExpression>"name"</previewExpression>
  <mapTip><![CDATA[<b>[% "name" %]</b> [% "code" %]<br>[% coalesce("type", '') %] [% format_number("area_km2", 2) %] km²<br>
红线内排污口 [% coalesce("n_outfalls", 0) %] 个，问题图斑 [% coalesce("n_suspects", 0) %] 个]]></mapTip>
  <layerGeometryType>2</layerGeometryType>
</qgis>
