"""What documents, templates and hints install: this project's distribution, not the other `tfgen` of the package index."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import tfgen
from tests.specs import ROOT

NAME = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["name"]

INSTALLS = re.compile(r"\b(?:pipx?3?|uvx?|poetry|pdm|conda)\b(?! +uninstall)[^\n#]*?[\s\"'`]tfgen(?![\w./-])")
"""A command of an installer that names the other, as `pipx install tfgen`, `uvx tfgen` or `pip install -U 'tfgen[aws]'`."""
REQUIRES = re.compile(r"(?<![\w./-])tfgen *(?:\[[a-z, ]+\]|[=~<>!]=|[<>] *\d)")
"""A requirement that names the other, as `tfgen==0.1.0`."""
PINNED = f"{NAME}(?:\\[[a-z,]+\\])?=={re.escape(tfgen.__version__)}"

WORKFLOWS = [
    ROOT / "tests/cases/pipelines/plain/github/.github/actions/tfgen/action.yaml",
    ROOT / "docs/ci.md",
]


def _texts() -> list[Path]:
    places = ("tfgen", "docs", "examples", "modules", "benchmarks", ".ci", "requirements")
    found = [path for place in places for path in (ROOT / place).rglob("*") if path.is_file()]
    kinds = {".py", ".md", ".yaml", ".yml", ".j2", ".txt", ".in", ".toml", ".sh", ".tf", ".html", ""}
    texts = [path for path in found if path.suffix in kinds and "__pycache__" not in path.parts]
    return [*texts, ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "Makefile", ROOT / "tfgen_aws.py"]


@pytest.mark.parametrize(
    "line",
    [
        "pipx install tfgen",
        "python -m pip install -U 'tfgen[emulator]'",
        "- run: pipx install tfgen && pipx install checkov",
        "uvx tfgen validate spec.yaml",
        "uv tool install tfgen",
        "pipx inject tfgen boto3",
        "tfgen==0.1.0",
        "tfgen[aws]>=0.1",
        "    tfgen ~= 0.1",
    ],
)
def test_a_line_that_installs_the_other_is_seen(line: str) -> None:
    assert INSTALLS.search(line) or REQUIRES.search(line)


@pytest.mark.parametrize(
    "line", [f"pipx install {NAME}", "pip uninstall tfgen", f"pip install '{NAME}[aws]'", "tfgen render >x"]
)
def test_any_other_line_is_left_alone(line: str) -> None:
    assert not INSTALLS.search(line)
    assert not REQUIRES.search(line)


def test_nothing_installs_the_other() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in _texts()
        for line in path.read_text("utf-8").splitlines()
        if INSTALLS.search(line) or REQUIRES.search(line)
    ]
    assert not found, f"the distribution is called {NAME}"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_pins_this_version(path: Path) -> None:
    installed = re.findall(rf"install ['\"]?({NAME}[^\s'\"]*)", path.read_text("utf-8"))
    assert installed
    assert not [each for each in installed if not re.fullmatch(PINNED, each)]
