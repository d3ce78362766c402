"""Inputs: what whoever deploys says, as Terraform variables of the root."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tfgen.spec import codes as spec_codes
from tfgen.spec import source
from tfgen.spec.record import field, record
from tfgen.spec.scalars import Choice, Flag, Text
from tfgen.spec.shape import Diagnostics, JsonSchema, Shape, short
from tfgen.spec.source import Node
from tfgen.stack.reading import Reading
from tfgen.stack.reference_codes import BAD_INPUT

Default = str | int | float | bool

_RESERVED = ("count", "depends_on", "for_each", "lifecycle", "locals", "providers", "source", "version")
INPUT_NAME = Text(
    f"a name of lower-case letters, digits and `_`, none of {', '.join(_RESERVED)}",
    rf"^(?!({'|'.join(_RESERVED)})$)[a-z][a-z0-9_]*$",
    most=64,
)
"""Source: https://developer.hashicorp.com/terraform/language/block/variable"""


class Plain(Shape[Default | None]):
    """A text, a number, `true` or `false`."""

    blank = None

    def read(self, node: Node, label: str, diagnostics: Diagnostics) -> Default | None:
        if not isinstance(node, source.Scalar):
            return self.wrong_type(node, label, diagnostics)
        if node.reads_as == "str":
            return node.text
        if node.reads_as == "bool" and node.text in ("true", "false"):
            return node.text == "true"
        if node.reads_as == "int" and re.fullmatch(r"-?(0|[1-9]\d{0,14})", node.text):
            return int(node.text)
        if node.reads_as == "float" and re.fullmatch(r"-?(0|[1-9]\d{0,14})\.\d{1,15}", node.text):
            return float(node.text)
        message = f"{label} takes {self.words()}, and YAML reads `{short(node.text)}` as {source.IN_WORDS[node.reads_as]}"
        diagnostics.append(
            spec_codes.YAML_SURPRISE(message, node.span, f'write "{short(node.text)}" if it is text')
        )
        return self.blank

    def schema(self) -> JsonSchema:
        return {"type": ["string", "number", "boolean"]}

    def words(self) -> str:
        return "text, a number, `true` or `false`"


@record
class Input:
    """A Terraform variable of the root, which references such as `{input: log_level}` take as text."""

    type: str = field(Choice("string", "number", "bool"), "What it takes.", default="string")
    default: Default | None = field(
        Plain(), "What it is if nobody says otherwise. Without one, each plan has to be told.", default=None
    )
    description: str = field(
        Text("text", r"^[^\u0000-\u001f\u007f]*$", most=256), "What it is, for whoever deploys.", default=""
    )
    sensitive: bool = field(
        Flag(),
        "Whether Terraform hides it. It cannot stand where anybody could read it, such as in `env`.",
        default=False,
    )


_TYPES = {str: "string", bool: "bool", int: "number", float: "number"}


def check(inputs: Mapping[str, Input], reading: Reading) -> None:
    """Reports defaults of another type, and those that are secret."""
    for name, each in inputs.items():
        if each.default is None:
            continue
        path, found = ("inputs", name, "default"), _TYPES[type(each.default)]
        if each.type and found != each.type:
            message = f"input `{name}` is a {each.type}, and its default a {found}"
            reading.report(BAD_INPUT, path, message, _mended(each, found))
        elif each.sensitive:
            message = f"input `{name}` is sensitive, and its default stands here for everybody to read"
            reading.report(BAD_INPUT, path, message, "leave `default` out, and give it as TF_VAR_" + name)


def _mended(each: Input, found: str) -> str:
    text: Any = str(each.default).lower() if isinstance(each.default, bool) else each.default
    return (
        f'write `default: "{text}"`, or `type: {found}`'
        if each.type == "string"
        else f"write `type: {found}`"
    )
