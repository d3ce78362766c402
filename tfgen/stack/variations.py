"""Every Stack that is made of another: with a region more or less, with a thing changed, home alone."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from tfgen.stack.key import Key
from tfgen.stack.kinds import KINDS
from tfgen.stack.kinds.encryption import ENCRYPTION, Encryption
from tfgen.stack.kinds.function import FUNCTION, Function
from tfgen.stack.kinds.routing import ROUTING, is_drained
from tfgen.stack.kinds.table import TABLE, V2017, Table
from tfgen.stack.region import Region
from tfgen.stack.stack import Stack

T = TypeVar("T")

_SPARE = ("ap-southeast-2", "sa-east-1", "eu-west-1", "us-east-1", "us-west-2")
"""Regions that every account has, on four continents."""


def with_things(stack: Stack, kind: Key[T], things: Mapping[str, T]) -> Stack:
    """A Stack with other things of a kind; what differs by region stays."""
    return dataclasses.replace(stack, things={**stack.things, kind.key: things})


def with_own(region: Region, kind: Key[T], things: Mapping[str, T]) -> Region:
    """A region with other differences in the things of a kind."""
    return dataclasses.replace(region, things={**region.things, kind.key: things})


def with_the(stack: Stack, kind: Key[Any], /, **changes: Any) -> Stack:
    """A Stack in which the one thing of a kind differs."""
    return with_things(stack, kind, {"": dataclasses.replace(stack.the(kind), **changes)})


def with_each(stack: Stack, kind: Key[T], change: Callable[[str, T], T]) -> Stack:
    """A Stack in which the things of a kind differ, in every region."""

    def changed(things: Mapping[str, T]) -> dict[str, T]:
        return {name: change(name, thing) for name, thing in things.items()}

    regions = tuple(with_own(region, kind, changed(region.own(kind))) for region in stack.regions)
    return dataclasses.replace(with_things(stack, kind, changed(stack.all(kind))), regions=regions)


def with_table(stack: Stack, name: str, /, **changes: Any) -> Stack:
    """A Stack in which a table differs, in every region."""
    return with_each(
        stack,
        TABLE,
        lambda table, settings: dataclasses.replace(settings, **changes) if table == name else settings,
    )


def at_home(stack: Stack) -> Stack:
    """The same service in its home region alone."""
    alone = dataclasses.replace(
        stack, regions=(stack.home,), retiring=(), joining=(), leaving=(), home_was=""
    )
    return with_the(alone, ROUTING, drained=()) if stack.all(ROUTING) else alone


def settled(stack: Stack) -> Stack:
    """The stack where home has moved long ago."""
    return dataclasses.replace(stack, home_was="")


def with_regions(stack: Stack, regions: tuple[Region, ...]) -> Stack:
    """A Stack in some of its regions."""
    return dataclasses.replace(stack, regions=regions)


def in_one_state(stack: Stack) -> Stack:
    """The same service with one state for all regions."""
    return dataclasses.replace(stack, state=None, waves=()) if stack.is_apart else stack


def without_cloud(stack: Stack) -> Stack:
    """The same service whose states are files: a plan without an account has no workspaces either."""
    if stack.state is None or stack.state.cloud is None:
        return stack
    return dataclasses.replace(stack, state=dataclasses.replace(stack.state, cloud=None))


def spare_region(stack: Stack) -> str | None:
    """A region to add: one that the stack does not have, and with which no name is too long."""
    taken = {region.name for region in stack.holding} | set(stack.retiring)
    return next((name for name in _SPARE if name not in taken and _fits(with_region(stack, name))), None)


def _fits(stack: Stack) -> bool:
    every = (name for kind in KINDS for thing in stack.all(kind) for name in kind.names(stack, thing))
    return all(len(name.text) <= name.most for name in every)


def with_region(stack: Stack, name: str) -> Stack:
    """One region more, whose tables may be deleted again."""
    tables = {
        table: dataclasses.replace(settings, encryption=_encryption(settings, stack, name))
        for table, settings in stack.all(TABLE).items()
    }
    region = with_own(Region(name), TABLE, _unprotected(tables))
    stack = with_each(stack, ENCRYPTION, lambda _, key: _with_key(key, stack.home.name, name))
    return dataclasses.replace(with_things(stack, TABLE, tables), regions=(*stack.regions, region))


def _with_key(key: Encryption, home: str, region: str) -> Encryption:
    if not isinstance(key.existing, dict):
        return key
    arn = key.existing[home].replace(home, region)
    return dataclasses.replace(key, existing={**key.existing, region: arn})


def _encryption(table: Table, stack: Stack, region: str) -> str | dict[str, str]:
    """A customer key is needed in every region: the new one's is called as home's."""
    if isinstance(table.encryption, str):
        return table.encryption
    home = stack.home.name
    return {**table.encryption, region: table.encryption[home].replace(home, region)}


def with_retiring(stack: Stack, name: str) -> Stack:
    """A region more that keeps its provider alone."""
    return dataclasses.replace(stack, retiring=tuple(sorted({*stack.retiring, name})))


def with_free_replicas(stack: Stack) -> Stack:
    """Replicas without deletion protection; the tables that they are replicas of keep it.

    The AWS provider waits 90 seconds after each change of it on a replica, and twice at its creation, whatever the
    service answers (measured with 5.100).
    """
    home, *others = stack.regions
    replicated = [
        name for name, table in stack.all(TABLE).items() if table.replicate and table.global_table != V2017
    ]

    def freed(region: Region) -> Region:
        free = _unprotected({name: stack.at(TABLE, region)[name] for name in replicated})
        return with_own(region, TABLE, {**region.own(TABLE), **free})

    return dataclasses.replace(stack, regions=(home, *map(freed, others)))


def unprotected(stack: Stack) -> Stack:
    """Every table may be deleted."""
    return with_each(stack, TABLE, lambda _, table: dataclasses.replace(table, protect=False))


def _unprotected(tables: Mapping[str, Table]) -> dict[str, Table]:
    return {name: dataclasses.replace(table, protect=False) for name, table in tables.items()}


def representative(stack: Stack) -> Stack:
    """The stack with one region of each sort: home, and of the others one for each set of settings."""
    chosen: dict[str, Region] = {}
    for region in stack.regions:
        sort = repr((region == stack.home, is_drained(stack, region), region.things))
        chosen.setdefault(sort, region)
    return dataclasses.replace(stack, regions=tuple(chosen.values()))


def readable(stack: Stack) -> Stack:
    """The stack with texts that checkov's evaluator does not stumble over, each on the line where it was.

    It takes operators, quotes and the beginnings of references for syntax, even inside a string, and then
    leaves the functions of the whole region unexpanded. What secrets are made of stays.
    """

    def softened(_: str, function: Function) -> Function:
        env = {
            name: _soft(value) if isinstance(value, str) else value for name, value in function.env.items()
        }
        return dataclasses.replace(function, env=env, description=_soft(function.description))

    return with_each(stack, FUNCTION, softened)


def _soft(text: str) -> str:
    plain = re.sub(r"[^A-Za-z0-9 _./:@+,=-]", "_", text).replace("==", "=_")
    return re.sub(r"\b(var|local|module|data|each|count|path)\.", r"\1_", plain)
