<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT -->
<StyledLayerDescriptor version="1.1.0" xmlns="http://www.opengis.net/sld"
    xmlns:se="http://www.opengis.net/se" xmlns:ogc="http://www.opengis.net/ogc">
 <NamedLayer><se:Name>sections</se:Name><UserStyle><se:Name>水质断面</se:Name><se:FeatureTypeStyle>
  <se:Rule><se:Name>Ⅰ类</se:Name><se:Description><se:Title>Ⅰ类</se:Title></se:Description>
   <ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>class_no</ogc:PropertyName><ogc:Literal>1</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter>
   <se:PointSymbolizer><se:Graphic><se:Mark><se:WellKnownName>circle</se:WellKnownName>
    <se:Fill><se:SvgParameter name="fill">#ccffff</se:SvgParameter></se:Fill><se:Stroke><se:SvgParameter name="stroke">#1b1f22</se:SvgParameter><se:SvgParameter name="stroke-width">1.1</se:SvgParameter></se:Stroke>
   </se:Mark><se:Size>16</se:Size></se:Graphic></se:PointSymbolizer>
  </se:Rule>
  <se:Rule><se:Name>Ⅱ类</se:Name><se:Description><se:Title>Ⅱ类</se:Title></se:Description>
   <ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>class_no</ogc:PropertyName><ogc:Literal>2</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter>
   <se:PointSymbolizer><se:Graphic><se:Mark><se:WellKnownName>circle</se:WellKnownName>
    <se:Fill><se:SvgParameter name="fill">#00ccff</se:SvgParameter></se:Fill><se:Stroke><se:SvgParameter name="stroke">#1b1f22</se:SvgParameter><se:SvgParameter name="stroke-width">1.1</se:SvgParameter></se:Stroke>
   </se:Mark><se:Size>16</se:Size></se:Graphic></se:PointSymbolizer>
  </se:Rule>
  <se:Rule><se:Name>Ⅲ类</se:Name><se:Description><se:Title>Ⅲ类</se:Title></se:Description>
   <ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>class_no</ogc:PropertyName><ogc:Literal>3</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter>
   <se:PointSymbolizer><se:Graphic><se:Mark><se:WellKnownName>circle</se:WellKnownName>
    <se:Fill><se:SvgParameter name="fill">#00ff00</se:SvgParameter></se:Fill><se:Stroke><se:SvgParameter name="stroke">#1b1f22</se:SvgParameter><se:SvgParameter name="stroke-width">1.1</se:SvgParameter></se:Stroke>
   </se:Mark><se:Size>16</se:Size></se:Graphic></se:PointSymbolizer>
  </se:Rule>
  <se:Rule><se:Name>Ⅳ类</se:Name><se:Description><se:Title>Ⅳ类</se:Title></se:Description>
   <ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>class_no</ogc:PropertyName><ogc:Literal>4</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter>
   <se:PointSymbolizer><se:Graphic><se:Mark><se:WellKnownName>circle</se:WellKnownName>
    <se:Fill><se:SvgParameter name="fill">#ffff00</se:SvgParameter></se:Fill><se:Stroke><se:SvgParameter name="stroke">#1b1f22</se:SvgParameter><se:SvgParameter name="stroke-width">1.1</se:SvgParameter></se:Stroke>
   </se:Mark><se:Size>16</se:Size></se:Graphic></se:PointSymbolizer>
  </se:Rule>
  <se:Rule><se:Name>Ⅴ类</se:Name><se:Description><se:Title>Ⅴ类</se:Title></se:Description>
   <ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>class_no</ogc:PropertyName><ogc:Literal>5</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter>
   <se:PointSymbolizer><se:Graphic><se:Mark><se:WellKnownName>circle</se:WellKnownName>
    <se:Fill><se:SvgParameter name="fill">#ff9b00</se:SvgParameter></se:Fill><se:Stroke><se:SvgParameter name="stroke">#1b1f22</se:SvgParameter><se:SvgParameter name="stroke-width">1.1</se:SvgParameter></se:Stroke>
   </se:Mark><se:Size>16</se:Size></se:Graphic></se:PointSymbolizer>
  </se:Rule>
  <se:Rule><se:Name>劣Ⅴ类</se:Name><se:Description><se:Title>劣Ⅴ类</se:Title></se:Description>
   <ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>class_no</ogc:PropertyName><ogc:Literal>6</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter>
   <se:PointSymbolizer><se:Graphic><se:Mark><se:WellKnownName>circle</se:WellKnownName>
    <se:Fill><se:SvgParameter name="fill">#ff0000</se:SvgParameter></se:Fill><se:Stroke><se:SvgParameter name="stroke">#1b1f22</se:SvgParameter><se:SvgParameter name="stroke-width">1.1</se:SvgParameter></se:Stroke>
   </se:Mark><se:Size>16</se:Size></se:Graphic></se:PointSymbolizer>
  </se:Rule>
  <se:Rule><se:Name>无数据</se:Name><se:Description><se:Title>无数据</se:Title></se:Description>
   <ogc:Filter><ogc:PropertyIsNull><ogc:PropertyName>class_no</ogc:PropertyName></ogc:PropertyIsNull></ogc:Filter>
   <se:PointSymbolizer><se:Graphic><se:Mark><se:WellKnownName>circle</se:WellKnownName>
    <se:Fill><se:SvgParameter name="fill">#ffffff</se:SvgParameter></se:Fill><se:Stroke><se:SvgParameter name="stroke">#1b1f22</se:SvgParameter><se:SvgParameter name="stroke-width">1.1</se:SvgParameter></se:Stroke>
   </se:Mark><se:Size>16</se:Size></se:Graphic></se:PointSymbolizer>
  </se:Rule>
  <se:Rule><se:TextSymbolizer><se:Label><ogc:PropertyName>name</ogc:PropertyName></se:Label>
   <se:Font><se:SvgParameter name="font-family">Noto Sans CJK SC</se:SvgParameter><se:SvgParameter name="font-size">12</se:SvgParameter></se:Font>
   <se:LabelPlacement><se:PointPlacement><se:AnchorPoint><se:AnchorPointX>0.5</se:AnchorPointX><se:AnchorPointY>0.5</se:AnchorPointY></se:AnchorPoint><se:Displacement><se:DisplacementX>0</se:DisplacementX><se:DisplacementY>17</se:DisplacementY></se:Displacement></se:PointPlacement></se:LabelPlacement>
   <se:Fill><se:SvgParameter name="fill">#1b1f22</se:SvgParameter></se:Fill></se:TextSymbolizer></se:Rule>
 </se:FeatureTypeStyle></UserStyle></NamedLayer>
</StyledLayerDescriptor>
