"""A plan's summary as text: a row for each region, where the files lie, what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tfgen.plan.change import changes
from tfgen.plan.fingerprint import canonical, fingerprint
from tfgen.plan.roots import together
from tfgen.plan.run import Planned
from tfgen.plan.summary import Summary, action_of, summarise
from tfgen.render.kinds import PARTS
from tfgen.render.made import is_own
from tfgen.render.part import GLOBAL, Column
from tfgen.stack.kinds.routing import drained
from tfgen.stack.kinds.site import SITE
from tfgen.stack.stack import Stack

_ACTIONS = ("import", "add", "change", "replace", "destroy", "keep")
_COLUMNS = tuple((part.kind, column) for part in PARTS for column in part.columns)


def table(
    plans: Mapping[str, Planned],
    stack: Stack,
    folder: Path,
    emulated: bool,
    applies: str = "",
    left_out: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The summary of plans by the names of their roots, and what to do next.

    `applies` is the command that applies such plans; empty if they are not to be applied.
    """
    planned = together(plans)
    summary = summarise(planned.json, stack)
    where = "an emulated AWS" if emulated else "the account"
    counts = ", ".join(f"{summary.total(action)} to {action}" for action in _ACTIONS if summary.total(action))
    regions = f"{len(stack.regions)} region{'s' if len(stack.regions) > 1 else ''}"
    lines = [
        f"{stack.title} in {regions}, planned against {where}",
        f"{counts or 'no changes'}",
        "",
        *_rows(summary, stack),
        *_own(planned.json),
        "",
        *_states(plans, left_out),
        f"files   {folder}  ({', '.join(_files(stack))})",
        *([f"plan    {planned.file}"] if planned.file else []),
        *_next(plans, applies),
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _files(stack: Stack) -> Iterator[str]:
    """What a rendered folder holds."""
    if stack.is_apart:
        yield from ("a folder for each state", "modules/")
        return
    yield from ("main.tf", "modules/", "packages/")
    if any(site.keys for site in stack.all(SITE).values()):
        yield "site/"


def _own(plan: dict[str, Any]) -> Iterator[str]:
    """What happens to what each module of the user's own makes."""
    counted: dict[str, Counter[str]] = {}
    for change in changes(plan):
        if is_own(change.address):
            called = change.address.split(".")[1].split("[")[0]
            counted.setdefault(called, Counter())[action_of(change)] += 1
    for number, (called, counts) in enumerate(sorted(counted.items())):
        told = ", ".join(f"{counts[action]} to {action}" for action in _ACTIONS if counts[action])
        yield f"{'' if number else 'own':<8}{called}: {told}"


def _states(plans: Mapping[str, Planned], left_out: Mapping[str, str]) -> Iterator[str]:
    """What each state's plan comes to, in the order of applies."""
    width = max(map(len, (*plans, *left_out)), default=0)
    for name, planned in plans.items():
        if name:
            counted = Counter(action_of(change) for change in changes(planned.json))
            told = ", ".join(
                f"{counted[each]} to {each}" for each in _ACTIONS if counted[each] and each != "keep"
            )
            yield f"state   {name:<{width}}  {told or 'no changes'}"
    for name, why in left_out.items():
        yield f"state   {name:<{width}}  not planned: {why}"


def _next(plans: Mapping[str, Planned], applies: str) -> Iterator[str]:
    """The commands that apply what was planned, each once the ones before came to their end."""
    changed = {name: plan for name, plan in plans.items() if canonical(plan.json)}
    if not applies or not changed:
        return
    if any(plan.file is None for plan in plans.values()):
        yield "next    with AWS credentials, the same without --emulated"
        return
    for number, (name, plan) in enumerate(changed.items()):
        state = f" --state {name}" if name else ""
        told = f"{applies}{state} --reviewed {fingerprint(plan.json)}"
        yield f"{'' if number else 'next':<8}{told}"


def _rows(summary: Summary, stack: Stack) -> list[str]:
    actions = [action for action in _ACTIONS if summary.total(action)]
    columns = [column for kind, column in _COLUMNS if stack.all(kind)]
    rows = [["", *actions, *(column.title for column in columns)]]
    active = {region.name for region in stack.regions}
    for place, counts in summary.actions.items():
        resources = summary.resources.get(place, Counter())
        numbers = [counts[action] for action in actions]
        numbers += [_counted(column, resources, stack, place in active) for column in columns]
        rows.append([_label(place, stack), *map(str, numbers)])
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(_cell(cell, width, i) for i, (cell, width) in enumerate(zip(row, widths, strict=True)))
        for row in rows
    ]


def _counted(column: Column, resources: Counter[str], stack: Stack, active: bool) -> int:
    if column.in_region:
        return column.in_region(stack) if active else 0
    return sum(resources.get(kind, 0) for kind in column.types)


def _cell(text: str, width: int, column: int) -> str:
    text = "-" if text == "0" else text
    return text.ljust(width) if column == 0 else text.rjust(width)


def _label(place: str, stack: Stack) -> str:
    if place == GLOBAL:
        return place
    notes = {stack.home.name: " (home)"}
    notes |= dict.fromkeys([region.name for region in stack.joining], " (joining)")
    notes |= dict.fromkeys(drained(stack), " (drained)") | dict.fromkeys(stack.retiring, " (retiring)")
    return place + notes.get(place, "")
