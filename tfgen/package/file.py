"""A file that goes into a zip."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class File(NamedTuple):
    """A member of the zip: its name there, and where its bytes are."""

    name: str
    path: Path
    size: int
    executable: bool
