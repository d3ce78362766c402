"""docs/changes.md: what every change of a spec does to a stack that stands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.changes.changes import Change, changes
from tests.specs import ROOT
from tfgen.explain.markdown import table

KEPT = ROOT / "tests/cases/changes.json"
PAGE = "docs/changes.md"

_HEAD = """\
# What changes do

<!-- Generated from what `make changes` saw: run `make golden` to write it anew. -->

Every setting of a spec, changed on a stack of two regions that stands. Each row was tried with the real Terraform on the
[embedded AWS](rehearsal.md): planned, applied, and planned once more. So it holds for what the emulator knows of AWS,
and not for how long AWS takes, nor for tables that are full.

`tfgen plan` says the findings of the last column before anything is applied. Numbers are resources in both regions.
"""
_ACTIONS = {
    "change": "In place",
    "make": "Made",
    "delete": "Deleted",
    "replace": "Replaced",
    "replace, the new one first": "Replaced, the new one first",
}
_MOST = 5
"""Types of resource that are listed."""


def page() -> str:
    """The page, of what was kept."""
    kept = json.loads(KEPT.read_text("utf-8"))
    sections = dict.fromkeys(change.section for change in changes())
    texts = [_HEAD]
    for section in sections:
        rows = (_row(change, kept[change.title]) for change in changes() if change.section == section)
        head = ("setting", "change", "what comes of it", "`tfgen plan` says")
        texts.append(f"## {section[0].upper()}{section[1:]}\n\n{table(head, rows)}")
    return "\n".join(texts)


def _row(change: Change, outcome: dict[str, Any]) -> tuple[str, ...]:
    setting = change.setting if " " in change.setting else f"`{change.setting}`"
    found = ", ".join(f"[{code}](rules.md#{code.lower()})" for code in outcome["found"])
    return (setting, change.how, ". ".join(_words(change, outcome)), found or "-")


def _words(change: Change, outcome: dict[str, Any]) -> Iterator[str]:
    if outcome["errors"]:
        yield "**Fails**"
    if outcome["actions"]:
        yield from _actions(outcome["actions"])
    elif not outcome["errors"]:
        yield "Nothing"
    if outcome["left"] and not outcome["errors"]:
        yield "A second apply is needed"
    if change.note:
        yield change.note


def _actions(actions: dict[str, int]) -> Iterator[str]:
    for verb, title in _ACTIONS.items():
        found = {
            action.removeprefix(f"{verb} aws_"): number
            for action, number in actions.items()
            if action.rpartition(" ")[0] == verb
        }
        if len(found) > _MOST:
            yield f"{title}: {sum(found.values())} resources"
        elif found:
            yield f"{title}: {', '.join(f'{number} `{kind}`' for kind, number in found.items())}"
