<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT -->
<StyledLayerDescriptor version="1.1.0" xmlns="http://www.opengis.net/sld"
    xmlns:se="http://www.opengis.net/se" xmlns:ogc="http://www.opengis.net/ogc">
 <NamedLayer><se:Name>water_strips</se:Name><UserStyle><se:Name>河湖缓冲带</se:Name><se:FeatureTypeStyle>
  <se:Rule><se:Name>河湖缓冲带</se:Name><se:Description><se:Title>河湖缓冲带</se:Title></se:Description>
   <se:PolygonSymbolizer><se:Fill><se:SvgParameter name="fill">#41657a</se:SvgParameter><se:SvgParameter name="fill-opacity">0.15</se:SvgParameter></se:Fill><se:Stroke><se:SvgParameter name="stroke">#41657a</se:SvgParameter><se:SvgParameter name="stroke-width">0.5</se:SvgParameter></se:Stroke></se:PolygonSymbolizer>
  </se:Rule>
 </se:FeatureTypeStyle></UserStyle></NamedLayer>
</StyledLayerDescriptor>
