"""A Stack as it will be one day: with a region more, with a region on its way out, ready to be deleted."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from tfgen.stack.region import Region
from tfgen.stack.stack import Stack
from tfgen.stack.table import V2017, Table

_SPARE = ("ap-southeast-2", "sa-east-1", "eu-west-1", "us-east-1", "us-west-2")
"""Regions that every account has, on four continents."""

_ROLE_NAME_LIMIT = 64


def spare_region(stack: Stack) -> str | None:
    """A region to add: one that the stack does not have, and with which the names of roles are not too long."""
    taken = {region.name for region in stack.regions} | set(stack.retiring)
    longest = max((len(name) for name in stack.functions), default=0)
    return next(
        (
            name
            for name in _SPARE
            if name not in taken and len(f"{stack.service}--{name}") + longest <= _ROLE_NAME_LIMIT
        ),
        None,
    )


def with_region(stack: Stack, name: str) -> Stack:
    """One region more, whose tables may be deleted again."""
    tables = {
        table: dataclasses.replace(settings, encryption=_encryption(settings, stack, name))
        for table, settings in stack.tables.items()
    }
    region = Region(name, functions={}, tables=_unprotected(tables))
    return dataclasses.replace(stack, regions=(*stack.regions, region), tables=tables)


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
    replicated = {name: table for name, table in stack.tables.items() if table.global_table != V2017}
    freed = (
        dataclasses.replace(
            region,
            tables={
                **(region.tables or {}),
                **_unprotected({name: stack.table_in(name, region) for name in replicated}),
            },
        )
        for region in others
    )
    return dataclasses.replace(stack, regions=(home, *freed))


def unprotected(stack: Stack) -> Stack:
    """Every table may be deleted."""
    regions = tuple(
        dataclasses.replace(region, tables=_unprotected(region.tables or {})) for region in stack.regions
    )
    return dataclasses.replace(stack, tables=_unprotected(stack.tables), regions=regions)


def _unprotected(tables: Mapping[str, Table]) -> dict[str, Table]:
    return {name: dataclasses.replace(table, protect=False) for name, table in tables.items()}
