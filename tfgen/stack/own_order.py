"""What waits for what, where the spec calls modules of its own: a circle is told with its path."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from tfgen.diagnostics import Code
from tfgen.spec.source import Path
from tfgen.stack.reading import Reading
from tfgen.stack.reference import OfModule
from tfgen.stack.references import placed
from tfgen.stack.stack import Stack

CIRCLE = Code(
    "TFG199",
    "own modules that wait in a circle",
    finds="""a module that gives a text to functions, or to another module, and waits for what these make, by way of any
others.""",
    why="""Terraform makes all functions of a region together, after what gives them texts. What waits for them comes later
still, and can give them nothing: it refuses the plan with `Error: Cycle`.""",
    example="""\
modules:
  topics: {source: infra/topics, depends_on: [functions]}
functions:
  publish: {env: {TOPIC: {module: topics.arn}}}
""",
    instead="""two modules: one that gives, and one that waits. Names and ARNs of functions are given as text, for which
nothing has to wait.""",
)

_KEY, _TABLES = "modules", "tables"
_REST = "the rest"
"""All that is made with the functions of a region, in one module."""
_Edges = dict[tuple[str, str], Path]
"""From what waits to what it waits for, and where the spec says so."""


def check(stack: Stack, reading: Reading) -> None:
    """Reports the first circle of each module."""
    edges = dict(_edges(stack))
    while circle := _circle(edges):
        pairs = list(zip(circle, [*circle[1:], circle[0]], strict=True))
        told = ", ".join(
            f"{_called(one)} waits for {_called(two)} (`{_shown(edges[one, two])}`)" for one, two in pairs
        )
        start = next((pair for pair in pairs if pair[0] != _REST), pairs[0])
        reading.report(CIRCLE, edges[start], f"nothing in this circle can be made first: {told}", _HINT)
        edges = {edge: path for edge, path in edges.items() if edge not in pairs}


_HINT = "part a module in two, or take a reference or a `depends_on` away"


def _edges(stack: Stack) -> Iterator[tuple[tuple[str, str], Path]]:
    things = {key: each for key, each in stack.things.items() if key != _KEY}
    of_regions = {region.name: region.things for region in stack.regions}
    for path, each in (*placed(things, ()), *placed(of_regions, ("regions",))):
        if isinstance(each, OfModule):
            yield (_TABLES if path[0] == _TABLES else _REST, each.name), path
    for name, module in stack.things.get(_KEY, {}).items():
        for path, each in placed(module.inputs, (_KEY, name, "inputs")):
            if isinstance(each, OfModule):
                yield (name, each.name), path
        for number, kind in enumerate(module.depends_on):
            yield (name, _TABLES if kind == _TABLES else _REST), (_KEY, name, "depends_on", number)


def _circle(edges: _Edges) -> list[str]:
    """What waits in a circle, each for the next; nothing where there is none. It begins with the least."""
    graph: dict[str, list[str]] = {}
    for one, two in edges:
        graph.setdefault(one, []).append(two)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        found: list[str] = error.args[1][:0:-1]
        start = found.index(min(found))
        return [*found[start:], *found[:start]]
    return []


def _called(node: str) -> str:
    return {_REST: "what a region's functions are made with", _TABLES: "a table"}.get(
        node, f"module `{node}`"
    )


def _shown(path: Path) -> str:
    return ".".join(map(str, path))
