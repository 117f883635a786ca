#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""qgis_open.py OUT: opens everything in OUT as QGIS does.

Every layer of project.qgs is valid, has the project's CRS and features or
pixels; every GeoJSON and GeoTIFF opens valid with its default style. Exits 77
where QGIS is not installed."""
import glob
import os
import sys
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QGIS_CUSTOM_CONFIG_PATH"] = tempfile.mkdtemp()
try:
    from qgis.core import (QgsApplication, QgsProject, QgsRasterLayer,
                           QgsVectorLayer)
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


project = QgsProject.instance()
need(project.read(os.path.join(out, "project.qgs")), "project.qgs does not open")
need(project.crs().authid() == "EPSG:4490", "project CRS " + project.crs().authid())
need(len(project.mapLayers()) >= 10, "few layers in the project")
for layer in project.mapLayers().values():
    need(layer.isValid(), f"project: '{layer.name()}' is not valid")
    if layer.isSpatial():
        need(layer.crs().authid() == "EPSG:4490",
             f"project: '{layer.name()}' has {layer.crs().authid()}")
for layout in project.layoutManager().printLayouts():
    need(layout.items(), "empty print layout")
need(project.layoutManager().printLayouts(), "no print layout")

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

for fault in faults:
    print(fault)
print(f"{len(project.mapLayers())} layers, {len(faults)} faults")
sys.stdout.flush()
os._exit(1 if faults else 0)  # QGIS may crash when it is torn down
