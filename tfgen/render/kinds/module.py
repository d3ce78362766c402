"""Modules of the user's own: called at the root for each of their regions, with what their variables ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tfgen.render import references
from tfgen.render.account import ACCOUNT
from tfgen.render.hcl import Expression, call, reference
from tfgen.render.kinds.table import PART as TABLES
from tfgen.render.module_source import ModuleSource
from tfgen.render.part import Arguments, Block, Part
from tfgen.render.providers import head
from tfgen.render.template import render
from tfgen.stack.given import given_to
from tfgen.stack.kinds.module import MODULE, OwnModule, call_of, regions_of
from tfgen.stack.kinds.table import TABLE
from tfgen.stack.reference import Reference
from tfgen.stack.region import Region
from tfgen.stack.stack import Stack

_PLACE = "{account}"


def arguments(stack: Stack, module: OwnModule, region: Region) -> Arguments:
    """What a module is given in a region: its inputs, and of all else what it declares variables for."""
    given = {name: filled(each.value(stack, region)) for name, each in given_to(module).items()}
    return {**given, **{name: _said(stack, value, region) for name, value in module.inputs.items()}}


def _said(stack: Stack, value: Any, region: Region) -> Any:
    """An input in a region."""
    if isinstance(value, tuple):
        return [_said(stack, each, region) for each in value]
    return references.at(stack, value, region.name) if isinstance(value, Reference) else value


def _waits(stack: Stack, module: OwnModule, region: Region) -> list[Expression]:
    """The modules that hold what a module waits for."""
    is_here = not stack.is_apart  # tables in a state of their own are there already
    wanted = [*TABLES.needed(stack, region)] if TABLE.key in module.depends_on and is_here else []
    if set(module.depends_on) - {TABLE.key}:
        wanted.append(region.label)
    return [reference("module", name) for name in wanted]


def filled(value: Any) -> Any:
    """A value whose texts have the account where `{account}` stands."""
    if isinstance(value, Mapping):
        return {name: filled(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [filled(each) for each in value]
    if not isinstance(value, str) or _PLACE not in value:
        return value
    if value == _PLACE:
        return ACCOUNT
    return call("format", value.replace("%", "%%").replace(_PLACE, "%s"), *[ACCOUNT] * value.count(_PLACE))


def _blocks(stack: Stack, modules: ModuleSource) -> Iterator[Block]:
    for name, module in stack.all(MODULE).items():
        for region in regions_of(stack, module):
            text = render(
                "own.tf.j2",
                module=call_of(stack, name, region.name),
                head=head(stack, region.name, f"{modules.own}/{module.source}"),
                arguments=arguments(stack, module, region),
                depends_on=_waits(stack, module, region),
            )
            yield Block(text, (MODULE.key, name), region.name)


PART = Part(kind=MODULE, blocks=_blocks, made=lambda _: ())
