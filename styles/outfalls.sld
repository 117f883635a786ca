<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: MIT -->
<StyledLayerDescriptor version="1.1.0" xmlns="http://www.opengis.net/sld"
    xmlns:se="http://www.opengis.net/se" xmlns:ogc="http://www.opengis.net/ogc">
 <NamedLayer><se:Name>outfalls</se:Name><UserStyle><se:Name>入河排污口</se:Name><se:FeatureTypeStyle>
  <se:Rule><se:Name>未溯源（已排查、已监测）</se:Name><se:Description><se:Title>未溯源（已排查、已监测）</se:Title></se:Description>
   <ogc:Filter><ogc:PropertyIsBetween><ogc:PropertyName>stage_no</ogc:PropertyName><ogc:LowerBoundary><ogc:Literal>1</ogc:Literal></ogc:LowerBoundary><ogc:UpperBoundary><ogc:Literal>2</ogc:Literal></ogc:UpperBoundary></ogc:PropertyIsBetween></ogc:Filter>
   <se:PointSymbolizer><se:Graphic><se:Mark><se:WellKnownName>square</se:WellKnownName>
    <se:Fill><se:SvgParameter name="fill">#ffffff</se:SvgParameter></se:Fill><se:Stroke><se:SvgParameter name="stroke">#3f2c14</se:SvgParameter><se:SvgParameter name="stroke-width">1.2</se:SvgParameter></se:Stroke>
   </se:Mark><se:Size>7</se:Size></se:Graphic></se:PointSymbolizer>
  </se:Rule>
  <se:Rule><se:Name>已溯源或整治中</se:Name><se:Description><se:Title>已溯源或整治中</se:Title></se:Description>
   <ogc:Filter><ogc:PropertyIsBetween><ogc:PropertyName>stage_no</ogc:PropertyName><ogc:LowerBoundary><ogc:Literal>3</ogc:Literal></ogc:LowerBoundary><ogc:UpperBoundary><ogc:Literal>5</ogc:Literal></ogc:UpperBoundary></ogc:PropertyIsBetween></ogc:Filter>
   <se:PointSymbolizer><se:Graphic><se:Mark><se:WellKnownName>square</se:WellKnownName>
    <se:Fill><se:SvgParameter name="fill">#a58455</se:SvgParameter></se:Fill><se:Stroke><se:SvgParameter name="stroke">#3f2c14</se:SvgParameter><se:SvgParameter name="stroke-width">1.2</se:SvgParameter></se:Stroke>
   </se:Mark><se:Size>7</se:Size></se:Graphic></se:PointSymbolizer>
  </se:Rule>
  <se:Rule><se:Name>完成整治或已验收</se:Name><se:Description><se:Title>完成整治或已验收</se:Title></se:Description>
   <ogc:Filter><ogc:PropertyIsBetween><ogc:PropertyName>stage_no</ogc:PropertyName><ogc:LowerBoundary><ogc:Literal>6</ogc:Literal></ogc:LowerBoundary><ogc:UpperBoundary><ogc:Literal>7</ogc:Literal></ogc:UpperBoundary></ogc:PropertyIsBetween></ogc:Filter>
   <se:PointSymbolizer><se:Graphic><se:Mark><se:WellKnownName>square</se:WellKnownName>
    <se:Fill><se:SvgParameter name="fill">#83653b</se:SvgParameter></se:Fill><se:Stroke><se:SvgParameter name="stroke">#3f2c14</se:SvgParameter><se:SvgParameter name="stroke-width">0.8</se:SvgParameter></se:Stroke>
   </se:Mark><se:Size>5</se:Size></se:Graphic></se:PointSymbolizer>
  </se:Rule>
  <se:Rule><se:Name>已销号</se:Name><se:Description><se:Title>已销号</se:Title></se:Description>
   <ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>stage_no</ogc:PropertyName><ogc:Literal>8</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter>
   <se:PointSymbolizer><se:Graphic><se:Mark><se:WellKnownName>circle</se:WellKnownName>
    <se:Fill><se:SvgParameter name="fill">#3f2c14</se:SvgParameter></se:Fill><se:Stroke><se:SvgParameter name="stroke">#3f2c14</se:SvgParameter><se:SvgParameter name="stroke-width">0.5</se:SvgParameter></se:Stroke>
   </se:Mark><se:Size>4</se:Size></se:Graphic></se:PointSymbolizer>
  </se:Rule>
 </se:FeatureTypeStyle></UserStyle></NamedLayer>
</StyledLayerDescriptor>
