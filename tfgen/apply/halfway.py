"""How far an apply came, by region."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tfgen.apply.progress import Ended, Fate
from tfgen.apply.record import Outcome, Record

_MOST_TOLD = 10


def counted(changes: Iterable[Ended], regions: Sequence[str]) -> dict[str, Counter[Fate]]:
    """How many changes had each fate, by place: what is in no region first, then regions in the spec's order."""
    found: dict[str, Counter[Fate]] = {}
    for each in changes:
        found.setdefault(each.place, Counter())[each.fate] += 1
    order = {place: number for number, place in enumerate(("global", *regions))}
    return {
        place: found[place] for place in sorted(found, key=lambda each: (order.get(each, len(order)), each))
    }


def line(record: Record) -> str:
    """The outcome in one line."""
    counts = Counter(each.fate for each in record.changes)
    told = ", ".join(f"{counts[fate]} {fate}" for fate in Fate if counts[fate]) or "nothing was started"
    words = {
        Outcome.APPLIED: "came to its end",
        Outcome.FAILED: "failed halfway" if counts[Fate.APPLIED] or counts[Fate.BEGUN] else "failed",
        Outcome.INTERRUPTED: "was interrupted",
        Outcome.RUNNING: "was killed, or still runs",
    }
    return f"the apply {words[record.outcome]}: {told}"


def rows(record: Record) -> list[list[str]]:
    """A table: a row for each place, a column for each fate that occurs. Its first row says which."""
    counts = counted(record.changes, record.regions)
    fates = [fate for fate in Fate if any(row[fate] for row in counts.values())]
    cells = ([place, *(str(row[fate] or "-") for fate in fates)] for place, row in counts.items())
    return [["", *fates], *cells]


def open_ends(record: Record) -> Iterator[str]:
    """What failed and why, and what was begun, each in a line."""
    ends = [each for each in record.changes if each.fate in (Fate.FAILED, Fate.BEGUN)]
    for each in ends[:_MOST_TOLD]:
        yield f"{each.fate}: {each.address}{f': {each.why}' if each.why else ''}"
    if len(ends) > _MOST_TOLD:
        yield f"and {len(ends) - _MOST_TOLD} more"


def text(record: Record) -> str:
    """For people."""
    lines = [f"{record.root}: {line(record)}" if record.root else line(record)]
    if record.changes:
        told = rows(record)
        widths = [max(len(row[column]) for row in told) for column in range(len(told[0]))]
        lines += [""]
        for row in told:
            cells = (
                cell.rjust(width) if column else cell.ljust(width)
                for column, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            lines.append("  ".join(cells).rstrip())
        lines += [""]
    return "\n".join([*lines, *open_ends(record)]).rstrip("\n") + "\n"
