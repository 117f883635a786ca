#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""qgis_open.py OUT: opens everything in OUT as QGIS does.

Every layer of project.qgs, moved to a folder with a blank and Chinese in its
name, is valid, has the project's CRS, a form in tabs, aliases and map tips, and
draws a feature that knows nothing; the atlas prints a page a basin; months are
steps in time. Every GeoJSON and GeoTIFF opens valid with its default style.
Exits 77 where QGIS is not installed."""
import glob
import os
import shutil
import sys
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QGIS_CUSTOM_CONFIG_PATH"] = tempfile.mkdtemp()
try:
    from qgis.core import (QgsApplication, QgsEditFormConfig, QgsFeature,
                           QgsLayoutExporter, QgsLayoutItemLabel,
                           QgsLayoutItemLegend, QgsLegendRenderer, QgsProject,
                           QgsRasterLayer,
                           QgsRenderContext, QgsVectorLayer,
                           QgsVectorLayerTemporalProperties)
except ImportError:
    print("skipped: QGIS is not installed")
    sys.exit(77)

out = sys.argv[1]
faults = []
program = QgsApplication([], True)
program.initQgis()


def need(condition, what):
    if not condition:
        faults.append(what)


def symbol_layers(layer, **values):
    """What a feature with these values, and no others, is drawn by."""
    feature = QgsFeature(layer.fields())
    for name, value in values.items():
        feature[name] = value
    context = QgsRenderContext()
    context.expressionContext().setFields(layer.fields())
    context.expressionContext().setFeature(feature)
    renderer = layer.renderer().clone()
    renderer.startRender(context, layer.fields())
    symbols = renderer.symbolsForFeature(feature, context)
    kinds = [part.layerType() for symbol in symbols
             for part in symbol.symbolLayers()]
    renderer.stopRender(context)
    return kinds


def look_at(layer):
    """A vector layer of the project, beyond that it opens."""
    fields = [field for field in layer.fields() if field.name() != "fid"]
    bare = [field.name() for field in fields if not field.alias()]
    need(not bare, f"project: '{layer.name()}' has no alias for {bare}")
    form = layer.editFormConfig()
    need(form.layout() == QgsEditFormConfig.TabLayout and form.tabs(),
         f"project: '{layer.name()}' has no form")
    need(layer.mapTipTemplate(), f"project: '{layer.name()}' has no map tip")
    need(symbol_layers(layer),
         f"project: '{layer.name()}' does not draw what knows nothing")


def print_atlas(layout):
    """How many pages the atlas of a layout has as a PDF."""
    path = os.path.join(moved, "atlas test.pdf")
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = 30
    answer, message = QgsLayoutExporter.exportToPdf(layout.atlas(), path, settings)
    need(answer == QgsLayoutExporter.Success, "the atlas is not printed: " + message)
    with open(path, "rb") as pdf:
        return pdf.read().count(b"/Type /Page\n")


def legend_is_clear(layout):
    """The legend as high as it is drawn stays on the page and off all text."""
    legend = [i for i in layout.items() if isinstance(i, QgsLayoutItemLegend)][0]
    size = QgsLegendRenderer(legend.model(), legend.legendSettings()).minimumSize()
    at = legend.pos()
    right, bottom = at.x() + size.width(), at.y() + size.height()
    need(right <= 290 and bottom <= 205, f"the legend ends at {right}, {bottom} mm")
    for label in layout.items():
        if isinstance(label, QgsLayoutItemLabel):
            box = label.sceneBoundingRect()
            need(box.right() < at.x() or box.bottom() <= at.y() or box.top() >= bottom,
                 f"the legend runs over '{label.text()}'")


moved = os.path.join(tempfile.mkdtemp(), "流域 成果")
shutil.copytree(out, moved)
project = QgsProject.instance()
need(project.read(os.path.join(moved, "project.qgs")), "project.qgs does not open")
need(project.crs().authid() == "EPSG:4490", "project CRS " + project.crs().authid())
need(len(project.mapLayers()) >= 10, "few layers in the project")
for layer in project.mapLayers().values():
    need(layer.isValid(), f"project: '{layer.name()}' is not valid")
    if layer.isSpatial():
        need(layer.crs().authid() == "EPSG:4490",
             f"project: '{layer.name()}' has {layer.crs().authid()}")
    if isinstance(layer, QgsVectorLayer):
        look_at(layer)


def layer_of(table):
    """The layer that shows a whole table of the GeoPackage."""
    for layer in project.mapLayers().values():
        if layer.source().endswith("|layername=" + table):
            return layer
    need(False, f"project: no layer of '{table}'")


basins = layer_of("basins")
hatched = symbol_layers(basins, verdict="cannot_judge")
need("LinePatternFill" in hatched, f"what cannot be judged is {hatched}")
months = layer_of("section_months")
when = months.temporalProperties()
need(when.isActive() and when.mode() == QgsVectorLayerTemporalProperties
     .ModeFeatureDateTimeStartAndEndFromExpressions, "months are not in time")

atlases = 0
for layout in project.layoutManager().printLayouts():
    need(layout.items(), "empty print layout")
    legend_is_clear(layout)
    if layout.atlas().enabled():
        atlases += 1
        need(layout.atlas().coverageLayer() == basins, "an atlas not of basins")
        pages = print_atlas(layout)
        need(pages == basins.featureCount(), f"{pages} pages of the atlas")
need(atlases == 1, f"{atlases} layouts with an atlas")

for path in sorted(glob.glob(os.path.join(out, "*.geojson"))):
    layer = QgsVectorLayer(path, os.path.basename(path), "ogr")
    need(layer.isValid() and layer.featureCount() > 0, path + " is not valid")
    message, styled = layer.loadDefaultStyle()
    need(styled, path + ": no default style: " + message)
for path in sorted(glob.glob(os.path.join(out, "maps", "*.tif"))):
    layer = QgsRasterLayer(path, os.path.basename(path))
    need(layer.isValid(), path + " is not valid")
    need(layer.renderer().type() in ("paletted", "singlebandpseudocolor"),
         path + " has no classes and no ramp")

shutil.rmtree(os.path.dirname(moved))
for fault in faults:
    print(fault)
print(f"{len(project.mapLayers())} layers, {len(faults)} faults")
sys.stdout.flush()
os._exit(1 if faults else 0)  # QGIS may crash when it is torn down
