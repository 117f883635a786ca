<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT -->
<!-- Lakes: water, never the class colour; the class is the sections' -->
<qgis version="3.22.0" styleCategories="AllStyleCategories" labelsEnabled="1">
  <renderer-v2 type="singleSymbol" symbollevels="0">
   <symbols>
   <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="color" type="QString" value="#dbe5ea"/>
     <Option name="style" type="QString" value="solid"/>
     <Option name="outline_style" type="QString" value="no"/>
    </Option></layer>
    <layer class="SimpleLine" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="line_color" type="QString" value="#7e9aa9"/>
     <Option name="line_width" type="QString" value="0.25"/>
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
    <text-style fieldName="name" isExpression="0" fontFamily="Noto Serif CJK SC"
     fontSize="11" fontSizeUnit="Point" fontWeight="50" namedStyle="Regular" fontItalic="0" fontLetterSpacing="3" textColor="#41657a">
     <families><family name="Noto Serif CJK SC"/><family name="Source Han Serif SC"/><family name="Songti SC"/>
      <family name="STZhongsong"/><family name="SimSun"/></families>
     <text-buffer bufferDraw="1" bufferSize="0.6" bufferSizeUnits="MM" bufferColor="#dbe5ea" bufferOpacity="0.9" bufferJoinStyle="128"/>
    </text-style>
    <text-format multilineAlign="1"/>
    <placement placement="4" dist="0" distUnits="MM" priority="6"/>
    <rendering drawLabels="1" obstacle="0" obstacleFactor="1" limitNumLabels="0" fitInPolygonOnly="1"/>
   </settings>
  </labeling>
  <aliases/>
  <previewExpression>"name"</previewExpression>
  <mapTip><![CDATA[<b>[% "name" %]</b><br>全湖平均 <b>[% coalesce("class", '无数据') %]</b>（[% coalesce("n_points_with_data", 0) %]/[% coalesce("n_points", 0) %] 个点位有数据），[% coalesce("trophic_state", '营养状态不明') %]]]></mapTip>
  <layerGeometryType>2</layerGeometryType>
</qgis>
