<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT -->
<!-- Suspected problems in red lines: open diamond: not closed, dashed: outside every red line, filled: closed -->
<qgis version="3.22.0" styleCategories="AllStyleCategories" labelsEnabled="1">
  <renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0">
   <rules key="rules">
    <rule key="closed" filter="&quot;status&quot; = '已销号'" symbol="0" label="已销号"/>
    <rule key="cleared" filter="&quot;status&quot; IN ('不属实', '合法')" symbol="3" label="不属实或合法"/>
    <rule key="outside" filter="(&quot;status&quot; IS NULL OR &quot;status&quot; NOT IN ('已销号', '不属实', '合法')) AND (&quot;redline_found&quot; IS NULL)" symbol="1" label="未销号，在红线外"/>
    <rule key="open" filter="ELSE" symbol="2" label="未销号，在红线内"/>
   </rules>
   <symbols>
   <symbol type="marker" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="name" type="QString" value="diamond"/>
     <Option name="size" type="QString" value="2.6"/>
     <Option name="size_unit" type="QString" value="MM"/>
     <Option name="color" type="QString" value="#a8322a"/>
     <Option name="outline_color" type="QString" value="#a8322a"/>
     <Option name="outline_width" type="QString" value="0.5"/>
     <Option name="outline_width_unit" type="QString" value="MM"/>
     <Option name="outline_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="miter"/>
    </Option></layer>
   </symbol>
   <symbol type="marker" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="name" type="QString" value="diamond"/>
     <Option name="size" type="QString" value="2.6"/>
     <Option name="size_unit" type="QString" value="MM"/>
     <Option name="color" type="QString" value="#ffffff"/>
     <Option name="outline_color" type="QString" value="#a8322a"/>
     <Option name="outline_width" type="QString" value="0.5"/>
     <Option name="outline_width_unit" type="QString" value="MM"/>
     <Option name="outline_style" type="QString" value="dot"/>
     <Option name="joinstyle" type="QString" value="miter"/>
    </Option></layer>
   </symbol>
   <symbol type="marker" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="name" type="QString" value="diamond"/>
     <Option name="size" type="QString" value="2.6"/>
     <Option name="size_unit" type="QString" value="MM"/>
     <Option name="color" type="QString" value="#ffffff"/>
     <Option name="outline_color" type="QString" value="#a8322a"/>
     <Option name="outline_width" type="QString" value="0.5"/>
     <Option name="outline_width_unit" type="QString" value="MM"/>
     <Option name="outline_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="miter"/>
    </Option></layer>
   </symbol>
   <symbol type="marker" name="3" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="name" type="QString" value="diamond"/>
     <Option name="size" type="QString" value="2.6"/>
     <Option name="size_unit" type="QString" value="MM"/>
     <Option name="color" type="QString" value="#ffffff"/>
     <Option name="outline_color" type="QString" value="#565d62"/>
     <Option name="outline_width" type="QString" value="0.5"/>
     <Option name="outline_width_unit" type="QString" value="MM"/>
     <Option name="outline_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="miter"/>
    </Option></layer>
   </symbol>
   </symbols>
  </renderer-v2>
  <labeling type="simple">
   <settings calloutType="simple">
    <text-style fieldName="code" isExpression="0" fontFamily="Noto Sans CJK SC"
     fontSize="8" fontSizeUnit="Point" fontWeight="75" namedStyle="Bold" fontItalic="0" fontLetterSpacing="0" textColor="#a8322a">
     <families><family name="Noto Sans CJK SC"/><family name="Source Han Sans SC"/><family name="PingFang SC"/>
      <family name="Microsoft YaHei"/><family name="WenQuanYi Micro Hei"/></families>
     <text-buffer bufferDraw="1" bufferSize="0.6" bufferSizeUnits="MM" bufferColor="#ffffff" bufferOpacity="0.9" bufferJoinStyle="128"/>
    </text-style>
    <text-format multilineAlign="1"/>
    <placement placement="6" offsetType="1" predefinedPositionOrder="R,L,TR,BR,TL,BL,T,B" dist="0.6" distUnits="MM" priority="7"/>
    <rendering drawLabels="1" obstacle="1" obstacleFactor="1" limitNumLabels="0" scaleVisibility="1" scaleMin="1" scaleMax="750000"/>
   </settings>
  </labeling>
  <aliases/>
  <previewExpression>"code"</previewExpression>
  <mapTip><![CDATA[<b>[% "code" %]</b><br>状态 [% coalesce("status", '不明') %]，登记红线 [% coalesce("redline", '无') %]，位置所在 [% coalesce("redline_found", '红线外') %]]]></mapTip>
  <layerGeometryType>0</layerGeometryType>
</qgis>
