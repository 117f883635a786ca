<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT -->
<StyledLayerDescriptor version="1.1.0" xmlns="http://www.opengis.net/sld"
    xmlns:se="http://www.opengis.net/se" xmlns:ogc="http://www.opengis.net/ogc">
 <NamedLayer><se:Name>fences</se:Name><UserStyle><se:Name>站点电子围栏</se:Name><se:FeatureTypeStyle>
  <se:Rule><se:Name>站点电子围栏</se:Name><se:Description><se:Title>站点电子围栏</se:Title></se:Description>
   <se:PolygonSymbolizer><se:Stroke><se:SvgParameter name="stroke">#3a3a3a</se:SvgParameter><se:SvgParameter name="stroke-width">1</se:SvgParameter><se:SvgParameter name="stroke-dasharray">8 3 2 3</se:SvgParameter></se:Stroke></se:PolygonSymbolizer>
  </se:Rule>
 </se:FeatureTypeStyle></UserStyle></NamedLayer>
</StyledLayerDescriptor>
