"""The commands, one file each: parse arguments, call, print, exit. Nothing else reads argv or writes to stdout."""

from __future__ import annotations

import gc
from typing import NoReturn

from tfgen.cli import interrupts


def main() -> NoReturn:
    """The entry point."""
    interrupts.prepare()
    # by default Python looks for cycles fifty times while it loads, and what is loaded stays
    gc.set_threshold(100_000)
    try:
        from tfgen.cli.app import run

        run()
    finally:
        interrupts.no_more()
        gc.freeze()  # or Python looks for cycles in all that there is when it ends, and memory goes with the process
