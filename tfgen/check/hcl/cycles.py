"""Cycles: no value needs itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter

from tfgen.check.hcl.model import Block
from tfgen.check.hcl.references import references_of
from tfgen.check.hcl.scope import Scope
from tfgen.diagnostics import Code, Diagnostic, Span

CYCLE = Code(
    "TFG308",
    "values that depend on each other",
    finds="locals, resources and data sources of a module that need each other's value.",
    why="Terraform evaluates in order of dependence, and a cycle has none: it refuses the plan.",
    example="""\
locals {
  a = local.b
  b = local.a
}
""",
    instead="something else to compute one of them from.",
)

CODES = (CYCLE,)


_PROVISIONING = ("provisioner", "connection")


def cycles(scope: Scope) -> Iterator[Diagnostic]:
    """The cycles among a module's locals and resources, each told once: TFG308."""
    uses: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    places: dict[tuple[str, ...], Span] = {}
    for name, local in scope.locals.items():
        places["local", name] = local.span
        uses["local", name] = [reference.names for reference in local.value.references]
    for address, block in scope.resources.items():
        places[address] = block.span
        uses[address] = [
            *(reference.names for reference in references_of(_without_provisioners(block))),
            *(names for names in _provisioning(block) if names[: len(address)] != address),
        ]
    graph = {
        node: [used for names in use for used in (names[:2], names[:3]) if used in uses]
        for node, use in uses.items()
    }
    while True:
        try:
            TopologicalSorter(graph).prepare()
            return
        except CycleError as error:
            # Each node of the path is used by the next one; its first and last are the same.
            path: list[tuple[str, ...]] = error.args[1][::-1]
            start = min(path, key=lambda node: places[node])
            turn = path.index(start)
            path = [*path[turn:-1], *path[:turn], start] if len(path) > 2 else path
            message = " needs ".join(f"`{'.'.join(node)}`" for node in path)
            yield CYCLE(message, places[start])
            graph = {
                node: [it for it in used if it not in path]
                for node, used in graph.items()
                if node not in path
            }


def _without_provisioners(block: Block) -> Block:
    return replace(block, blocks=tuple(it for it in block.blocks if it.type not in _PROVISIONING))


def _provisioning(block: Block) -> Iterator[tuple[str, ...]]:
    """What provisioners use: they run when their resource is made, and so may name it."""
    for inner in block.blocks:
        if inner.type in _PROVISIONING:
            yield from (reference.names for reference in references_of(inner))
