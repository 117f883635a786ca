<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT -->
<StyledLayerDescriptor version="1.1.0" xmlns="http://www.opengis.net/sld"
    xmlns:se="http://www.opengis.net/se" xmlns:ogc="http://www.opengis.net/ogc">
 <NamedLayer><se:Name>redlines</se:Name><UserStyle><se:Name>生态保护红线</se:Name><se:FeatureTypeStyle>
  <se:Rule><se:Name>生态保护红线</se:Name><se:Description><se:Title>生态保护红线</se:Title></se:Description>
   <se:PolygonSymbolizer><se:Fill><se:SvgParameter name="fill">#a8322a</se:SvgParameter><se:SvgParameter name="fill-opacity">0.15</se:SvgParameter></se:Fill><se:Stroke><se:SvgParameter name="stroke">#a8322a</se:SvgParameter><se:SvgParameter name="stroke-width">1.1</se:SvgParameter></se:Stroke></se:PolygonSymbolizer>
  </se:Rule>
  <se:Rule><se:TextSymbolizer><se:Label><ogc:PropertyName>name</ogc:PropertyName></se:Label>
   <se:Font><se:SvgParameter name="font-family">Noto Sans CJK SC</se:SvgParameter><se:SvgParameter name="font-size">10.5</se:SvgParameter></se:Font>
   <se:LabelPlacement><se:PointPlacement><se:Displacement><se:DisplacementX>0</se:DisplacementX><se:DisplacementY>0</se:DisplacementY></se:Displacement></se:PointPlacement></se:LabelPlacement>
   <se:Fill><se:SvgParameter name="fill">#a8322a</se:SvgParameter></se:Fill></se:TextSymbolizer></se:Rule>
 </se:FeatureTypeStyle></UserStyle></NamedLayer>
</StyledLayerDescriptor>
