"""Folders that somebody else wrote, as cases in YAML: files by path, each a text, `{link: …}`, `{size: …}`
of zeros or `{pipe: true}`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import yaml

from tests.specs import ROOT

CASES = ROOT / "tests/cases/hostile"


def cases(name: str) -> dict[str, dict[str, Any]]:
    """The cases of a file, by what they are about."""
    found: dict[str, dict[str, Any]] = yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))
    return found


def plant(folder: Path, case: dict[str, Any]) -> None:
    """Takes from a folder what a case removes, and adds its files."""
    for path in case.get("remove", ()):
        if (folder / path).is_dir():
            shutil.rmtree(folder / path)
        else:
            (folder / path).unlink()
    for path, content in case["files"].items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            (folder / path).write_text(content, "utf-8")
        elif "link" in content:
            (folder / path).symlink_to(content["link"])
        elif "size" in content:
            with (folder / path).open("wb") as file:
                file.truncate(content["size"])
        else:
            os.mkfifo(folder / path)
