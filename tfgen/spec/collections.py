"""Shapes of lists and mappings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from tfgen.diagnostics import Diagnostic
from tfgen.spec import codes, source
from tfgen.spec.scalars import Choice, Integer, Text
from tfgen.spec.shape import NOTHING, Diagnostics, JsonSchema, Shape, plain, short
from tfgen.spec.source import Node, Scalar

T = TypeVar("T")
_FEW = 8
"""Items that a hint writes."""


class Many(Shape[tuple[T, ...]]):
    """A list without repetition."""

    blank: tuple[T, ...] = ()

    def __init__(self, item: Shape[T], least: int = 0, most: int | None = None) -> None:
        self.item, self.least, self.most = item, least, most

    def read(self, node: Node, label: str, diagnostics: Diagnostics) -> tuple[T, ...]:
        if not isinstance(node, source.Sequence):
            return self.wrong_type(node, label, diagnostics, f"write `{self.written(node)}`")
        count = len(node.items)
        if count < self.least or (self.most is not None and count > self.most):
            message = f"{label} takes {self.words()}, found {count or 'none'}"
            diagnostics.append(codes.BAD_VALUE(message, node.span))
        values: dict[str, T] = {}  # by what tells them apart: those that hold mappings have no hash
        for item in node.items:
            known = len(diagnostics)
            value = self.item.read(item, f"an item of {label}", diagnostics)
            if len(diagnostics) > known and not isinstance(value, str | int):
                values[f"{value!r} {len(values)}"] = value  # mistaken: it is like another by its blanks alone
            elif repr(value) in values:
                said = f"`{value}`" if isinstance(value, str | int) else "the same item"
                message = f"{said} stands twice in {label}"
                diagnostics.append(codes.DUPLICATE(message, item.span, "keep one of them"))
            elif value != self.item.blank:
                values[repr(value)] = value
        return tuple(values.values())

    def schema(self) -> JsonSchema:
        found: JsonSchema = {"type": "array", "items": self.item.schema(), "uniqueItems": True}
        if self.least:
            found["minItems"] = self.least
        if self.most is not None:
            found["maxItems"] = self.most
        return found

    def written(self, node: Node) -> str:
        parts = _parts(node)
        several = parts if all(map(self.item.takes, parts)) else [node]
        return f"[{', '.join(self.item.written(each) for each in several)}]"

    def words(self) -> str:
        return f"a list of {_how_many(self.least, self.most, 'item', 'items')}, each {self.item.words()}"


def _how_many(least: int, most: int | None, one: str, several: str) -> str:
    if most is not None:
        return f"{least} to {most} {several}" if least else f"at most {most} {several}"
    return f"at least one {one}" if least else several


def _parts(node: Node) -> list[Node]:
    """A text that is a list to whoever wrote it, at its commas."""
    if not isinstance(node, Scalar) or node.text.count(",") >= _FEW:
        return [node]
    return [Scalar(text.strip(), node.reads_as, node.span) for text in node.text.split(",")]


class OneOrMany(Shape[tuple[T, ...]]):
    """One item, or a list of them."""

    blank: tuple[T, ...] = ()

    def __init__(self, item: Shape[T], most: int | None = None) -> None:
        self.item, self.many = item, Many(item, least=1, most=most)

    def read(self, node: Node, label: str, diagnostics: Diagnostics) -> tuple[T, ...]:
        if isinstance(node, source.Sequence):
            return self.many.read(node, label, diagnostics)
        value = self.item.read(node, label, diagnostics)
        return () if value == self.item.blank else (value,)

    def schema(self) -> JsonSchema:
        return {"anyOf": [self.item.schema(), self.many.schema()]}

    def written(self, node: Node) -> str:
        return self.item.written(node)

    def words(self) -> str:
        return f"{self.item.words()}, or a list of them"


class Named(Shape[dict[str, T]]):
    """A mapping from names to values of one shape. `title` is what one of them is called."""

    def __init__(
        self,
        title: str,
        name: Text | Choice,
        value: Shape[T],
        least: int = 0,
        most: int | None = None,
        several: str = "",
    ) -> None:
        self.title, self.name, self.value, self.least, self.most = title, name, value, least, most
        self.several = several or f"{title}{'es' if title.endswith('x') else 's'}"

    @property
    def blank(self) -> dict[str, T]:  # type: ignore[override]  # a fresh one each time: it is mutable
        return {}

    def read(self, node: Node, label: str, diagnostics: Diagnostics) -> dict[str, T]:
        if not isinstance(node, source.Mapping):
            return self.wrong_type(node, label, diagnostics, f"write `{self.written(node)}`")
        count = len(node.entries)
        if count < self.least or (self.most is not None and count > self.most):
            message = f"{label} takes {self.words()}, found {count or 'none'}"
            diagnostics.append(codes.BAD_VALUE(message, node.span))
        found = {}
        for text, entry in node.entries.items():
            known = len(diagnostics)
            self.name.read(entry.key, f"the name of {self.title} `{short(text)}`", diagnostics)
            value = self.value.read(entry.value, f"{self.title} `{short(text)}`", diagnostics)
            if len(diagnostics) == known or value != self.value.blank:
                found[text] = value
        return found

    def schema(self) -> JsonSchema:
        found: JsonSchema = {
            "type": "object",
            "propertyNames": self.name.schema(),
            "additionalProperties": self.value.schema(),
        }
        if self.least:
            found["minProperties"] = self.least
        if self.most is not None:
            found["maxProperties"] = self.most
        return found

    def below(self, name: str) -> Shape[Any] | None:  # noqa: ARG002  # all are alike
        return self.value

    def written(self, node: Node) -> str:
        names = [text for each in _names(node) if (text := plain(each)) and self.name.takes(each)]
        value = self.value.written(NOTHING)
        return f"{{{', '.join(f'{name}: {value}' for name in names[: self.most]) or f'…: {value}'}}}"

    def words(self) -> str:
        return f"a mapping of {_how_many(self.least, self.most, self.title, self.several)}"


def _names(node: Node) -> list[Node]:
    """What names the things that are written as a list, or as one name."""
    if not isinstance(node, source.Sequence):
        return [node]
    named = (
        each.entries["name"].value if isinstance(each, source.Mapping) and "name" in each.entries else each
        for each in node.items
    )
    return list(named)[:_FEW]


class Listed(Shape[dict[str, T]]):
    """A name, a list of names, or a mapping from names to values. `plain` is the value of a name that stands alone."""

    def __init__(self, title: str, name: Text, value: Shape[T], plain: T) -> None:
        self.names, self.named, self.plain = OneOrMany(name), Named(title, name, value, least=1), plain

    @property
    def blank(self) -> dict[str, T]:  # type: ignore[override]  # a fresh one each time: it is mutable
        return {}

    def read(self, node: Node, label: str, diagnostics: Diagnostics) -> dict[str, T]:
        if isinstance(node, source.Mapping):
            return self.named.read(node, label, diagnostics)
        return dict.fromkeys(self.names.read(node, label, diagnostics), self.plain)

    def schema(self) -> JsonSchema:
        return {"anyOf": [*self.names.schema()["anyOf"], self.named.schema()]}

    def written(self, node: Node) -> str:
        return self.names.written(node)

    def words(self) -> str:
        return f"{self.names.words()}, or a mapping of {self.named.several} to settings"


class Either(Shape[Any]):
    """One shape or another, told apart by the kind of node alone."""

    def __init__(self, first: Shape[Any], other: Shape[Any]) -> None:
        self.first, self.other, self.blank = first, other, first.blank

    def read(self, node: Node, label: str, diagnostics: Diagnostics) -> Any:
        for shape in (self.other, self.first):
            if isinstance(node, _node_of(shape)):
                found: Diagnostics = []
                value = shape.read(node, label, found)
                diagnostics += [self._told(each, shape, node, label) for each in found]
                return value
        hint = f"write `{self.written(node)}`" if isinstance(node, Scalar) else None
        return self.wrong_type(node, label, diagnostics, hint)

    def _told(self, found: Diagnostic, shape: Shape[Any], node: Node, label: str) -> Diagnostic:
        """What a choice refuses, with what else might have been written: the item alone of a list, for one."""
        head = f"{label} takes {shape.words()}"
        if not isinstance(shape, Choice) or not found.message.startswith(head):
            return found
        message = f"{label} takes {self.words()}{found.message.removeprefix(head)}"
        is_item = isinstance(self.other, Many) and self.other.item.takes(node) and plain(node)
        hint = found.hint or (f"write `[{plain(node)}]`" if is_item else None)
        return replace(found, message=message, hint=hint)

    def below(self, name: str) -> Shape[Any] | None:
        return self.other.below(name) or self.first.below(name)

    def expanded(self, node: Node) -> source.Mapping | None:
        return names_alone(node) if isinstance(self.first, Many) and isinstance(self.other, Named) else None

    def written(self, node: Node) -> str:
        return self.first.written(node)

    def schema(self) -> JsonSchema:
        return {"anyOf": [self.first.schema(), self.other.schema()]}

    def words(self) -> str:
        return f"{self.first.words()}, or {self.other.words()}"


def names_alone(node: Node) -> source.Mapping | None:
    """The mapping that a list of names is short for: each without settings. None for what is no such list."""
    if not isinstance(node, source.Sequence):
        return None
    found = source.Mapping(node.span, flow=True)
    for item in node.items:
        if not isinstance(item, Scalar) or item.text in found.entries:
            return None
        found.entries[item.text] = source.Entry(item, source.Mapping(item.span, flow=True))
    return found


def _node_of(shape: Shape[Any]) -> type:
    if isinstance(shape, Many):
        return source.Sequence
    return Scalar if isinstance(shape, Choice | Integer | Text) else source.Mapping
