"""What terraform says with -json: the changes that it plans, and its errors.

Source: https://developer.hashicorp.com/terraform/internals/machine-readable-ui
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tfgen import process


@dataclass(frozen=True, slots=True)
class TerraformError:
    """An error of terraform's, with the address of the resource that it is about if there is one."""

    message: str
    address: str


@dataclass(frozen=True, slots=True)
class Told:
    """What one command of terraform said."""

    finished: process.Finished
    imports: int
    """How many resources are imported, whatever else happens to them."""
    changes: dict[str, str]
    """Actions (create, update, delete, replace …) by address."""
    errors: tuple[TerraformError, ...]

    @property
    def counts(self) -> Counter[str]:
        """How many resources each action takes."""
        found = Counter(self.changes.values())
        if self.imports:
            found["import"] = self.imports
        return found


def told(finished: process.Finished) -> Told:
    """Reads the lines of a command."""
    changes: dict[str, str] = {}
    errors = []
    imports = 0
    for line in _lines(finished.stdout):
        if line.get("type") == "planned_change":
            imports += "importing" in line["change"]
            changes[line["change"]["resource"]["addr"]] = line["change"]["action"]
        elif line.get("@level") == "error" and "diagnostic" in line:
            errors.append(_error(line["diagnostic"]))
    if finished.status != 0 and not errors:
        words = " ".join((finished.stderr or finished.stdout).split())
        errors.append(TerraformError(words[:2000] or f"it ended with status {finished.status}", ""))
    return Told(finished, imports, changes, tuple(dict.fromkeys(errors)))


def differing(plan: str) -> dict[str, tuple[str, ...]]:
    """The attributes, by name, that differ before and after each change of a plan, as `terraform show -json` tells it.

    Raises ValueError if it is no JSON.
    """
    return {
        resource["address"]: tuple(_differing(resource["change"]))
        for resource in json.loads(plan).get("resource_changes", ())
    }


def _differing(change: dict[str, Any]) -> list[str]:
    before, after, unknown = (change[side] or {} for side in ("before", "after", "after_unknown"))
    return sorted(
        name
        for name in before.keys() | after.keys() | unknown.keys()
        if unknown.get(name) is True or before.get(name) != after.get(name)
    )


def _lines(text: str) -> Iterator[dict[str, Any]]:
    for line in text.splitlines():
        if line.startswith("{"):
            try:
                yield json.loads(line)
            except ValueError:  # cut off when terraform was ended
                continue


def _error(diagnostic: dict[str, Any]) -> TerraformError:
    words = " ".join(f"{diagnostic['summary']}: {diagnostic.get('detail', '')}".split()).rstrip(": ")
    return TerraformError(words, diagnostic.get("address", ""))
