"""Where clients are: the thirty cities alike, or as a file says.

A clients file is YAML that gives places shares, `{Tokyo: 30, DE: 20}`, or CSV with counts, `country,requests`.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from tfgen.diagnostics import Diagnostic, Span
from tfgen.frozen import frozen
from tfgen.latency import codes
from tfgen.latency.gazetteer import named, names
from tfgen.spec import codes as spec_codes
from tfgen.spec.collections import Named
from tfgen.spec.number import Number
from tfgen.spec.scalars import Text
from tfgen.spec.shape import Diagnostics, JsonSchema, Shape, closest, short
from tfgen.spec.source import Node, Scalar, Source, parse
from tfgen.world.places import CITIES, City

_MOST = 10**15
_MOST_MEANT = 50
"""Mistakes for which a name like the one that was written is looked for: that is slow, and a file may be large."""
_HINT = "a large city by its English name, or a country by its two letters, such as DE"


@frozen
class Client:
    """Some of the clients."""

    city: City
    share: float
    """Of all clients, from 0 to 1."""


def alike() -> tuple[Client, ...]:
    """As many in each of the thirty cities."""
    return tuple(Client(city, 1 / len(CITIES)) for city in CITIES)


def shared(parts: Mapping[City, float]) -> tuple[Client, ...]:
    """Clients whose shares are these parts of their sum, which is not 0; those with the most first."""
    total = sum(parts.values())
    found = [Client(city, part / total) for city, part in parts.items() if part]
    return tuple(sorted(found, key=lambda client: (-client.share, client.city.name)))


def read(text: str, name: str) -> tuple[tuple[Client, ...], list[Diagnostic]]:
    """What a clients file says, and every diagnostic of it; with errors among them no clients."""
    return _read_counts(text, name) if name.lower().endswith(".csv") else _read_shares(text, name)


class _PlaceName(Text):
    """A place by its name. Bare words that YAML takes for something else, such as NO, are countries here."""

    def read(self, node: Node, label: str, diagnostics: Diagnostics) -> str:  # noqa: ARG002  # the name says it all
        if not isinstance(node, Scalar) or not named(node.text):
            text = short(node.text) if isinstance(node, Scalar) else "…"
            is_early = len(diagnostics) < _MOST_MEANT
            hint = (closest(text, names(text[:1])) if is_early else None) or _HINT
            diagnostics.append(
                codes.UNKNOWN_PLACE(f"no place is known by the name `{text}`", node.span, hint)
            )
            return self.blank
        return node.text


class _Share(Shape[tuple[Decimal, bool]]):
    """A number, or a percentage; and whether it is one."""

    blank = (Decimal(0), False)

    def read(self, node: Node, label: str, diagnostics: Diagnostics) -> tuple[Decimal, bool]:
        match = re.fullmatch(r"([0-9.]+) ?%", node.text) if isinstance(node, Scalar) else None
        if not match:
            return Number(0, _MOST).read(node, label, diagnostics), False
        kind = "float" if "." in match[1] else "int"
        return Number(0, 100, "percent").read(Scalar(match[1], kind, node.span), label, diagnostics), True

    def schema(self) -> JsonSchema:
        return {"anyOf": [Number(0, _MOST).schema(), {"type": "string", "pattern": "^[0-9.]+ ?%$"}]}

    def words(self) -> str:
        return "a number or a percentage"


_FILE = Named("place", _PlaceName("a place"), _Share(), least=1)
"""The shape of a clients file."""


def _read_shares(text: str, name: str) -> tuple[tuple[Client, ...], list[Diagnostic]]:
    source, diagnostics = parse(text, name)
    if source is None:
        return (), [own_words(each) for each in diagnostics]
    said = _FILE.read(source.root, "the clients file", diagnostics)
    if not diagnostics:
        diagnostics += _whole(said, source)
    if diagnostics:
        return (), [own_words(each) for each in diagnostics]
    return shared(_parts((place, float(share)) for place, (share, _) in said.items())), []


def _whole(said: Mapping[str, tuple[Decimal, bool]], source: Source) -> Iterable[Diagnostic]:
    total = sum(share for share, _ in said.values())
    if not total:
        yield codes.BAD_CLIENTS("all shares are 0", source.span(()), "give one place more than 0")
    elif all(is_percent for _, is_percent in said.values()) and abs(total - 100) > Decimal("0.5"):
        message = f"the percentages add up to {total.normalize():f}, not to 100"
        yield codes.BAD_CLIENTS(message, source.span(()), "numbers without % need no sum")


def _parts(said: Iterable[tuple[str, float]]) -> dict[City, float]:
    found: dict[City, float] = {}
    for place, share in said:
        for city, part in named(place):
            found[city] = found.get(city, 0) + share * part
    return found


def own_words(diagnostic: Diagnostic) -> Diagnostic:
    """What is worded for specs, of a file of clients."""
    message = re.sub(r"\b(a|the) spec\b", r"\1 clients file", diagnostic.message)
    if diagnostic.code == spec_codes.EMPTY.id:
        return codes.BAD_CLIENTS(message, diagnostic.span, "write `Tokyo: 30`, a line for each place")
    return dataclasses.replace(diagnostic, message=message)


def _read_counts(text: str, name: str) -> tuple[tuple[Client, ...], list[Diagnostic]]:
    try:
        rows = list(csv.reader(io.StringIO(text)))
    except csv.Error as error:
        return (), [codes.BAD_CLIENTS(f"it is no CSV: {error}", Span(name, 1, 1, 1, 1))]
    head = [cell.strip().lower() for cell in rows[0]] if rows else []
    place = next((head.index(each) for each in ("country", "city") if each in head), None)
    if place is None or "requests" not in head:
        message = f"the first line is {short(','.join(head)) or 'empty'}, not `country,requests`"
        return (), [codes.BAD_CLIENTS(message, Span(name, 1, 1, 1, 1), "name the columns in the first line")]
    return _counted(rows[1:], place, head.index("requests"), name)


def _counted(
    rows: list[list[str]], place: int, requests: int, name: str
) -> tuple[tuple[Client, ...], list[Diagnostic]]:
    said: list[tuple[str, float]] = []
    unknown: list[tuple[str, float]] = []
    diagnostics: list[Diagnostic] = []
    for number, row in enumerate(rows, start=2):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        count = cells[requests] if len(cells) > max(place, requests) else ""
        if not re.fullmatch(r"[0-9]{1,15}(\.[0-9]{1,9})?", count):
            message = f"`{short(','.join(row))}` holds no number of requests"
            hint = "a count in plain digits, such as 1200"
            diagnostics.append(codes.BAD_CLIENTS(message, Span(name, number, 1, number, 1), hint))
            continue
        (said if named(cells[place]) else unknown).append((cells[place], float(count)))
    total = sum(count for _, count in (*said, *unknown))
    if not diagnostics and not sum(count for _, count in said):
        diagnostics.append(codes.BAD_CLIENTS("no place that is known has requests", Span(name, 1, 1, 1, 1)))
    if diagnostics:
        return (), diagnostics
    return shared(_parts(said)), list(_left_out(unknown, total, name))


def _left_out(unknown: list[tuple[str, float]], total: float, name: str) -> Iterable[Diagnostic]:
    if unknown:
        told = ", ".join(f"`{short(place)}`" for place, _ in unknown[:5])
        more = f" and {len(unknown) - 5} more" if len(unknown) > 5 else ""
        part = sum(count for _, count in unknown) / total if total else 0
        yield codes.LEFT_OUT(
            f"{part:.1%} of the requests are left out, whose place is not known: {told}{more}",
            Span(name, 1, 1, 1, 1),
        )
