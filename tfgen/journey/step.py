"""A step of a region's way, and what the ways ask of a spec."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.frozen import frozen
from tfgen.journey.edit import Edit
from tfgen.spec.source import Path
from tfgen.stack.kinds.encryption import ENCRYPTION
from tfgen.stack.kinds.routing import ROUTING
from tfgen.stack.kinds.table import TABLE, Table
from tfgen.stack.stack import Stack

ALIAS_TTL = 60
"""Seconds for which resolvers keep an alias record that leads to API Gateway: the TTL of its target.
Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html"""
DRAINED = ("routing", "drained")
"""Where the spec says it."""


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


def finish_move(stack: Stack) -> str:
    """How a move of home that has begun ends."""
    return f"apply that, then `tfgen region move-home {stack.home.name}` takes the last step"


def ttl(stack: Stack) -> int:
    """Seconds after which no resolver answers as before."""
    routing = stack.the(ROUTING)
    return routing.ttl if routing.record == "cname" else ALIAS_TTL


def names(stack: Stack) -> tuple[str, ...]:
    """The active regions."""
    return tuple(region.name for region in stack.regions)


def joining(stack: Stack) -> tuple[str, ...]:
    """The regions that have replicas alone."""
    return tuple(region.name for region in stack.joining)


def replicated(stack: Stack) -> list[Table]:
    """The tables that regions share."""
    return [table for table in stack.all(TABLE).values() if table.replicate]


def keyed(stack: Stack) -> Iterator[Path]:
    """Where keys are told for each region."""
    for name, table in {**stack.all(TABLE), **stack.existing(TABLE)}.items():
        if isinstance(table.encryption, dict):
            yield (TABLE.key, name, "encryption")
    if any(isinstance(key.existing, dict) for key in stack.all(ENCRYPTION).values()):
        yield (ENCRYPTION.key, "existing")


def is_protected(stack: Stack, region: str) -> bool:
    """Whether a table may not be deleted in a region."""
    there = next(each for each in stack.holding if each.name == region)
    return any(table.protect for table in stack.at(TABLE, there).values())
