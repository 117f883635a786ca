# SPDX-License-Identifier: MIT
"""The program basincheck: where it is, and how it is run."""
import os
import queue
import re
import shutil
import subprocess
import threading

from qgis.core import QgsApplication, QgsProcessingException
from processing.core.ProcessingConfig import ProcessingConfig

SETTING = "BASINCHECK_PROGRAM"
PROGRESS = re.compile(r"^[0-9. ]+(- done\.)?$")


def language():
    """The language of the QGIS that runs: zh or en."""
    return "zh" if QgsApplication.locale().startswith("zh") else "en"


def say(english, chinese):
    return chinese if language() == "zh" else english


def path():
    """The program that the setting names, else the one on the PATH."""
    set_path = ProcessingConfig.getSetting(SETTING)
    found = set_path if set_path and os.access(set_path, os.X_OK) \
        else shutil.which("basincheck")
    if not found:
        raise QgsProcessingException(say(
            "basincheck is not installed, or not on the PATH. Install the "
            "package basincheck, or name the program under Settings, Options, "
            "Processing, Providers, basincheck.",
            "没有找到 basincheck 程序。请安装软件包 basincheck，或在“设置、选项、"
            "处理、提供者、basincheck”中写明程序位置。"))
    return found


def _read(stream, lines):
    """Hands over whole lines, and the progress as it grows within one."""
    line = ""
    for character in iter(lambda: stream.read(1), ""):
        line += character
        if character == "\n":
            lines.put(line.rstrip("\n"))
            line = ""
        elif PROGRESS.match(line):
            lines.put(line)
    if line:
        lines.put(line)
    lines.put(None)


def _tell(line, feedback, said):
    """A line of the program: progress, a warning, or something to say."""
    if PROGRESS.match(line):
        tens = re.findall(r"\d+", line)
        if tens:
            feedback.setProgress(int(tens[-1]))
        return
    said.append(line)
    if re.search(r": (warning|警告): ", line):
        feedback.pushWarning(line)
    elif line:
        feedback.pushInfo(line)


def _follow(process, lines, feedback, said):
    """Until the program is silent; one that is cancelled is told to end."""
    running = True
    while running:
        try:
            line = lines.get(timeout=0.2)
            running = line is not None
            if running:
                _tell(line, feedback, said)
        except queue.Empty:
            pass
        if feedback.isCanceled() and process.poll() is None:
            process.terminate()


def run(arguments, feedback):
    """Runs the program and passes on what it says; a cancelled run leaves the
    old output as it was. Returns what it printed to standard output."""
    command = [path()] + arguments + ["--language", language()]
    feedback.pushCommandInfo(" ".join(command))
    printed, said = [], []
    with subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, encoding="utf-8",
            errors="replace") as process:
        lines = queue.Queue()
        readers = [
            threading.Thread(target=_read, args=(process.stderr, lines)),
            threading.Thread(
                target=lambda: printed.append(process.stdout.read()))]
        for reader in readers:
            reader.start()
        _follow(process, lines, feedback, said)
        for reader in readers:
            reader.join()
        status = process.wait()
    if feedback.isCanceled():
        raise QgsProcessingException(say("cancelled", "已取消"))
    if status not in (0, 1):  # 1: a target is missed, with --fail-on missed
        raise QgsProcessingException("\n".join(said[-5:]) or str(status))
    return "".join(printed)
