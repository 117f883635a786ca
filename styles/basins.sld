<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT -->
<StyledLayerDescriptor version="1.1.0" xmlns="http://www.opengis.net/sld"
    xmlns:se="http://www.opengis.net/se" xmlns:ogc="http://www.opengis.net/ogc">
 <NamedLayer><se:Name>basins</se:Name><UserStyle><se:Name>流域</se:Name><se:FeatureTypeStyle>
  <se:Rule><se:Name>达标</se:Name><se:Description><se:Title>达标</se:Title></se:Description>
   <ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>verdict</ogc:PropertyName><ogc:Literal>met</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter>
   <se:PolygonSymbolizer><se:Fill><se:SvgParameter name="fill">#e9eef1</se:SvgParameter></se:Fill><se:Stroke><se:SvgParameter name="stroke">#1b1f22</se:SvgParameter><se:SvgParameter name="stroke-width">1.3</se:SvgParameter></se:Stroke></se:PolygonSymbolizer>
  </se:Rule>
  <se:Rule><se:Name>未达（未到期）</se:Name><se:Description><se:Title>未达（未到期）</se:Title></se:Description>
   <ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>verdict</ogc:PropertyName><ogc:Literal>interim</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter>
   <se:PolygonSymbolizer><se:Fill><se:SvgParameter name="fill">#f7e9f2</se:SvgParameter></se:Fill><se:Stroke><se:SvgParameter name="stroke">#7a1f5c</se:SvgParameter><se:SvgParameter name="stroke-width">1.6</se:SvgParameter></se:Stroke></se:PolygonSymbolizer>
  </se:Rule>
  <se:Rule><se:Name>未达</se:Name><se:Description><se:Title>未达</se:Title></se:Description>
   <ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>verdict</ogc:PropertyName><ogc:Literal>missed</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter>
   <se:PolygonSymbolizer><se:Fill><se:SvgParameter name="fill">#ead4e1</se:SvgParameter></se:Fill><se:Stroke><se:SvgParameter name="stroke">#7a1f5c</se:SvgParameter><se:SvgParameter name="stroke-width">3</se:SvgParameter></se:Stroke></se:PolygonSymbolizer>
  </se:Rule>
  <se:Rule><se:Name>无法判断</se:Name><se:Description><se:Title>无法判断</se:Title></se:Description>
   <ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>verdict</ogc:PropertyName><ogc:Literal>none</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter>
   <se:PolygonSymbolizer><se:Fill><se:SvgParameter name="fill">#f2f2ef</se:SvgParameter></se:Fill><se:Stroke><se:SvgParameter name="stroke">#1b1f22</se:SvgParameter><se:SvgParameter name="stroke-width">1.3</se:SvgParameter></se:Stroke></se:PolygonSymbolizer>
  </se:Rule>
  <se:Rule><se:TextSymbolizer><se:Label><ogc:PropertyName>name</ogc:PropertyName></se:Label>
   <se:Font><se:SvgParameter name="font-family">Noto Sans CJK SC</se:SvgParameter><se:SvgParameter name="font-size">15</se:SvgParameter></se:Font>
   <se:LabelPlacement><se:PointPlacement><se:Displacement><se:DisplacementX>0</se:DisplacementX><se:DisplacementY>0</se:DisplacementY></se:Displacement></se:PointPlacement></se:LabelPlacement>
   <se:Fill><se:SvgParameter name="fill">#1b1f22</se:SvgParameter></se:Fill></se:TextSymbolizer></se:Rule>
 </se:FeatureTypeStyle></UserStyle></NamedLayer>
</StyledLayerDescriptor>
