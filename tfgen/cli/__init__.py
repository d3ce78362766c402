"""The commands, one file each: parse arguments, call, print, exit. Nothing else reads argv or writes to stdout."""

from __future__ import annotations

import gc
from typing import NoReturn


def main() -> NoReturn:
    """The entry point."""
    # by default Python looks for cycles fifty times while it loads, and what is loaded stays
    gc.set_threshold(100_000)
    from tfgen.cli.app import run

    try:
        run()
    finally:
        gc.freeze()  # or Python looks for cycles in all that there is when it ends, and memory goes with the process
