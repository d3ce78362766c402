"""How a region goes: its traffic first, then its protection, then all that it has, its provider last."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.journey.edit import Edit
from tfgen.journey.step import (
    DRAINED,
    Done,
    Next,
    Step,
    Stuck,
    finish_move,
    is_protected,
    joining,
    keyed,
    names,
    ttl,
)
from tfgen.stack.kinds.routing import drained, is_routed
from tfgen.stack.kinds.table import TABLE
from tfgen.stack.mapping import MAPPING
from tfgen.stack.stack import Stack


def remove(stack: Stack, region: str) -> Next:
    """The next step by which a region goes."""
    if region in stack.retiring:
        return Step(
            (Edit("drop", ("retiring",), region),),
            f"takes out the provider of {region}, which nothing needs any more",
        )
    if region in joining(stack):
        return _unjoin(stack, region)
    if region not in names(stack):
        return Done(f"{region} is not there")
    kept = _keeps(stack, region)
    if kept:
        return kept
    if is_routed(stack) and region not in drained(stack):
        return Step(
            (Edit("add", DRAINED, region),),
            f"leads no new client to {region}, where everything stays as it is",
            f"DNS is gone by: {ttl(stack)} s after the apply, and longer for clients that keep connections or answers; "
            f"the requests of {region} tell",
        )
    if is_protected(stack, region):
        return Step(
            (Edit("add", ("leaving",), region),),
            f"lifts the deletion protection of the tables in {region}, and of no other{_first(stack)}",
            "it is applied",
        )
    others = "".join(f", and the items of `{name}`, which no other region has" for name in _own_tables(stack))
    return Step(
        tuple(_retire(stack, region)),
        f"deletes all that {region} has{others}{_first(stack)}",
        "it is applied: AWS deletes no replica within 24 hours in which another was copied from it",
    )


def _unjoin(stack: Stack, region: str) -> Next:
    if is_protected(stack, region):
        return Step(
            (Edit("add", ("leaving",), region),),
            f"lifts the deletion protection of the replicas in {region}",
            "it is applied",
        )
    return Step(tuple(_retire(stack, region)), f"deletes the replicas in {region}", "it is applied")


def _retire(stack: Stack, region: str) -> Iterator[Edit]:
    """Whatever names a region that goes, but for what says that it goes."""
    yield Edit("drop", ("joining",) if region in joining(stack) else ("regions",), region)
    if region in drained(stack):
        yield Edit("drop", DRAINED, region)
    if region in stack.leaving:
        yield Edit("drop", ("leaving",), region)
    for number, wave in enumerate(stack.waves):
        if wave == (region,):
            yield Edit("drop", ("waves",), [region])
        elif region in wave:
            yield Edit("drop", ("waves", number), region)
    for path in keyed(stack):
        yield Edit("cut", (*path, region))
    for name, table in stack.all(TABLE).items():
        if region in table.adopt:
            yield Edit("drop", ("tables", name, "adopt"), region)
    yield Edit("add", ("retiring",), region)


def _keeps(stack: Stack, region: str) -> Stuck | None:
    """What keeps a region from going."""
    others = [name for name in names(stack) if name != region]
    if region == stack.home.name:
        hint = (
            f"`tfgen region move-home {others[0]}` first" if others else "`terraform destroy` ends a service"
        )
        return Stuck(f"{region} is home", hint)
    if stack.home_was:
        return Stuck(f"home is moving from {stack.home_was}", finish_move(stack))
    if is_routed(stack) and set(others) <= set(drained(stack)):
        return Stuck(
            f"{region} is the last region that takes traffic",
            f"lead clients to another: `tfgen region add {others[0]}`",
        )
    return None


def _first(stack: Stack) -> str:
    """What somebody else has to do before, whose records lead clients."""
    shared = [each.existing for each in stack.all(MAPPING).values()]
    return f"; its records of {shared[0]}, which are made elsewhere, have to be gone before" if shared else ""


def _own_tables(stack: Stack) -> list[str]:
    return [name for name, table in stack.all(TABLE).items() if not table.replicate]
