"""Terraform in the roots of a stack with several states: one command is run in each, after those that it needs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tfgen import process
from tfgen.check.terraform import Terraform
from tfgen.stack.root import GLOBAL, Root, roots
from tfgen.stack.stack import Stack

_AT_ONCE = 4
"""Roots that are run together: each takes 400 MiB, and mostly waits."""


class TerraformInRoots(Terraform):
    """A terraform binary in the folders of several roots: what they say is put together."""

    def __init__(self, binary: Path, folder: Path, environment: Mapping[str, str]) -> None:
        super().__init__(binary, folder, environment)
        self.roots: tuple[Root, ...] = ()

    def turn_to(self, stack: Stack) -> None:
        """Runs in the roots of another stack from now on."""
        self.roots = roots(stack)

    def run(self, *arguments: str) -> process.Finished:
        """Runs a command in each root, those together that need nothing of each other; a destroy in reverse order.

        Where it fails in one, those that need it are left alone.
        """
        command, *_ = arguments
        chosen = [
            each for each in self.roots if command != "output" or not (each.is_data or each.name == GLOBAL)
        ]
        levels = _levels(chosen) if command == "apply" else [chosen]
        said: list[process.Finished] = []
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for level in reversed(levels) if "-destroy" in arguments else levels:
                said += pool.map(lambda root: self.of(root.name).run(*arguments), level)
                said.sort(key=lambda each: each.status != 0)
                if said[-1].status != 0:
                    break
        if command in ("output", "show") and "-json" in arguments and said[-1].status == 0:
            return process.Finished(0, json.dumps(_merged([json.loads(each.stdout) for each in said])), "")
        return process.Finished(
            said[-1].status, "".join(each.stdout for each in said), "".join(each.stderr for each in said)
        )

    def of(self, name: str) -> Terraform:
        """Terraform in the root of a name."""
        return Terraform(self.binary, self.folder / name, self.environment)


def _levels(chosen: list[Root]) -> list[list[Root]]:
    """The roots in groups, each of which needs nothing but what is in those before it."""
    depth: dict[str, int] = {}
    for root in chosen:
        depth[root.name] = 1 + max((depth[each] for each in root.needs if each in depth), default=-1)
    return [
        [root for root in chosen if depth[root.name] == level] for level in range(max(depth.values()) + 1)
    ]


def _merged(found: list[dict[str, Any]]) -> dict[str, Any]:
    """Lists of the same name one after another; of all else, the last."""
    merged: dict[str, Any] = {}
    for each in found:
        for name, value in each.items():
            merged[name] = [*merged.get(name, []), *value] if isinstance(value, list) else value
    return merged
