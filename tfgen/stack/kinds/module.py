"""Terraform of the user's own: modules that lie in the project, called beside tfgen's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field as plain_field
from typing import Any

from tfgen.diagnostics import Code
from tfgen.frozen import frozen
from tfgen.spec import source
from tfgen.spec.collections import Many, Named
from tfgen.spec.record import Record, field, record
from tfgen.spec.scalars import Choice, Text
from tfgen.spec.shape import Diagnostics, JsonSchema, Shape
from tfgen.spec.source import Node
from tfgen.stack.kind import Kind
from tfgen.stack.reference import Referring
from tfgen.stack.region import Region, label
from tfgen.stack.stack import Stack

SOURCE = Code(
    "TFG197",
    "own module that is no folder of Terraform in the project",
    finds="""a `source` of a module that is not there, holds no Terraform, lies outside of the spec's folder, is that folder
itself or another address than a folder's, or holds links, what cannot be read, or too much.""",
    why="""its files are copied beside main.tf, so that what is planned is what was reviewed with the spec. What
another address brings would be fetched, and may be another tomorrow.""",
    example="""\
modules:
  messaging: {source: "git::https://example.com/messaging.git"}
""",
    instead="a folder below the spec's own, such as `infra/messaging`; a copy of what lies elsewhere.",
)

EVERY, ONCE = "every-region", "once"
MODULE_NAME = Text(
    "a name of lower-case letters, digits and hyphens", r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", most=40
)
_SOURCE = Text(
    "a folder below the spec's folder, in letters, digits and `._-/`",
    r"^[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*$",
    most=200,
    hint="Terraform of your own lies in the project, such as in `infra/messaging`",
)
_VARIABLE = Text("the name of a variable of the module", r"^[A-Za-z_][A-Za-z0-9_-]*$", most=100)
_TEXT = Text("text, a number, `true` or `false`", r"^[^\u0000]*$", 4096)
_REFERENCE = Referring(_TEXT, hides=True)


class Plain(Shape[Any]):
    """A text, a number, true or false, a reference, or a list of such."""

    blank: Any = None

    def read(self, node: Node, label: str, diagnostics: Diagnostics) -> Any:
        if isinstance(node, source.Sequence):
            return tuple(self.read(each, f"an item of {label}", diagnostics) for each in node.items)
        if not isinstance(node, source.Scalar):
            return _REFERENCE.read(node, label, diagnostics)
        if node.reads_as == "bool" and node.text in ("true", "false"):
            return node.text == "true"
        if node.reads_as == "int" and re.fullmatch(r"-?(0|[1-9][0-9]{0,17})", node.text):
            return int(node.text)
        return _TEXT.read(node, label, diagnostics)

    def schema(self) -> JsonSchema:
        one = {"type": ["string", "integer", "boolean"]}
        either = {"anyOf": [one, {"$ref": "#/$defs/reference"}]}
        return {"anyOf": [*either["anyOf"], {"type": "array", "items": either}]}

    def words(self) -> str:
        return "text, a number, `true` or `false`, a reference, or a list of them"


@frozen
class Variable:
    """What a module's variable takes, and where it is declared."""

    file: str
    line: int
    type: str
    """As it is written; empty where nothing is said."""
    required: bool


@frozen
class Contents:
    """What lies in a module's folder, and in those that it calls."""

    files: Mapping[str, bytes]
    """By path, from the spec's folder."""
    variables: Mapping[str, Variable]
    outputs: Mapping[str, bool]
    """Whether each is sensitive."""


WAITS = ("functions", "queues", "tables")
"""What a module can wait for."""


@record
class OwnModule:
    """A module of your own."""

    source: str = field(_SOURCE, "The folder that holds it, from the spec's own.")
    in_: str = field(
        Choice(EVERY, ONCE, hints={"leader": "did you mean `once`?", "home": "did you mean `once`?"}),
        "Where it is made: in every region, or once, in the first.",
        default=EVERY,
    )
    inputs: dict[str, Any] = field(
        Named("input", _VARIABLE, Plain()),
        "Values of its variables, beside those that it is given by their names.",
        default={},
    )
    depends_on: tuple[str, ...] = field(
        Many(Choice(*WAITS)),
        "Things that have to be there before it is made: it names them by text, which waits for nothing.",
        default=(),
    )
    contents: Contents | None = plain_field(default=None)
    """What was read of it; None of a spec without its folder."""


def regions_of(stack: Stack, module: OwnModule) -> tuple[Region, ...]:
    """The regions in which a module is made."""
    return (stack.home,) if module.in_ == ONCE else stack.regions


def call_of(stack: Stack, name: str, region: str) -> str:
    """What the call of a module in a region is named. One that is made once is named as home's would be."""
    place = stack.home.name if stack.all(MODULE)[name].in_ == ONCE else region
    return f"own_{label(name)}_{label(place)}"


MODULE: Kind[OwnModule] = Kind(
    one="module",
    key="modules",
    name=MODULE_NAME,
    record=OwnModule,
    shape=lambda _: Named("module", MODULE_NAME, Record(OwnModule)),
    doc="Terraform of your own, in folders of the project: given names and ARNs, giving texts.",
    service="module",
    codes=(SOURCE,),
)
