#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""pictures.py OUT: the pictures of README.md, styles/pictures/*.png.

Draws each template of this folder as QGIS does, on layers that basincheck wrote
from the sample with strips and fences. At the left the map, at the right the
legend; below a .qml the .sld of the same name. Needs QGIS 3.22 or newer with
Python:

    sed 's/^  items:/  water_buffers_m: 500\\n  fences_m: [1000, 3000]\\n&/' \\
        layers/project.yaml >layers/wide.yaml
    basincheck assess layers/wide.yaml --no-pictures -o wide
    styles/pictures.py wide && rm -r wide layers/wide.yaml
"""
import collections
import glob
import os
import sys
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QGIS_CUSTOM_CONFIG_PATH"] = tempfile.mkdtemp()
from qgis.core import (QgsApplication, QgsFeature, QgsFeatureRequest,
                       QgsLayerTree, QgsLayerTreeModel, QgsLegendRenderer,
                       QgsLegendSettings, QgsLegendStyle,
                       QgsMapRendererSequentialJob, QgsMapSettings, QgsProject,
                       QgsRectangle, QgsVectorLayer)
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont, QImage, QPainter
from qgis.PyQt.QtXml import QDomDocument

WIDTH, MAP, HEIGHT, DPI = 520, 320, 200, 96
HERE = os.path.dirname(os.path.abspath(__file__))
HONGHU = QgsRectangle(113.10, 29.66, 113.75, 30.02)
LIANGZI = QgsRectangle(114.30, 30.05, 114.85, 30.40)
ALL = None  # the whole layer
# which layer a template is for, what lies under it, and where
LAYERS = {
    "sections": ("sections", LIANGZI), "outfalls": ("outfalls", HONGHU),
    "suspects": ("suspects", HONGHU), "suspect_areas": ("suspects", HONGHU),
    "redlines": ("redlines", HONGHU), "overlaps": ("overlaps", HONGHU),
    "rivers": ("rivers", LIANGZI), "lakes": ("lakes", LIANGZI),
    "zones": ("zones", ALL), "basins": ("basins", ALL),
    "redline_buffers": ("redline_buffers", HONGHU), "fences": ("fences", LIANGZI),
    "water_strips": ("water_strips", LIANGZI),
    "illegal_outfalls": ("outfalls", LIANGZI),
    "missed_sections": ("sections", HONGHU),
    "unfinished_outfalls": ("outfalls", HONGHU),
    "redline_outfalls": ("outfalls", HONGHU),
}
VIEWS = {"illegal_outfalls": "\"in_zone\" IN ('一级','二级')",
         "missed_sections": '"meets_target" = 0',
         "unfinished_outfalls": '"stage_no" < 6',
         "redline_outfalls": '"in_redline" = 1'}


def open_layer(folder, table, style, where=""):
    path = os.path.join(folder, "basincheck.gpkg") + "|layername=" + table
    layer = QgsVectorLayer(path, table, "ogr")
    if where:
        layer.setSubsetString(where)
    if not layer.isValid() or layer.featureCount() == 0:
        sys.exit(f"{path}: no features")
    # in memory: a GeoPackage would bring its own style
    layer = layer.materialize(QgsFeatureRequest())
    if style.endswith("suspect_areas.qml"):  # the sample has points
        layer = around(layer)
    if style.endswith(".sld"):
        message, fine = layer.loadSldStyle(style)
    else:
        document = QDomDocument()
        with open(style, encoding="utf8") as text:
            document.setContent(text.read())
        fine, message = layer.importNamedStyle(document)
    if not fine:
        sys.exit(f"{style}: {message}")
    return layer


def around(points):
    """The layer with circles in the places of its points."""
    areas = QgsVectorLayer("Polygon?crs=EPSG:4490", points.name(), "memory")
    areas.dataProvider().addAttributes(points.fields().toList())
    areas.updateFields()
    for point in points.getFeatures():
        area = QgsFeature(areas.fields())
        area.setAttributes(point.attributes())
        area.setGeometry(point.geometry().buffer(0.012, 24))
        areas.dataProvider().addFeature(area)
    return areas


def draw_map(painter, layers, extent, top):
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(layers[0].crs())
    settings.setBackgroundColor(QColor("#efefec"))
    settings.setOutputSize(QSize(MAP, HEIGHT))
    settings.setOutputDpi(DPI)
    extent = QgsRectangle(extent or layers[0].extent())
    extent.scale(1.12)
    settings.setExtent(extent)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    painter.drawImage(0, top, job.renderedImage())


def draw_legend(painter, layer, top):
    root = QgsLayerTree()
    root.addLayer(layer)
    settings = QgsLegendSettings()
    settings.setBoxSpace(0)
    for style in (QgsLegendStyle.Subgroup, QgsLegendStyle.SymbolLabel):
        font = QFont("Noto Sans CJK SC")
        font.setPointSizeF(7.5)
        rows = settings.style(style)
        rows.setFont(font)
        settings.setStyle(style, rows)
    model = QgsLayerTreeModel(root)
    painter.save()
    painter.translate(MAP + 12, top)
    QgsLegendRenderer(model, settings).drawLegend(painter)
    painter.restore()


def few_colours(image):
    """The image in its 255 commonest colours, a third of the bytes."""
    count = collections.Counter(
        image.pixel(x, y) for y in range(image.height()) for x in range(image.width()))
    table = [colour for colour, _ in count.most_common(255)]
    return image.convertToFormat(QImage.Format_Indexed8, table,
                                 Qt.ThresholdDither | Qt.AvoidDither)


def picture(name, folder, table, extent):
    styles = [os.path.join(HERE, name + end) for end in (".qml", ".sld")]
    styles = [style for style in styles if os.path.exists(style)]
    image = QImage(WIDTH, len(styles) * (HEIGHT + 6) - 6, QImage.Format_RGB32)
    image.setDotsPerMeterX(round(DPI / 0.0254))
    image.setDotsPerMeterY(round(DPI / 0.0254))
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.Antialiasing | QPainter.TextAntialiasing)
    for row, style in enumerate(styles):
        layers = [open_layer(folder, table, style, VIEWS.get(name, ""))]
        if name in VIEWS:  # frames stand about the signs of the whole layer
            layers.append(open_layer(folder, table, os.path.join(HERE, table + ".qml")))
        QgsProject.instance().addMapLayers(layers, False)
        layers[0].setName(os.path.basename(style))
        draw_map(painter, layers, extent, row * (HEIGHT + 6))
        draw_legend(painter, layers[0], row * (HEIGHT + 6))
    painter.end()
    few_colours(image).save(
        os.path.join(HERE, "pictures", name + ".png"), "PNG", 0)


program = QgsApplication([], True)
program.initQgis()
os.makedirs(os.path.join(HERE, "pictures"), exist_ok=True)
for template in sorted(glob.glob(os.path.join(HERE, "*.qml"))):
    of = os.path.basename(template)[:-4]
    picture(of, sys.argv[1], *LAYERS[of])
sys.stdout.flush()
os._exit(0)  # QGIS may crash when it is torn down
