<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT -->
<!-- Suspected problems that are drawn as areas: the same signs as suspects.qml, as outlines -->
<qgis version="3.22.0" styleCategories="AllStyleCategories" labelsEnabled="1">
  <renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0">
   <rules key="rules">
    <rule key="closed" filter="&quot;status&quot; = '已销号'" symbol="0" label="已销号"/>
    <rule key="cleared" filter="&quot;status&quot; IN ('不属实', '合法')" symbol="3" label="不属实或合法"/>
    <rule key="outside" filter="(&quot;status&quot; IS NULL OR &quot;status&quot; NOT IN ('已销号', '不属实', '合法')) AND (&quot;redline_found&quot; IS NULL)" symbol="1" label="未销号，在红线外"/>
    <rule key="open" filter="ELSE" symbol="2" label="未销号，在红线内"/>
   </rules>
   <symbols>
   <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="color" type="QString" value="168,50,42,200"/>
     <Option name="style" type="QString" value="solid"/>
     <Option name="outline_style" type="QString" value="no"/>
    </Option></layer>
    <layer class="SimpleLine" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="line_color" type="QString" value="#a8322a"/>
     <Option name="line_width" type="QString" value="0.5"/>
     <Option name="line_width_unit" type="QString" value="MM"/>
     <Option name="line_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="round"/>
     <Option name="capstyle" type="QString" value="flat"/>
    </Option></layer>
   </symbol>
   <symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="color" type="QString" value="255,255,255,120"/>
     <Option name="style" type="QString" value="solid"/>
     <Option name="outline_style" type="QString" value="no"/>
    </Option></layer>
    <layer class="SimpleLine" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="line_color" type="QString" value="#a8322a"/>
     <Option name="line_width" type="QString" value="0.5"/>
     <Option name="line_width_unit" type="QString" value="MM"/>
     <Option name="line_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="round"/>
     <Option name="capstyle" type="QString" value="flat"/>
     <Option name="use_custom_dash" type="QString" value="1"/>
     <Option name="customdash" type="QString" value="1;0.7"/>
     <Option name="customdash_unit" type="QString" value="MM"/>
    </Option></layer>
   </symbol>
   <symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="color" type="QString" value="255,255,255,120"/>
     <Option name="style" type="QString" value="solid"/>
     <Option name="outline_style" type="QString" value="no"/>
    </Option></layer>
    <layer class="SimpleLine" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="line_color" type="QString" value="#a8322a"/>
     <Option name="line_width" type="QString" value="0.5"/>
     <Option name="line_width_unit" type="QString" value="MM"/>
     <Option name="line_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="round"/>
     <Option name="capstyle" type="QString" value="flat"/>
    </Option></layer>
   </symbol>
   <symbol type="fill" name="3" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="color" type="QString" value="255,255,255,120"/>
     <Option name="style" type="QString" value="solid"/>
     <Option name="outline_style" type="QString" value="no"/>
    </Option></layer>
    <layer class="SimpleLine" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="line_color" type="QString" value="#565d62"/>
     <Option name="line_width" type="QString" value="0.5"/>
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
    <text-style fieldName="code" isExpression="0" fontFamily="Noto Sans CJK SC"
     fontSize="8" fontSizeUnit="Point" fontWeight="75" namedStyle="Bold" fontItalic="0" fontLetterSpacing="0" textColor="#a8322a">
     <families><family name="Noto Sans CJK SC"/><family name="Source Han Sans SC"/><family name="PingFang SC"/>
      <family name="Microsoft YaHei"/><family name="WenQuanYi Micro Hei"/></families>
     <text-buffer bufferDraw="1" bufferSize="0.6" bufferSizeUnits="MM" bufferColor="#ffffff" bufferOpacity="0.9" bufferJoinStyle="128"/>
    </text-style>
    <text-format multilineAlign="1"/>
    <placement placement="8" offsetType="0" dist="0.5" distUnits="MM" priority="7"/>
    <rendering drawLabels="1" obstacle="0" obstacleFactor="1" limitNumLabels="0" scaleVisibility="1" scaleMin="1" scaleMax="750000"/>
   </settings>
  </labeling>
  <aliases/>
  <previewExpression>"code"</previewExpression>
  <mapTip><![CDATA[<b>[% "code" %]</b><br>状态 [% coalesce("status", '不明') %]，登记红线 [% coalesce("redline", '无') %]，位置所在 [% coalesce("redline_found", '红线外') %]]]></mapTip>
  <layerGeometryType>2</layerGeometryType>
</qgis>
