<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT -->
<!-- Basins by verdict: pale slate: met, pale plum in an open frame: missed but not yet due, plum in a solid frame: missed, hatched: cannot be judged -->
<qgis version="3.22.0" styleCategories="AllStyleCategories" labelsEnabled="1">
  <renderer-v2 type="categorizedSymbol" attr="verdict" symbollevels="0" enableorderby="0">
   <categories>
    <category value="met" symbol="met" label="达标" render="true"/>
    <category value="interim" symbol="interim" label="未达（未到期）" render="true"/>
    <category value="missed" symbol="missed" label="未达" render="true"/>
    <category value="" symbol="none" label="无法判断" render="true"/>
   </categories>
   <symbols>
   <symbol type="fill" name="met" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="color" type="QString" value="#e9eef1"/>
     <Option name="style" type="QString" value="solid"/>
     <Option name="outline_style" type="QString" value="no"/>
    </Option></layer>
    <layer class="SimpleLine" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="line_color" type="QString" value="27,31,34,23"/>
     <Option name="line_width" type="QString" value="1.85"/>
     <Option name="line_width_unit" type="QString" value="MM"/>
     <Option name="line_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="round"/>
     <Option name="capstyle" type="QString" value="flat"/>
    </Option></layer>
    <layer class="SimpleLine" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="line_color" type="QString" value="#1b1f22"/>
     <Option name="line_width" type="QString" value="0.35"/>
     <Option name="line_width_unit" type="QString" value="MM"/>
     <Option name="line_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="round"/>
     <Option name="capstyle" type="QString" value="flat"/>
     <Option name="use_custom_dash" type="QString" value="1"/>
     <Option name="customdash" type="QString" value="2.4;0.66;0.48;0.66"/>
     <Option name="customdash_unit" type="QString" value="MM"/>
    </Option></layer>
   </symbol>
   <symbol type="fill" name="interim" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="color" type="QString" value="#f7e9f2"/>
     <Option name="style" type="QString" value="solid"/>
     <Option name="outline_style" type="QString" value="no"/>
    </Option></layer>
    <layer class="SimpleLine" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="line_color" type="QString" value="#7a1f5c"/>
     <Option name="line_width" type="QString" value="0.4"/>
     <Option name="line_width_unit" type="QString" value="MM"/>
     <Option name="line_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="round"/>
     <Option name="capstyle" type="QString" value="flat"/>
     <Option name="offset" type="QString" value="1.3"/>
     <Option name="offset_unit" type="QString" value="MM"/>
    </Option></layer>
    <layer class="SimpleLine" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="line_color" type="QString" value="27,31,34,23"/>
     <Option name="line_width" type="QString" value="1.85"/>
     <Option name="line_width_unit" type="QString" value="MM"/>
     <Option name="line_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="round"/>
     <Option name="capstyle" type="QString" value="flat"/>
    </Option></layer>
    <layer class="SimpleLine" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="line_color" type="QString" value="#1b1f22"/>
     <Option name="line_width" type="QString" value="0.35"/>
     <Option name="line_width_unit" type="QString" value="MM"/>
     <Option name="line_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="round"/>
     <Option name="capstyle" type="QString" value="flat"/>
     <Option name="use_custom_dash" type="QString" value="1"/>
     <Option name="customdash" type="QString" value="2.4;0.66;0.48;0.66"/>
     <Option name="customdash_unit" type="QString" value="MM"/>
    </Option></layer>
   </symbol>
   <symbol type="fill" name="missed" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="color" type="QString" value="#ead4e1"/>
     <Option name="style" type="QString" value="solid"/>
     <Option name="outline_style" type="QString" value="no"/>
    </Option></layer>
    <layer class="SimpleLine" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="line_color" type="QString" value="#7a1f5c"/>
     <Option name="line_width" type="QString" value="0.9"/>
     <Option name="line_width_unit" type="QString" value="MM"/>
     <Option name="line_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="round"/>
     <Option name="capstyle" type="QString" value="flat"/>
     <Option name="offset" type="QString" value="1.4"/>
     <Option name="offset_unit" type="QString" value="MM"/>
    </Option></layer>
    <layer class="SimpleLine" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="line_color" type="QString" value="27,31,34,23"/>
     <Option name="line_width" type="QString" value="1.85"/>
     <Option name="line_width_unit" type="QString" value="MM"/>
     <Option name="line_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="round"/>
     <Option name="capstyle" type="QString" value="flat"/>
    </Option></layer>
    <layer class="SimpleLine" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="line_color" type="QString" value="#1b1f22"/>
     <Option name="line_width" type="QString" value="0.35"/>
     <Option name="line_width_unit" type="QString" value="MM"/>
     <Option name="line_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="round"/>
     <Option name="capstyle" type="QString" value="flat"/>
     <Option name="use_custom_dash" type="QString" value="1"/>
     <Option name="customdash" type="QString" value="2.4;0.66;0.48;0.66"/>
     <Option name="customdash_unit" type="QString" value="MM"/>
    </Option></layer>
   </symbol>
   <symbol type="fill" name="none" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="color" type="QString" value="#ffffff"/>
     <Option name="style" type="QString" value="solid"/>
     <Option name="outline_style" type="QString" value="no"/>
    </Option></layer>
    <layer class="LinePatternFill" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="angle" type="QString" value="135"/>
     <Option name="distance" type="QString" value="3.2"/>
     <Option name="distance_unit" type="QString" value="MM"/>
     <Option name="line_width" type="QString" value="0.3"/>
     <Option name="line_width_unit" type="QString" value="MM"/>
     <Option name="color" type="QString" value="#dcdcd6"/>
    </Option>
     <symbol type="line" name="@none@1" alpha="1">
      <layer class="SimpleLine" enabled="1" pass="0" locked="0"><Option type="Map">
       <Option name="line_color" type="QString" value="#dcdcd6"/>
       <Option name="line_width" type="QString" value="0.3"/>
       <Option name="line_width_unit" type="QString" value="MM"/>
       <Option name="line_style" type="QString" value="solid"/>
       <Option name="joinstyle" type="QString" value="round"/>
       <Option name="capstyle" type="QString" value="flat"/>
      </Option></layer>
     </symbol>
    </layer>
    <layer class="SimpleLine" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="line_color" type="QString" value="27,31,34,23"/>
     <Option name="line_width" type="QString" value="1.85"/>
     <Option name="line_width_unit" type="QString" value="MM"/>
     <Option name="line_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="round"/>
     <Option name="capstyle" type="QString" value="flat"/>
    </Option></layer>
    <layer class="SimpleLine" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="line_color" type="QString" value="#1b1f22"/>
     <Option name="line_width" type="QString" value="0.35"/>
     <Option name="line_width_unit" type="QString" value="MM"/>
     <Option name="line_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="round"/>
     <Option name="capstyle" type="QString" value="flat"/>
     <Option name="use_custom_dash" type="QString" value="1"/>
     <Option name="customdash" type="QString" value="2.4;0.66;0.48;0.66"/>
     <Option name="customdash_unit" type="QString" value="MM"/>
    </Option></layer>
   </symbol>
   </symbols>
  </renderer-v2>
  <labeling type="simple">
   <settings calloutType="simple">
    <text-style fieldName="&quot;name&quot; || '\n' || coalesce(&quot;verdict_zh&quot;, '无法判断')" isExpression="1" fontFamily="Noto Sans CJK SC"
     fontSize="11" fontSizeUnit="Point" fontWeight="75" namedStyle="Bold" fontItalic="0" fontLetterSpacing="0.4" textColor="#35505f">
     <families><family name="Noto Sans CJK SC"/><family name="Source Han Sans SC"/><family name="PingFang SC"/>
      <family name="Microsoft YaHei"/><family name="WenQuanYi Micro Hei"/></families>
     <text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="#ffffff" bufferOpacity="0.9" bufferJoinStyle="128"/>
    </text-style>
    <text-format multilineAlign="1"/>
    <placement placement="4" dist="0" distUnits="MM" priority="2"/>
    <rendering drawLabels="1" obstacle="0" obstacleFactor="1" limitNumLabels="0"/>
    <dd_properties><Option type="Map">
     <Option name="name" type="QString" value=""/>
     <Option name="properties" type="Map">
      <Option name="Color" type="Map"><Option name="active" type="bool" value="true"/><Option name="type" type="int" value="3"/>
       <Option name="expression" type="QString" value="CASE WHEN &quot;verdict&quot; IN ('missed', 'interim') THEN '#7a1f5c' WHEN &quot;verdict&quot; = 'met' THEN '#35505f' ELSE '#565d62' END"/></Option>
     </Option>
     <Option name="type" type="QString" value="collection"/>
    </Option></dd_properties>
   </settings>
  </labeling>
  <aliases/>
  <previewExpression>"name"</previewExpression>
  <mapTip><![CDATA[<b>[% "name" %]</b> [% "code" %]<br>结论 <b>[% coalesce("verdict_zh", '无法判断') %]</b>：达标 [% coalesce("n_met", 0) %]，未达 [% coalesce("n_missed", 0) %]，未达（未到期）[% coalesce("n_interim", 0) %]，无法判断 [% coalesce("n_cannot", 0) %] 项<br>
[% coalesce('未达：' || "missed_titles" || '<br>', '') %]断面优良 [% coalesce("n_good", 0) %]/[% coalesce("n_sections", 0) %]]]></mapTip>
  <layerGeometryType>2</layerGeometryType>
</qgis>
