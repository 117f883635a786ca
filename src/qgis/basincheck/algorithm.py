# SPDX-License-Identifier: MIT
"""A verb of basincheck as an algorithm of the Processing toolbox.

Parameters come from usage.*.json, which is what `basincheck --json-usage`
prints; a test holds the two together."""
import os

from qgis.core import (
    QgsProcessing, QgsProcessingAlgorithm, QgsProcessingContext,
    QgsProcessingParameterBoolean, QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum, QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers, QgsProcessingParameterString,
    QgsProviderRegistry)

from . import program
from .program import say

# What a dialog has no use for: it shows progress itself, and speaks QGIS's
# language.
HIDDEN = {"help", "quiet", "verbose", "config", "language", "progress", "json",
          "output-format", "env"}
NAMES = {
    "assess": ("Assess a project", "评估项目"),
    "check": ("Check the inputs", "检查输入"),
    "classify": ("Classify observations", "评价监测数据"),
    "trace": ("Trace along the rivers", "沿河追溯"),
    "compare": ("Compare two results", "对比两次结果"),
}
# Formats of the one file a verb writes, the usual first; the ending decides.
FORMATS = {
    "check": "CSV (*.csv)",
    "classify": "CSV (*.csv)",
    "trace": "GeoJSON (*.geojson);;CSV (*.csv);;HTML (*.html)",
    "compare": "GeoJSON (*.geojson);;CSV (*.csv)",
}
LOAD = "LOAD"


def parameter_name(option):
    return option["name"].upper().replace("-", "_")


class Algorithm(QgsProcessingAlgorithm):
    def __init__(self, usage):
        super().__init__()
        self.usage = usage
        self.options = [o for o in usage["options"] if o["name"] not in HIDDEN]

    def createInstance(self):
        return Algorithm(self.usage)

    def name(self):
        return self.usage["verb"]

    def displayName(self):
        return say(*NAMES[self.name()])

    def shortHelpString(self):
        return "\n\n".join(t for t in (self.usage["summary"],
                                       self.usage["details"]) if t)

    def arguments(self):
        """The words behind the verb: PROJECT.yaml, OLD NEW, OBSERVATIONS..."""
        return self.usage["arguments"].split(" |")[0].split()

    # ---- parameters ----

    def initAlgorithm(self, configuration=None):
        for word in self.arguments():
            self.addParameter(self.argument_parameter(word))
        for option in self.options:
            parameter = self.option_parameter(option)
            if option["name"] != "output":
                parameter.setFlags(
                    parameter.flags()
                    | QgsProcessingParameterDefinition.FlagOptional
                    | QgsProcessingParameterDefinition.FlagAdvanced)
            self.addParameter(parameter)
        if self.name() == "assess":
            self.addParameter(QgsProcessingParameterBoolean(
                LOAD, say("Load the layers, styled", "加载带样式的图层"), True))

    def argument_parameter(self, word):
        name = word.split(".")[0]
        if word.endswith("..."):
            return QgsProcessingParameterMultipleLayers(
                name, say("Tables of observations", "监测数据表"),
                QgsProcessing.TypeFile)
        if word == "PROJECT.yaml":
            return QgsProcessingParameterFile(
                name, say("Project file", "项目文件"), extension="yaml")
        return QgsProcessingParameterFile(
            name, say("Earlier result", "以前的结果") if word == "OLD"
            else say("Later result", "以后的结果"),
            behavior=QgsProcessingParameterFile.Folder)

    def option_parameter(self, option):
        name, text, word = parameter_name(option), option["help"], option["argument"]
        if word is None or word.islower() and "|" not in word:
            # a flag, or an option with one possible word: --by month
            return QgsProcessingParameterBoolean(name, text, False)
        if option["name"] == "output":
            if self.name() == "assess":
                return QgsProcessingParameterFolderDestination(name, text)
            return QgsProcessingParameterFileDestination(
                name, say("Result", "结果"), FORMATS[self.name()])
        if word in ("FILE", "TABLE", "PROJECT.yaml"):
            return QgsProcessingParameterFile(name, text, optional=True)
        if "|" in word:
            return QgsProcessingParameterEnum(
                name, text, word.split("|"), usesStaticStrings=True,
                optional=True)
        return QgsProcessingParameterString(name, text, optional=True)

    # ---- running ----

    def command(self, parameters, context):
        words = [self.name(), "--progress"]
        for option in self.options:
            name, word = parameter_name(option), option["argument"]
            dashed = "--" + option["name"]
            if word is None or word.islower() and "|" not in word:
                if self.parameterAsBool(parameters, name, context):
                    words += [dashed] + ([word] if word else [])
            elif option["name"] == "output":
                words += [dashed, self.output(parameters, context)]
            elif "|" in word:
                value = self.parameterAsEnumString(parameters, name, context)
                words += [dashed, value] if value else []
            else:
                value = self.parameterAsString(parameters, name, context)
                words += [dashed, value] if value else []
        ending = os.path.splitext(self.output(parameters, context))[1]
        if ending in (".geojson", ".html"):
            words += ["--output-format", ending[1:]]
        for word in self.arguments():
            name = word.split(".")[0]
            if word.endswith("..."):
                words += self.parameterAsFileList(parameters, name, context)
            else:
                words.append(self.parameterAsFile(parameters, name, context))
        return words

    def output(self, parameters, context):
        if self.name() == "assess":
            return self.parameterAsString(parameters, "OUTPUT", context)
        return self.parameterAsFileOutput(parameters, "OUTPUT", context)

    def processAlgorithm(self, parameters, context, feedback):
        out = self.output(parameters, context)
        if self.name() == "assess" and os.path.isdir(out) and not os.listdir(out):
            os.rmdir(out)  # a temporary folder that Processing made
        feedback.pushInfo(program.run(self.command(parameters, context),
                                      feedback))
        if self.name() != "assess":
            if out.endswith(".geojson"):
                self.load(context, out, self.displayName())
        elif self.parameterAsBool(parameters, LOAD, context):
            package = os.path.join(out, "basincheck.gpkg")
            metadata = QgsProviderRegistry.instance().providerMetadata("ogr")
            # the first of the package is to lie on top
            for sub in reversed(metadata.querySublayers(package)):
                if sub.wkbType() not in (0, 100):
                    self.load(context, sub.uri(), sub.name())
        return {"OUTPUT": out}

    def load(self, context, uri, name):
        context.addLayerToLoadOnCompletion(
            uri, QgsProcessingContext.LayerDetails(name, context.project(), name))


class Environment(QgsProcessingAlgorithm):
    """Says which program runs, and what the machine lacks."""

    def createInstance(self):
        return Environment()

    def name(self):
        return "environment"

    def displayName(self):
        return say("Test the installation", "检查安装")

    def initAlgorithm(self, configuration=None):
        pass

    def processAlgorithm(self, parameters, context, feedback):
        feedback.pushInfo(program.run(["check", "--env"], feedback))
        return {}
