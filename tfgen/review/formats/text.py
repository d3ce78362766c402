"""A review for people, on a terminal or in a job's log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tfgen.review.groups import Group, grouped
from tfgen.review.money import dollars, signed
from tfgen.review.result import ACTIONS, Halfway, Item, Review, totals
from tfgen.review.verdict import verdict
from tfgen.review.words import listed

_SIGNS = {
    "import": "<-",
    "move": "->",
    "add": "+",
    "change": "~",
    "replace": "-/+",
    "destroy": "-",
    "forget": ".",
    "unknown": "?",
}
_MOST = 500
"""Lines of changes."""


def render(review: Review) -> str:
    """The verdict, numbers by region, every change once, and what it costs. Findings are told beside it."""
    found = verdict(review)
    name = " ".join(filter(None, (review.title or review.path, review.environment)))
    lines = [f"{f'{name}: ' if name else ''}{found.word} ({found.why})", *_table(review), *_changes(review)]
    lines += [f"{state.name}: decided after {listed(state.after)}" for state in review.states if state.after]
    lines += [line for each in review.halfway for line in _halfway(each)]
    lines += [line for each in _costs(review) for line in each]
    lines += [f"drift     {listed(each.drifted, 10)}" for each in review.states if each.drifted]
    lines += [f"actions   {listed(each.invokes, 10)}" for each in review.states if each.invokes]
    lines += [f"outputs   {listed(each.outputs, 10)}" for each in review.states if each.outputs]
    if review.fingerprint and review.has_changes:
        lines += ["", f"fingerprint  {review.fingerprint}"]
    return "\n".join(line.rstrip() for line in [*lines, *review.notes]) + "\n"


def _halfway(each: Halfway) -> list[str]:
    of = f"{each.of}: " if each.of else ""
    return ["", f"{of}{each.line}", *columns(each.rows), *each.ends, *filter(None, (each.next,))]


def brief(review: Review) -> str:
    """What the end of `tfgen plan` tells: the verdict, and what happens to what is there."""
    found = verdict(review)
    groups = [each for each in grouped(review.items, review.regions) if each.first.actions != ("add",)]
    lines = [f"review  {found.word} ({found.why})", *_told(groups)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _table(review: Review) -> list[str]:
    counts = review.counts
    shown = [action for action in ACTIONS if any(each[action] for each in counts.values())]
    if not shown:
        return []
    rows = [["", *shown]]
    rows += [[place, *(str(each[action] or "-") for action in shown)] for place, each in counts.items()]
    if len(counts) > 1:
        every = totals(counts.values())
        rows.append(["all", *(str(every[action]) for action in shown)])
    return ["", *columns(rows)]


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines of a table, the first column to the left."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            text.rjust(width) if i else text.ljust(width)
            for i, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def _changes(review: Review) -> Iterator[str]:
    groups = grouped(review.items, review.regions)
    if groups:
        yield ""
    yield from _told(groups)


def _told(groups: list[Group]) -> Iterator[str]:
    """What happens to each, the dangerous first."""
    groups.sort(key=lambda group: not group.first.is_dangerous)
    lines = [line for group in groups for line in _lines(group)]
    yield from lines[:_MOST]
    if len(lines) > _MOST:
        yield f"… and {len(lines) - _MOST} more lines: --format json has all"


def _lines(group: Group) -> Iterator[str]:
    item = group.first
    signs = " ".join(_SIGNS[action] for action in item.actions)
    places = listed([place for place in group.places if place != "elsewhere"], 2)
    others = f" and {group.others} more alike" if group.others else ""
    why = f" ({listed(item.why)})" if item.why else ""
    data = " holds data" if item.holds_data and item.is_dangerous else ""
    previous = f" from {item.previous}" if "move" in item.actions else ""
    at = f"  {item.span.file}:{item.span.line}" if item.span else ""
    yield f"{signs:<5} {item.address}{previous}{f' in {places}' if places else ''}{others}{why}{data}{at}"
    yield from _attributes(item)


def _attributes(item: Item) -> Iterator[str]:
    for each in item.attributes:
        told = f"{each.before or 'none'} -> {each.after or 'none'}"
        yield f"        {each.name}: {each.before if each.before == each.after else told}"


def _costs(review: Review) -> Iterator[list[str]]:
    for each in review.cost:
        of = f" of {each.of}" if each.of else ""
        if each.difference is None:
            yield ["", f"cost{of}     how it differs is not known", *each.notes]
        else:
            told = f"{signed(each.difference)} a month ({dollars(each.before)} -> {dollars(each.after)})"
            yield [
                "",
                f"cost{of}     {told}",
                *(f"  {what}: {signed(amount)}" for what, amount in each.causes),
                *each.notes,
            ]
    for latency in review.latency:
        rows = [f"  {who}: {before:.0f} -> {after:.0f}" for who, before, after in latency.rows]
        yield ["", "latency in ms", *rows, *latency.notes]
