"""The main.tf of a root that holds a part of a stack: what is its own, and of what is shared what its own names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tfgen.render import references
from tfgen.render.kinds import has_regions, in_use
from tfgen.render.module_source import ModuleSource
from tfgen.render.part import GLOBAL, Block, Made, Part
from tfgen.render.stretches import apart, imports, locals_of, own_locals, region_module
from tfgen.render.template import render as fill
from tfgen.stack import root as stack_root
from tfgen.stack.root import Root, data_root
from tfgen.stack.stack import Stack
from tfgen.stack.variations import with_regions

_DECLARED = re.compile(r'^(data|variable) "([\w-]+)"(?: "([\w-]+)")?', re.MULTILINE)


def name_of(part: Part, region: str) -> str:
    """The root of what a part makes in a region, where there are several."""
    if region == GLOBAL:
        return stack_root.GLOBAL
    return data_root(region) if part.is_data else region


def made(stack: Stack, root: Root) -> Iterator[Made]:
    """What a root makes."""
    for part in in_use(stack):
        yield from (each for each in part.made(stack) if name_of(part, each.region) == root.name)


def blocks(stack: Stack, root: Root, modules: ModuleSource) -> Iterator[Block]:
    """What follows the opening of a main.tf."""
    retires = root.region in stack.retiring
    yield apart(
        Block(fill("provider.tf.j2", region=root.provider_region, account=stack.account, tagged=not retires))
    )
    if retires:
        return
    own = [*_own(stack, root, modules), *imports(made(stack, root), stack.home_was)]
    locals_ = [
        local
        for part in in_use(stack)
        for local in part.locals(stack)
        if _names(_text(own), f"local.{local.name}")
    ]
    text = _text([*own, *locals_of({}, locals_)])
    named = {name: value for name, value in own_locals(stack).items() if _names(text, f"local.{name}")} | {
        "tags": own_locals(stack)["tags"]
    }
    yield from locals_of(named, locals_)
    text += _text(locals_of(named, []))
    shared = [block for block in _shared(stack, root, modules) if _is_named(block, text)]
    account = Block(fill("account.tf.j2"))
    if _is_named(account, text + _text(shared)):
        shared.insert(0, account)
    yield from map(apart, [*shared, *own])


def _text(found: Iterable[Block]) -> str:
    return "".join(block.text for block in found)


def _own(stack: Stack, root: Root, modules: ModuleSource) -> Iterator[Block]:
    if root.region in stack.retiring:
        return
    for part in in_use(stack):
        for block in part.blocks(stack, modules):
            if block.region and name_of(part, block.region) == root.name:
                yield block
    region = next((each for each in stack.regions if each.name == root.region), None)
    if region is None:
        return
    if not root.is_data:
        if has_regions(stack):
            yield region_module(stack, region, modules)
        for part in in_use(stack):
            yield from part.beside(stack, region, ())
    alone = with_regions(stack, (region,))
    for part in in_use(stack):
        if part.is_data == root.is_data:
            yield from part.outputs(alone)


def _shared(stack: Stack, root: Root, modules: ModuleSource) -> Iterator[Block]:
    """What makes nothing: variables, and what is looked up beside the account."""
    here = tuple(region for region in stack.regions if region.name == root.region)
    yield from references.blocks(with_regions(stack, here))
    for part in in_use(stack):
        yield from (block for block in part.blocks(stack, modules) if block.region is None)


def _is_named(block: Block, text: str) -> bool:
    return any(_names(text, _address(*found.groups())) for found in _DECLARED.finditer(block.text))


def _address(sort: str, first: str, second: str | None) -> str:
    return f"var.{first}" if sort == "variable" else f"data.{first}.{second}"


def _names(text: str, address: str) -> bool:
    return re.search(rf"(?<![\w.-]){re.escape(address)}(?![\w-])", text) is not None
