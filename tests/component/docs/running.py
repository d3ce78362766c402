"""The docs' shell blocks, run as a reader would."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.component.docs.markdown import Block, blocks
from tests.specs import ROOT

MAKE = re.compile(r"^make (\S+)$", re.MULTILINE)
"""What a reader makes; tests look whether there is such a target."""

_NEEDS_TOOLS = re.compile(r"^tfgen (plan|rehearse|validate)\b(?!.* --only)", re.MULTILINE)
_STATUS = re.compile(r"# exit status (\d)")
_TIME = re.compile(r"(?:\\ )+\d+\\\.\d\\ s\\ \\ ")


def runnable() -> list[Block]:
    """The blocks of commands, but for those that make something."""
    return [block for block in blocks("sh") if not MAKE.search(block.text)]


def needs_tools(block: Block) -> bool:
    """Whether it asks terraform or checkov."""
    return _NEEDS_TOOLS.search(block.text) is not None


def check(block: Block, folder: Path, cache: Path) -> None:
    """Runs a block in a folder that holds what blocks find around them, and compares what it tells with the page."""
    for name in ("examples", "modules"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "Makefile", folder)
    told = subprocess.run(
        ["bash", "-eu", "-o", "pipefail", "-c", block.text],
        cwd=folder,
        env=_environment(cache),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    status = _STATUS.search(block.text)
    assert told.returncode == (int(status[1]) if status else 0), told.stdout
    if block.output is not None:
        assert _pattern(block.output).fullmatch(told.stdout), told.stdout


def _environment(cache: Path) -> dict[str, str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "TFGEN_CACHE_DIR": str(cache)}


def _pattern(output: str) -> re.Pattern[str]:
    """The output word for word, whatever the times; a line `…` stands for any lines."""
    lines = (
        "(?:.*\n)*" if line == "…\n" else _TIME.sub(r" +\\d+\\.\\d s  ", re.escape(line))
        for line in output.splitlines(keepends=True)
    )
    return re.compile("".join(lines))
