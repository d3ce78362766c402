"""For people: what each check saw, by region, the verdict, and the way back."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.gate.look import Look, State
from tfgen.gate.report import Report


def render(report: Report) -> str:
    """Lines of a terminal."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    rounds = f"{report.rounds} round{'s' if report.rounds > 1 else ''}"
    yield f"{report.title}, since {report.since} ({rounds}, {report.seconds:.0f} s)"
    for region in report.regions:
        yield f"\n{region.name}"
        yield from (_line(look) for look in report.looks if look.region == region.name)
    yield f"\n{report.verdict.value}{_because(report)}"
    for number, step in enumerate(report.way_back()):
        yield f"{'' if number else 'way back':<10}{step}"


def _line(look: Look) -> str:
    word = "allowed" if look.state is State.unknown and look.is_allowed else look.state.value
    code = "" if look.state is State.good else f"  [{look.code.id}]"
    return f"  {word:<8} {look.check:<12} {look.says}{code}"


def _because(report: Report) -> str:
    holding = [look for look in report.looks if look.holds_up]
    bad = [look for look in holding if look.state is State.bad] or holding
    return f": {'; '.join(f'{each.region}: {each.says}' for each in bad[:3])}" if bad else ""
