"""Stack to main.tf."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.render import parted, references
from tfgen.render.account import look_up
from tfgen.render.kinds import has_regions, in_use
from tfgen.render.module_source import ModuleSource
from tfgen.render.part import Block
from tfgen.render.stretches import apart, imports, locals_of, opening, own_locals, region_module
from tfgen.render.template import render as fill
from tfgen.stack.edge import EDGE_REGION, edge_alone
from tfgen.stack.region import label
from tfgen.stack.root import Root
from tfgen.stack.stack import Stack

MAIN = "main.tf"
HERE = ModuleSource()
WHOLE = Root("")
"""The root of a stack with one state."""


def render(stack: Stack, spec_name: str, modules: ModuleSource = HERE, root: Root = WHOLE) -> str:
    """A root module as text."""
    return "".join(block.text for block in blocks(stack, spec_name, modules, root))


def blocks(stack: Stack, spec_name: str, modules: ModuleSource = HERE, root: Root = WHOLE) -> Iterator[Block]:
    """A root module in the stretches that it is made of: joined, they are its text."""
    yield opening(stack, spec_name, root)
    if root.name:
        yield from parted.blocks(stack, root, modules.from_below())
        return
    edge = edge_alone(stack)
    retiring = {name: label(name) for name in stack.retiring if not (edge and name == EDGE_REGION)}
    yield apart(Block(fill("providers.tf.j2", stack=stack, retiring=retiring, edge=edge)))
    yield from locals_of(own_locals(stack), (local for part in in_use(stack) for local in part.locals(stack)))
    yield from map(apart, _of_parts(stack, modules))


def _of_parts(stack: Stack, modules: ModuleSource) -> Iterator[Block]:
    yield from references.blocks(stack)
    yield from look_up(stack)
    for part in in_use(stack):
        yield from part.blocks(stack, modules)
    for region in stack.regions:
        if has_regions(stack):
            yield region_module(stack, region, modules)
        needed = tuple(module for part in in_use(stack) for module in part.needed(stack, region))
        for part in in_use(stack):
            yield from part.beside(stack, region, needed)
    for part in in_use(stack):
        yield from part.outputs(stack)
    yield from imports((each for part in in_use(stack) for each in part.made(stack)), stack.home_was)
