<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT -->
<StyledLayerDescriptor version="1.1.0" xmlns="http://www.opengis.net/sld"
    xmlns:se="http://www.opengis.net/se" xmlns:ogc="http://www.opengis.net/ogc">
 <NamedLayer><se:Name>suspects</se:Name><UserStyle><se:Name>红线疑似问题</se:Name><se:FeatureTypeStyle>
  <se:Rule><se:Name>问题图斑</se:Name><se:Description><se:Title>问题图斑</se:Title></se:Description>
   <se:PointSymbolizer><se:Graphic><se:Mark><se:WellKnownName>square</se:WellKnownName>
    <se:Fill><se:SvgParameter name="fill">#ffffff</se:SvgParameter></se:Fill><se:Stroke><se:SvgParameter name="stroke">#a8322a</se:SvgParameter><se:SvgParameter name="stroke-width">1.9</se:SvgParameter></se:Stroke>
   </se:Mark><se:Size>9</se:Size></se:Graphic></se:PointSymbolizer>
  </se:Rule>
  <se:Rule><se:TextSymbolizer><se:Label><ogc:PropertyName>code</ogc:PropertyName></se:Label>
   <se:Font><se:SvgParameter name="font-family">Noto Sans CJK SC</se:SvgParameter><se:SvgParameter name="font-size">10.5</se:SvgParameter></se:Font>
   <se:LabelPlacement><se:PointPlacement><se:AnchorPoint><se:AnchorPointX>0.5</se:AnchorPointX><se:AnchorPointY>0.5</se:AnchorPointY></se:AnchorPoint><se:Displacement><se:DisplacementX>0</se:DisplacementX><se:DisplacementY>13</se:DisplacementY></se:Displacement></se:PointPlacement></se:LabelPlacement>
   <se:Fill><se:SvgParameter name="fill">#a8322a</se:SvgParameter></se:Fill></se:TextSymbolizer></se:Rule>
 </se:FeatureTypeStyle></UserStyle></NamedLayer>
</StyledLayerDescriptor>
