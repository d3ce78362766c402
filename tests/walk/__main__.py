"""Walks the page and writes what comes of it: `make gitops`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.walk.walk import PAGE, walk

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_text(walk(Path(folder).resolve(), sys.stderr.write), "utf-8")
