"""Modules of the user's own: called at the root for each of their regions, with what their variables ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tfgen.render.account import ACCOUNT
from tfgen.render.hcl import call
from tfgen.render.module_source import ModuleSource
from tfgen.render.part import Arguments, Block, Part
from tfgen.render.template import render
from tfgen.stack.given import given_to
from tfgen.stack.kinds.module import MODULE, OwnModule, regions_of
from tfgen.stack.region import Region, label
from tfgen.stack.stack import Stack

_PLACE = "{account}"


def module_name(name: str, region: Region) -> str:
    """What the call of a module in a region is named. One that is made once is named as home's would be."""
    return f"own_{label(name)}_{region.label}"


def arguments(stack: Stack, module: OwnModule, region: Region) -> Arguments:
    """What a module is given in a region: its inputs, and of all else what it declares variables for."""
    given = {name: filled(each.value(stack, region)) for name, each in given_to(module).items()}
    return {**given, **module.inputs}


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
                module=module_name(name, region),
                source=f"{modules.own}/{module.source}",
                region=region,
                arguments=arguments(stack, module, region),
            )
            yield Block(text, (MODULE.key, name))


PART = Part(kind=MODULE, blocks=_blocks, made=lambda _: ())
