<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT -->
<StyledLayerDescriptor version="1.1.0" xmlns="http://www.opengis.net/sld"
    xmlns:se="http://www.opengis.net/se" xmlns:ogc="http://www.opengis.net/ogc">
 <NamedLayer><se:Name>rivers</se:Name><UserStyle><se:Name>河流</se:Name><se:FeatureTypeStyle>
  <se:Rule><se:Name>河流</se:Name><se:Description><se:Title>河流</se:Title></se:Description>
   <se:LineSymbolizer><se:Stroke><se:SvgParameter name="stroke">#8fabbb</se:SvgParameter><se:SvgParameter name="stroke-width">1.6</se:SvgParameter></se:Stroke></se:LineSymbolizer>
  </se:Rule>
 </se:FeatureTypeStyle></UserStyle></NamedLayer>
</StyledLayerDescriptor>
