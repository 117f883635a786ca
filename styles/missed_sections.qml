<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT -->
<!-- Sections that miss their target class: a plum frame about the circle of sections.qml -->
<qgis version="3.22.0" styleCategories="AllStyleCategories" labelsEnabled="0">
  <renderer-v2 type="singleSymbol" symbollevels="0">
   <symbols>
   <symbol type="marker" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" pass="0" locked="0"><Option type="Map">
     <Option name="name" type="QString" value="square"/>
     <Option name="size" type="QString" value="6.2"/>
     <Option name="size_unit" type="QString" value="MM"/>
     <Option name="color" type="QString" value="255,255,255,0"/>
     <Option name="outline_color" type="QString" value="#7a1f5c"/>
     <Option name="outline_width" type="QString" value="0.6"/>
     <Option name="outline_width_unit" type="QString" value="MM"/>
     <Option name="outline_style" type="QString" value="solid"/>
     <Option name="joinstyle" type="QString" value="miter"/>
    </Option></layer>
   </symbol>
   </symbols>
  </renderer-v2>
  <aliases/>
  <previewExpression>"name"</previewExpression>
  <mapTip><![CDATA[<b>[% "name" %]</b> [% "code" %]<br>[% coalesce("water", '') %]　[% coalesce("city", '') %]<br>
水质类别 <b>[% coalesce("class", '无数据') %]</b>，目标 [% coalesce(substr('ⅠⅡⅢⅣⅤ', "target_class", 1) || '类', '未定') %]：
[% CASE WHEN "meets_target" = 1 THEN '达标' WHEN "meets_target" = 0 THEN '未达' ELSE '无法判断' END %]<br>
定类项目 [% coalesce("deciding", '–') %]，主要污染指标 [% coalesce("main_pollutants", '无') %]，对比期 [% coalesce("class_before", '–') %]<br>
总磷 [% coalesce("tp_mg_l", '–') %]　氨氮 [% coalesce("nh3n_mg_l", '–') %]　高锰酸盐指数 [% coalesce("codmn_mg_l", '–') %] mg/L]]></mapTip>
  <layerGeometryType>0</layerGeometryType>
</qgis>
