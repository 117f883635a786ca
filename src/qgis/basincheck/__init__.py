# SPDX-License-Identifier: MIT
"""basincheck in the Processing toolbox of QGIS."""


def classFactory(iface):
    from .plugin import Plugin
    return Plugin(iface)
