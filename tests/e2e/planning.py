"""Real plans of specs, without an account."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.specs import read
from tfgen import process
from tfgen.check.terraform import Terraform, initialise
from tfgen.emulator.server import CREDENTIALS, emulated, init_arguments
from tfgen.render.tree import configuration
from tfgen.stack.kinds.function import packages
from tfgen.stack.stack import Stack

Json = dict[str, Any]


def write_tree(folder: Path, text: str) -> Stack:
    """Renders a spec into a folder, with empty zips for the code."""
    _, stack = read(text)
    for path, content in configuration(stack, "spec.yaml").items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, "utf-8")
    for package in packages(stack):
        (folder / package.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / package.path).write_bytes(b"PK\5\6" + bytes(18))
    return stack


def plan(folder: Path, stack: Stack, terraform: Path, environment: Mapping[str, str]) -> Json:
    """terraform's plan of a folder as JSON. Raises AssertionError with its words if it fails."""
    with emulated(stack) as endpoint:
        runner = Terraform(terraform, folder, {**environment, **CREDENTIALS, "AWS_ENDPOINT_URL": endpoint})
        succeed(initialise(runner, *init_arguments(stack)))
        return plan_again(runner)


def plan_again(runner: Terraform) -> Json:
    """The plan of a folder that is initialised."""
    succeed(runner.run("plan", "-input=false", "-no-color", "-out=tfplan"))
    found: Json = json.loads(runner.run("show", "-json", "tfplan").stdout)
    return found


def succeed(finished: process.Finished) -> None:
    """Raises AssertionError with a program's words if it failed."""
    assert finished.status == 0, finished.stderr


def addresses(planned: Json) -> list[str]:
    """The addresses of all that a plan makes, sorted."""
    return sorted(change["address"] for change in planned["resource_changes"] if change["mode"] == "managed")


def actions(planned: Json) -> Counter[str]:
    """How many resources each action takes."""
    return Counter(
        "/".join(change["change"]["actions"])
        for change in planned["resource_changes"]
        if change["mode"] == "managed"
    )
