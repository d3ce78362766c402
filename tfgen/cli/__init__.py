"""The commands, one file each: parse arguments, call, print, exit. Nothing else reads argv or writes to stdout."""

from __future__ import annotations

from tfgen.cli.app import main

__all__ = ["main"]
