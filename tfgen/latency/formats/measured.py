"""What was measured, in the formats that people and programs read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from tfgen.cost.formats.fitted import aligned, folded
from tfgen.latency.formats import Format
from tfgen.latency.measure import SHARED, Measured
from tfgen.output.harmless import in_json
from tfgen.output.markdown import escaped
from tfgen.output.text import visible

PARTS = ("dns", "connect", "tls", "first_byte", "total")


def render(service: str, found: Sequence[Measured], count: int, format_: Format, width: int) -> str:
    """Medians, with the least and the most of each, and which region answered."""
    if format_ is Format.json:
        return (
            in_json(
                json.dumps(
                    {
                        "version": 1,
                        "service": service,
                        "count": count,
                        "measured": [_object(each, found) for each in found],
                    },
                    indent=2,
                )
            )
            + "\n"
        )
    rows = [["", "answered by", "status", *(part.replace("_", " ") for part in PARTS)]]
    rows += [_row(each, found) for each in found]
    words = f"milliseconds from this machine, medians of {count} requests over new connections, from the least to the most"
    if format_ is Format.markdown:
        table = [_line(rows[0]), "| --- | --- | ---: |" + " ---: |" * len(PARTS), *map(_line, rows[1:])]
        return (
            "\n".join(
                (f"### Latency of `{escaped(service)}`", "", f"{words[0].upper()}{words[1:]}.", "", *table)
            )
            + "\n"
        )
    return (
        "\n".join(
            (
                *folded(words, width, f"{visible(service)}: "),
                "",
                *(line.rstrip() for line in aligned(rows, 2)),
            )
        )
        + "\n"
    )


def answered_by(each: Measured, found: Sequence[Measured]) -> tuple[str, ...]:
    """The regions that answered, as answers say, or else as the address is one region's alone."""
    own: dict[str, set[str]] = {}
    for other in found:
        for sample in other.samples:
            if other.target.name not in (each.target.name, SHARED):
                own.setdefault(sample.address, set()).add(other.target.name)
    said = [sample.region or _only(own.get(sample.address, set())) for sample in each.samples]
    return tuple(dict.fromkeys(region for region in said if region))


def _only(names: set[str]) -> str:
    return next(iter(names)) if len(names) == 1 else ""


def _row(each: Measured, found: Sequence[Measured]) -> list[str]:
    regions = ", ".join(answered_by(each, found)) or "not said"
    statuses = ", ".join(map(str, each.statuses))
    return [each.target.name, regions, statuses, *(_cell(each, part) for part in PARTS)]


def _cell(each: Measured, part: str) -> str:
    least, most = each.spread(part)
    return f"{each.median(part):.0f} ({least:.0f}-{most:.0f})"


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(escaped(text) for text in cells)} |"


def _object(each: Measured, found: Sequence[Measured]) -> dict[str, Any]:
    parts = {}
    for part in PARTS:
        least, most = each.spread(part)
        parts[f"{part}_ms"] = {"median": _ms(each.median(part)), "least": _ms(least), "most": _ms(most)}
    return {
        "name": each.target.name,
        "url": each.target.url,
        "answered_by": list(answered_by(each, found)),
        "statuses": list(each.statuses),
        **parts,
    }


def _ms(ms: float) -> float:
    return round(ms, 2)
