#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""plugin_loads.py PLUGINS PROJECT OUT: as the toolbox runs it: what assess
hands over to be loaded is there, valid and styled; a run that is cancelled
writes nothing; a menu entry tests the installation. 77 without QGIS."""
import os
import sys

sys.path += ["/usr/share/qgis/python/plugins", sys.argv[1]]
try:
    from qgis.core import (QgsApplication, QgsProcessingContext,
                           QgsProcessingException, QgsProcessingFeedback,
                           QgsProject, QgsVectorLayer)
except ImportError:
    print("skipped: QGIS is not installed")
    sys.exit(77)

application = QgsApplication([], True)
application.initQgis()
from processing.core.Processing import Processing  # noqa: E402
Processing.initialize()
from basincheck.plugin import Plugin  # noqa: E402

plugin = Plugin(None)
plugin.initProcessing()
faults = []


def need(condition, what):
    if not condition:
        faults.append(what)


def assess(out, feedback):
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    algorithm = application.processingRegistry().createAlgorithmById(
        "basincheck:assess")
    algorithm.run({"PROJECT": sys.argv[2], "OUTPUT": out, "NO_PICTURES": True,
                   "LOAD": True}, context, feedback, catchExceptions=False)
    return context.layersToLoadOnCompletion()


loaded = assess(sys.argv[3], QgsProcessingFeedback())
need(len(loaded) >= 2, f"{len(loaded)} layers to load")
for uri, details in loaded.items():
    layer = QgsVectorLayer(uri, details.name, "ogr")
    need(layer.isValid(), uri + " is not valid")
    need(layer.renderer().type() != "singleSymbol", uri + " has no style")

cancelled = QgsProcessingFeedback()
cancelled.cancel()
try:
    assess(sys.argv[3] + ".cancelled", cancelled)
    need(False, "a cancelled run succeeds")
except QgsProcessingException:
    pass
need(not os.path.exists(sys.argv[3] + ".cancelled"), "a cancelled run wrote")

for fault in faults:
    print(fault)
print(f"{len(loaded)} layers, {len(faults)} faults")
sys.stdout.flush()
os._exit(1 if faults else 0)  # the teardown of QGIS may crash
