"""For an issue, or the summary of a job."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tfgen.drift.formats import text
from tfgen.drift.groups import Group
from tfgen.drift.report import Report, code_of
from tfgen.output.markdown import BREAK, cell, prose
from tfgen.output.text import visible

_SPECIAL = "<>&\"'@#`*_~|[]"
_CALLS = re.compile("&#(64|35);")
"""`@` and `#`, which call somebody and refer to something whichever way they are written."""
_MOST_GROUPS, _MOST_ADDRESSES = 60, 50
"""Of an issue: 60 groups of 50 addresses stay below what GitHub takes."""


def render(report: Report) -> str:
    """A heading, a table of what differs, and the addresses folded away."""
    return "\n".join(_lines(report)) + "\n"


def marker(report: Report) -> str:
    """What an issue begins with, by which it is found again."""
    return f"<!-- tfgen:drift path={_plain(report.path)} env={_plain(report.environment)} -->"


def _plain(name: str) -> str:
    return "".join(char if char.isascii() and (char.isalnum() or char in "._/") else "_" for char in name)


def _lines(report: Report) -> Iterator[str]:
    yield f"### {prose(report.headline())}"
    yield ""
    shown = report.groups[:_MOST_GROUPS]
    if shown:
        yield "| | what differs | the next apply |"
        yield "| --- | --- | --- |"
        yield from (_row(group) for group in shown)
        yield ""
    if len(report.groups) > len(shown):
        yield f"And {len(report.groups) - len(shown)} more: `tfgen drift` tells them."
        yield ""
    for group in shown:
        yield from _addresses(group)
    yield f"Apart from that, {prose(report.apart())}."
    for title, lines in (
        ("Ignored", text.ignored(report)),
        ("Left out", text.left_out(report)),
        ("Not compared", text.unknown(report)),
    ):
        told = [f"- {prose(line)}" for line in lines]
        if told:
            yield ""
            yield f"{title}:"
            yield ""
            yield from told[:_MOST_ADDRESSES]


def _in_html(text: str) -> str:
    """Text within an element, where Markdown's escapes mean nothing."""
    shown = "".join(f"&#{ord(char)};" if char in _SPECIAL else char for char in visible(text))
    return _CALLS.sub(rf"\g<0>{BREAK}", shown)


def _row(group: Group) -> str:
    mark = "🗑️" if group.first.is_gone else "✏️"
    fate = group.fate().removeprefix("the next apply ")
    return f"| {mark} {code_of(group)} | {cell(group.says())} | {cell(fate)} |"


def _addresses(group: Group) -> Iterator[str]:
    yield f"<details><summary>{_in_html(group.says())}</summary>"
    yield ""
    for each in group.drifted[:_MOST_ADDRESSES]:
        yield f"- {prose(each.address)}"
    more = len(group.drifted) - _MOST_ADDRESSES
    if more > 0:
        yield f"- and {more} more"
    yield ""
    yield "</details>"
    yield ""
