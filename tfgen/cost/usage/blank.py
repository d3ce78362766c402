"""Usage files to fill in: every number that a stack's bill depends on, and what it means."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import is_dataclass
from decimal import Decimal
from typing import Any

import yaml

from tfgen.cost.usage.file import ENTRIES, completed
from tfgen.cost.usage.usage import Usage
from tfgen.frozen import frozen
from tfgen.spec.record import Field, Record, fields
from tfgen.stack.stack import Stack

WIDTH = 100
"""Columns that a line takes at most, unless the name of a table alone is longer."""
_LONGEST_KEY = 1024
"""Source: https://yaml.org/spec/1.1/#id934537"""


@frozen
class _Line:
    """A key, with its value if it is a single one, and what is said of it."""

    text: str
    doc: str = ""


def blank(stack: Stack) -> str:
    """A usage file of the stack in which nothing is known yet."""
    return filled(stack, Usage())


def filled(stack: Stack, usage: Usage) -> str:
    """The same file with the numbers of a usage that fits the stack; what is not known stays empty."""
    sections = [_laid_out(section) for section in _sections(stack, completed(stack, usage))]
    return "\n\n".join("\n".join(lines) for lines in [_header(stack), *sections]) + "\n"


def _header(stack: Stack) -> Iterator[str]:
    for sentence in (
        f"How much {stack.service} is used in a month of 730 hours: `tfgen cost SPEC --usage FILE` reads it.",
        "A number that is left empty is not known; what depends on it is told with its unit price.",
    ):
        yield from textwrap.wrap(sentence, WIDTH, initial_indent="# ", subsequent_indent="# ")


def _sections(stack: Stack, usage: Usage) -> list[list[_Line]]:
    """The lines of each entry; neighbours of one line each stand together."""
    sections: list[list[_Line]] = []
    for entry in (each for each in ENTRIES if each.there(stack)):
        value = usage.get(entry)
        if value == entry.default and entry.sample:
            lines = _commented(_field(entry.field, entry.sample(stack), 0), 0)
        else:
            lines = _field(entry.field, value, 0)
        if sections and len(lines) == len(sections[-1]) == 1:
            sections[-1] += lines
        elif lines:
            sections.append(lines)
    return sections


def _field(field: Field, value: Any, depth: int) -> list[_Line]:
    key = f"{'  ' * depth}{field.name}:"
    if isinstance(value, dict):
        below = [line for name, each in value.items() for line in _named(name, each, depth + 1)]
        return [_Line(key, field.doc), *below] if below else []
    if is_dataclass(value):
        return [_Line(key, field.doc), *_record(value, depth + 1)]
    if value is None and isinstance(field.shape, Record):
        return _commented(_field(field, field.shape.cls(), depth), depth)
    return [_Line(f"{key}{_scalar(value)}", field.doc)]


def _named(name: str, value: Any, depth: int) -> Iterator[_Line]:
    key = f"{'  ' * depth}{_quoted(name)}:"
    if is_dataclass(value):
        yield _Line(key)
        yield from _record(value, depth + 1)
    else:
        yield _Line(f"{key}{_scalar(value)}")


def _record(value: Any, depth: int) -> list[_Line]:
    known = fields(type(value)).items()
    return [line for name, field in known for line in _field(field, getattr(value, name), depth)]


def _commented(lines: Iterable[_Line], depth: int) -> list[_Line]:
    """Lines that come alive when the first `# ` of each is taken away."""
    at = 2 * depth
    return [_Line(f"{line.text[:at]}# {line.text[at:]}", line.doc) for line in lines]


def _quoted(name: str) -> str:
    """A name as a key, in quotes where a reader of YAML may take it for something else, such as `no` or `1e5`."""
    style = None if name[0].isalpha() and yaml.safe_load(name) == name else '"'
    return str(yaml.safe_dump(name, default_style=style, width=_LONGEST_KEY)).splitlines()[0]


def _scalar(value: Decimal | bool | int | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return " true" if value else " false"
    return f" {Decimal(value).normalize():f}"


def _laid_out(lines: list[_Line]) -> Iterator[str]:
    """What is said of the lines, in one column behind them."""
    column = max(len(line.text) for line in lines if line.doc) + 2
    for line in lines:
        first, *rest = textwrap.wrap(line.doc, WIDTH - column - 2, break_on_hyphens=False) or [""]
        yield f"{line.text.ljust(column)}# {first}" if first else line.text
        mark = line.text[: line.text.find("#") + 1]
        yield from (f"{mark.ljust(column)}# {more}" for more in rest)
