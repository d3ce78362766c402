"""Specs of what public projects do: tests/cases/real."""

from __future__ import annotations

from pathlib import Path

from tests.specs import ROOT

FOLDER = ROOT / "tests/cases/real"
SPECS = sorted(FOLDER.glob("*.yaml"))
REHEARSED = ("todos", "sites", "notes", "demo-table")
"""Those that live their whole life in tests."""
GIVEN = FOLDER / "given.yaml"


def named(name: str) -> Path:
    """The spec of a name."""
    return FOLDER / f"{name}.yaml"


def environment(spec: Path) -> list[str]:
    """The option that names the last environment, where the spec has some."""
    import yaml

    names = list(yaml.safe_load(spec.read_text("utf-8")).get("environments", ()))
    return ["--env", names[-1]] if names else []
