# SPDX-License-Identifier: MIT
"""Registers the algorithms, and a menu entry that tests the installation."""
import json
import os

from qgis.core import (QgsApplication, QgsProcessingException,
                       QgsProcessingFeedback, QgsProcessingProvider)
from processing.core.ProcessingConfig import ProcessingConfig, Setting

from . import program
from .algorithm import NAMES, Algorithm, Environment
from .program import SETTING, say


class Provider(QgsProcessingProvider):
    def id(self):
        return "basincheck"

    def name(self):
        return "basincheck"

    def load(self):
        ProcessingConfig.addSetting(Setting(
            self.name(), SETTING,
            say("Program (empty: the one on the PATH)",
                "程序位置（空：按 PATH 查找）"), "",
            valuetype=Setting.FILE))
        ProcessingConfig.readSettings()
        self.refreshAlgorithms()
        return True

    def unload(self):
        ProcessingConfig.removeSetting(SETTING)

    def loadAlgorithms(self):
        usage = os.path.join(os.path.dirname(__file__),
                             f"usage.{program.language()}.json")
        with open(usage, encoding="utf-8") as file:
            for verb in json.load(file):
                if verb["verb"] in NAMES:
                    self.addAlgorithm(Algorithm(verb))
        self.addAlgorithm(Environment())


class Plugin:
    def __init__(self, iface):
        self.iface = iface  # None in qgis_process
        self.provider = None
        self.action = None

    def initProcessing(self):
        self.provider = Provider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self):
        from qgis.PyQt.QtWidgets import QAction
        self.initProcessing()
        self.action = QAction(say("Test the installation", "检查安装"),
                              self.iface.mainWindow())
        self.action.triggered.connect(self.test)
        self.iface.addPluginToMenu("basincheck", self.action)

    def test(self):
        from qgis.PyQt.QtWidgets import QMessageBox
        try:
            text = program.run(["check", "--env"], QgsProcessingFeedback())
            QMessageBox.information(self.iface.mainWindow(), "basincheck", text)
        except QgsProcessingException as error:
            QMessageBox.warning(self.iface.mainWindow(), "basincheck", str(error))

    def unload(self):
        if self.action:
            self.iface.removePluginMenu("basincheck", self.action)
        QgsApplication.processingRegistry().removeProvider(self.provider)
