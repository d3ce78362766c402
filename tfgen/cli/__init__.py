"""The commands, one file each: parse arguments, call, print, exit. Nothing else reads argv or writes to stdout."""

from __future__ import annotations

# ruff: noqa: F401, I001  # each import registers its commands, in the order that --help lists them
from tfgen.cli.app import app, main
from tfgen.cli import init, render, validate, plan, cost, usage, prices, rehearse, emulator, explain

__all__ = ["app", "main"]
