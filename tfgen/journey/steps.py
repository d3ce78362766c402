"""Which step of a region's way is next: told from the spec alone, in which each step leaves its word."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.frozen import frozen
from tfgen.journey.edit import Edit
from tfgen.spec.source import Path
from tfgen.stack.journey import hindrances
from tfgen.stack.kinds.encryption import ENCRYPTION
from tfgen.stack.kinds.routing import ROUTING, drained, is_routed
from tfgen.stack.kinds.table import TABLE, V2017, Table
from tfgen.stack.mapping import MAPPING
from tfgen.stack.stack import Stack

ALIAS_TTL = 60
"""Seconds for which resolvers keep an alias record that leads to API Gateway: the TTL of its target.
Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html"""
_DRAINED = ("routing", "drained")


@frozen
class Step:
    """What to edit, what an apply of it does, and what has to be so before the next."""

    edits: tuple[Edit, ...]
    does: str
    then: str = ""
    """Empty for the last step."""


@frozen
class Done:
    """Nothing is left to do."""

    why: str


@frozen
class Stuck:
    """No step can be taken now."""

    why: str
    hint: str


Next = Step | Done | Stuck


def add(stack: Stack, region: str, key: str = "") -> Next:
    """The next step by which a region comes; where keys are told for each region, with the ARN of its KMS key."""
    if region in stack.retiring:
        return Stuck(
            f"{region} is retiring, and what it holds is being deleted",
            f"apply that, then `tfgen region remove {region}` takes the last step; add it after that",
        )
    if region in stack.leaving:
        return Step(
            (Edit("drop", ("leaving",), region),),
            f"protects what {region} holds again",
            "it is applied",
        )
    if region in _names(stack):
        return _lead(stack, region)
    keyed = tuple(
        Edit("put", (*path, region), key) for path in _keyed(stack) if region not in _joining(stack)
    )
    if key and not any(_keyed(stack)):
        return Stuck("the spec tells no key for each region", "leave `--key` out")
    if keyed and not key:
        return Stuck(
            f"keys are told for each region, and none for {region}", f"say it: `--key arn:aws:kms:{region}:…`"
        )
    if region not in _joining(stack) and _replicated(stack):
        return Step(
            (Edit("add", ("joining",), region), *keyed),
            f"copies the tables to {region}, and makes nothing else there",
            "every replica is ACTIVE: the apply waits for that, for hours where tables hold much",
        )
    joined = (Edit("drop", ("joining",), region),) if region in _joining(stack) else keyed
    waves = (Edit("add", ("waves",), [region]),) if stack.waves else ()
    edits = (*joined, Edit("add", ("regions",), region), *waves)
    if not is_routed(stack):
        return Step(edits, f"makes all that {region} has; {_nobody_leads(stack)}")
    return Step(
        (*edits, Edit("add", _DRAINED, region)),
        f"makes all that {region} has, and leads no client there",
        f"{region} answers on its own URL, its functions find what they need, and its alarms are quiet",
    )


def _nobody_leads(stack: Stack) -> str:
    shared = [each.existing for each in stack.all(MAPPING).values()]
    return f"records of {shared[0]} are made elsewhere" if shared else "the spec has no domain"


def _first(stack: Stack) -> str:
    """What somebody else has to do before, whose records lead clients."""
    shared = [each.existing for each in stack.all(MAPPING).values()]
    return f"; its records of {shared[0]}, which are made elsewhere, have to be gone before" if shared else ""


def _lead(stack: Stack, region: str) -> Next:
    if region not in drained(stack):
        return Done(
            f"{region} is there" + (", and takes its part of the traffic" if is_routed(stack) else "")
        )
    return Step(
        (Edit("drop", _DRAINED, region),),
        f"leads the clients to {region} that are nearest to it, once its health check says healthy",
    )


def remove(stack: Stack, region: str) -> Next:
    """The next step by which a region goes."""
    if region in stack.retiring:
        return Step(
            (Edit("drop", ("retiring",), region),),
            f"takes out the provider of {region}, which nothing needs any more",
        )
    if region in _joining(stack):
        return _unjoin(stack, region)
    if region not in _names(stack):
        return Done(f"{region} is not there")
    kept = _keeps(stack, region)
    if kept:
        return kept
    if is_routed(stack) and region not in drained(stack):
        return Step(
            (Edit("add", _DRAINED, region),),
            f"leads no new client to {region}, where everything stays as it is",
            f"DNS is gone by: {ttl(stack)} s after the apply, and longer for clients that keep connections or answers; "
            f"the requests of {region} tell",
        )
    if _is_protected(stack, region):
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
    if _is_protected(stack, region):
        return Step(
            (Edit("add", ("leaving",), region),),
            f"lifts the deletion protection of the replicas in {region}",
            "it is applied",
        )
    return Step(tuple(_retire(stack, region)), f"deletes the replicas in {region}", "it is applied")


def _retire(stack: Stack, region: str) -> Iterator[Edit]:
    """Whatever names a region that goes, but for what says that it goes."""
    yield Edit("drop", ("joining",) if region in _joining(stack) else ("regions",), region)
    if region in drained(stack):
        yield Edit("drop", _DRAINED, region)
    if region in stack.leaving:
        yield Edit("drop", ("leaving",), region)
    for number, wave in enumerate(stack.waves):
        if wave == (region,):
            yield Edit("drop", ("waves",), [region])
        elif region in wave:
            yield Edit("drop", ("waves", number), region)
    for path in _keyed(stack):
        yield Edit("cut", (*path, region))
    for name, table in stack.all(TABLE).items():
        if region in table.adopt:
            yield Edit("drop", ("tables", name, "adopt"), region)
    yield Edit("add", ("retiring",), region)


def _keeps(stack: Stack, region: str) -> Stuck | None:
    """What keeps a region from going."""
    others = [name for name in _names(stack) if name != region]
    if region == stack.home.name:
        hint = (
            f"`tfgen region move-home {others[0]}` first" if others else "`terraform destroy` ends a service"
        )
        return Stuck(f"{region} is home", hint)
    if stack.home_was:
        return Stuck(f"home is moving from {stack.home_was}", _finish_move(stack))
    if is_routed(stack) and set(others) <= set(drained(stack)):
        return Stuck(
            f"{region} is the last region that takes traffic",
            f"lead clients to another: `tfgen region add {others[0]}`",
        )
    return None


def move_home(stack: Stack, region: str) -> Next:
    """The next step by which another region becomes home."""
    if stack.home_was and region == stack.home.name:
        return Step(
            (Edit("cut", ("home_was",)),),
            "gives replicas their addresses back, and changes nothing in AWS",
        )
    if stack.home_was:
        return Stuck(f"home is moving from {stack.home_was} to {stack.home.name}", _finish_move(stack))
    if region == stack.home.name:
        return Done(f"{region} is home")
    if region not in _names(stack):
        return Stuck(f"{region} is no region of the spec", f"`tfgen region add {region}` first")
    if region in stack.leaving:
        return Stuck(f"{region} is leaving", f"`tfgen region add {region}` keeps it")
    for why, how in hindrances(stack):
        return Stuck(f"home cannot move: {why}", how)
    first = Edit("first", ("regions",), region)
    if not any(table.global_table != V2017 for table in _replicated(stack)):
        return Step((first,), f"makes {region} home, which changes nothing in AWS")
    return Step(
        (first, Edit("put", ("home_was",), stack.home.name)),
        f"makes {region} home: Terraform forgets each table in its old role, and imports it in its new one",
        "it is applied, and the plan after it is empty",
    )


def _finish_move(stack: Stack) -> str:
    return f"apply that, then `tfgen region move-home {stack.home.name}` takes the last step"


def ttl(stack: Stack) -> int:
    """Seconds after which no resolver answers as before."""
    routing = stack.the(ROUTING)
    return routing.ttl if routing.record == "cname" else ALIAS_TTL


def _names(stack: Stack) -> tuple[str, ...]:
    return tuple(region.name for region in stack.regions)


def _joining(stack: Stack) -> tuple[str, ...]:
    return tuple(region.name for region in stack.joining)


def _replicated(stack: Stack) -> list[Table]:
    return [table for table in stack.all(TABLE).values() if table.replicate]


def _own_tables(stack: Stack) -> list[str]:
    return [name for name, table in stack.all(TABLE).items() if not table.replicate]


def _keyed(stack: Stack) -> Iterator[Path]:
    """Where keys are told for each region."""
    for name, table in {**stack.all(TABLE), **stack.existing(TABLE)}.items():
        if isinstance(table.encryption, dict):
            yield (TABLE.key, name, "encryption")
    if any(isinstance(key.existing, dict) for key in stack.all(ENCRYPTION).values()):
        yield (ENCRYPTION.key, "existing")


def _is_protected(stack: Stack, region: str) -> bool:
    there = next(each for each in stack.holding if each.name == region)
    return any(table.protect for table in stack.at(TABLE, there).values())
