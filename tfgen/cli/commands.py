"""Every command, and where it is found."""

from __future__ import annotations

import importlib
from typing import Any

COMMANDS = {
    "init": "init:init",
    "render": "render:render",
    "package": "render:package",
    "validate": "validate:validate",
    "plan": "plan:plan",
    "review": "review:review",
    "ci": "ci:ci_app",
    "apply": "apply:apply",
    "cost": "cost:cost",
    "latency": "latency:latency",
    "usage": "usage:usage_app",
    "prices": "prices:prices_app",
    "region": "region:region_app",
    "evacuate": "evacuate:evacuate",
    "freeze": "freeze:freeze",
    "rehearse": "rehearse:rehearse",
    "gate": "gate:gate",
    "drift": "drift:drift",
    "play": "play:play",
    "state": "state:state_app",
    "emulator": "emulator:emulator_app",
    "explain": "explain:explain",
    "schema": "explain:schema",
}
"""In the order that --help lists them: a function, or a Typer of commands below it, in `tfgen.cli`."""


def find(name: str) -> Any:
    """A command's function, or its Typer. Its module is imported now: a run needs one of them."""
    module, _, attribute = COMMANDS[name].partition(":")
    return getattr(importlib.import_module(f"tfgen.cli.{module}"), attribute)
