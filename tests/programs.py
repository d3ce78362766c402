"""Programs that tests need and tfgen does not bring."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest


def found(*names: str) -> Path:
    """The first program of these names on PATH."""
    paths = (shutil.which(name) for name in names)
    return needed(names[0], next((Path(path) for path in paths if path), None))


def needed(name: str, program: Path | None) -> Path:
    """The program; in CI its absence is a failure, elsewhere a skip that says so."""
    if program is None:
        message = f"{name} was not found: what needs it is NOT tested"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return program
