"""The way in. It stands outside the package `tfgen`: another project's package of that name may lie over this one's."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from typing import NoReturn

WRONG_USE = 2


def main() -> NoReturn:
    """Runs the command line, unless `tfgen` is another project's."""
    found = find_spec("tfgen")
    place = found.origin if found else None
    # the other's module; without an __init__.py, pip has taken away the one that both had written
    if place is None or os.path.exists(os.path.join(os.path.dirname(place), "tfgen.py")):  # noqa: PTH110, PTH118, PTH120 - pathlib takes longer to load
        _refuse()
    try:
        from tfgen.cli import main
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("tfgen"):
            raise
        _refuse()
    main()


def _refuse() -> NoReturn:
    sys.stderr.write(
        "tfgen: the Python package `tfgen` is here that belongs to another project, and hides this one's.\n"
        "Take both away, and install this one where the other is not:\n"
        "  pip uninstall tfgen tfgen-aws\n"
        "  pipx install tfgen-aws\n"
    )
    sys.exit(WRONG_USE)
