#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""qgis_english.py OUT: an English project whose data are English shows no
Chinese: not in the map tip of any feature, nor in any cell of the attribute
tables that has a value map, though the columns hold the same bytes as in a
Chinese one. Exits 77 where QGIS is not installed."""
import os
import re
import sys
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QGIS_CUSTOM_CONFIG_PATH"] = tempfile.mkdtemp()
try:
    from qgis.core import (QgsApplication, QgsExpression,
                           QgsExpressionContext, QgsExpressionContextUtils,
                           QgsProject, QgsVectorLayer)
except ImportError:
    print("skipped: QGIS is not installed")
    sys.exit(77)

CHINESE = re.compile("[\u2e80-\u9fff\uff00-\uffef]")
program = QgsApplication([], True)
program.initQgis()
faults, n_tips, n_cells, n_turned = [], 0, 0, 0
project = QgsProject.instance()
if not project.read(os.path.join(sys.argv[1], "project.qgs")):
    faults.append("project.qgs does not open")
for layer in project.mapLayers().values():
    if not isinstance(layer, QgsVectorLayer):
        continue
    context = QgsExpressionContext(
        QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    maps = [(i, layer.editorWidgetSetup(i)) for i in range(len(layer.fields()))]
    for feature in layer.getFeatures():
        context.setFeature(feature)
        tip = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
        n_tips += 1
        if CHINESE.search(tip) or "[%" in tip:
            faults.append(f"{layer.name()}: tip {tip}")
        for i, setup in maps:
            if setup.type() != "ValueMap":
                continue
            formatter = QgsApplication.fieldFormatterRegistry().fieldFormatter("ValueMap")
            value = feature[i]
            shown = formatter.representValue(layer, i, setup.config(), None, value)
            n_cells += 1
            n_turned += isinstance(value, str) and bool(CHINESE.search(value))
            if CHINESE.search(shown):
                faults.append(f"{layer.name()}.{layer.fields()[i].name()}: {shown}")
if n_turned == 0:
    faults.append("no cell held Chinese: nothing was tried")
for fault in faults[:20]:
    print(fault)
print(f"{n_tips} map tips, {n_cells} cells, {n_turned} turned, {len(faults)} faults")
sys.stdout.flush()
os._exit(1 if faults else 0)  # QGIS may crash when it is torn down
