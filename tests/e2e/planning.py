"""Real plans of specs, without an account."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.specs import stack_of
from tfgen import process
from tfgen.check.terraform import Terraform, initialise
from tfgen.emulator.server import CREDENTIALS, emulated, init_arguments
from tfgen.render.made import is_own
from tfgen.render.tree import configuration, copied_files, in_roots
from tfgen.stack.kinds.function import packages
from tfgen.stack.stack import Stack

Json = dict[str, Any]


def write_tree(folder: Path, text: str) -> Stack:
    """Renders a spec into a folder, with a handler for the code, another in each package. What is not rendered any more goes."""
    stack = stack_of(text)
    shutil.rmtree(folder / "modules", ignore_errors=True)
    for path, content in configuration(stack, "spec.yaml").items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, "utf-8")
    for path, data in copied_files(stack).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    zips = {package.path: _package(package.path) for package in packages(stack)}
    for path, data in in_roots(stack, zips).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return stack


def _package(path: str) -> bytes:
    """A zip of a handler that answers, another for each path."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr(zipfile.ZipInfo("main.py"), f"# {path}\n{_HANDLER}")
    return content.getvalue()


_HANDLER = "def main(*_):\n    return {'statusCode': 200}\n\n\nother = main\n"


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
    """The addresses of all that a plan makes and tfgen knows of, sorted: not of what own modules make."""
    managed = (each["address"] for each in planned["resource_changes"] if each["mode"] == "managed")
    return sorted(address for address in managed if not is_own(address))


def actions(planned: Json) -> Counter[str]:
    """How many resources each action takes."""
    return Counter(
        "/".join(change["change"]["actions"])
        for change in planned["resource_changes"]
        if change["mode"] == "managed"
    )
