"""A plan's summary as text: a row for each region, where the files lie, what to do next."""

from __future__ import annotations

import shlex
from collections import Counter
from pathlib import Path

from tfgen.plan.run import PLAN_FILE, Planned
from tfgen.plan.summary import GLOBAL, Summary, summarise
from tfgen.stack.stack import Stack

_ACTIONS = ("add", "change", "replace", "destroy", "keep")
_KINDS = {
    "functions": ("aws_lambda_function",),
    "tables": ("aws_dynamodb_table", "aws_dynamodb_table_replica", "aws_dynamodb_global_table"),
    "records": ("aws_route53_record",),
    "health checks": ("aws_route53_health_check",),
}


def table(planned: Planned, stack: Stack, folder: Path, emulated: bool) -> str:
    """The summary of a plan."""
    summary = summarise(planned.json, stack)
    where = "an emulated AWS" if emulated else "the account"
    counts = ", ".join(f"{summary.total(action)} to {action}" for action in _ACTIONS if summary.total(action))
    regions = f"{len(stack.regions)} region{'s' if len(stack.regions) > 1 else ''}"
    lines = [
        f"{stack.service}: {stack.domain} in {regions}, planned against {where}",
        f"{counts or 'no changes'}",
        "",
        *_rows(summary, stack),
        "",
        f"files   {folder}  (main.tf, modules/, packages/)",
        *([f"plan    {planned.file}"] if planned.file else []),
        f"next    {_next(folder, emulated)}",
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _next(folder: Path, emulated: bool) -> str:
    chdir = f"terraform -chdir={shlex.quote(str(folder))}"
    if emulated:
        return "with AWS credentials, the same without --emulated"
    return f"{chdir} show {PLAN_FILE}; {chdir} apply {PLAN_FILE}"


def _rows(summary: Summary, stack: Stack) -> list[str]:
    actions = [action for action in _ACTIONS if summary.total(action)]
    head = ["", *actions, "routes", *_KINDS]
    rows = [head]
    active = {region.name for region in stack.regions}
    for place, counts in summary.actions.items():
        resources = summary.resources.get(place, Counter())
        kinds = [sum(resources.get(kind, 0) for kind in types) for types in _KINDS.values()]
        numbers = [
            *(counts[action] for action in actions),
            len(stack.routes) if place in active else 0,
            *kinds,
        ]
        rows.append([_label(place, stack), *map(str, numbers)])
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return [
        "  ".join(_cell(cell, width, i) for i, (cell, width) in enumerate(zip(row, widths, strict=True)))
        for row in rows
    ]


def _cell(text: str, width: int, column: int) -> str:
    text = "-" if text == "0" else text
    return text.ljust(width) if column == 0 else text.rjust(width)


def _label(place: str, stack: Stack) -> str:
    if place == GLOBAL:
        return place
    notes = {stack.home.name: " (home)"}
    notes |= dict.fromkeys(stack.routing.drained, " (drained)") | dict.fromkeys(stack.retiring, " (retiring)")
    return place + notes.get(place, "")
