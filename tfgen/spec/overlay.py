"""A tree laid over another: JSON Merge Patch (https://www.rfc-editor.org/rfc/rfc7396) on nodes that know where they stand.

Mappings merge, `null` takes away, all else replaces. Short forms are expanded first, as the shape tells them: a list of
names over a mapping selects those, and a mapping over a list gives its names their settings. What comes of it stands
where its values are written, in the one tree or the other; neither is changed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tfgen.frozen import frozen
from tfgen.spec import codes, source
from tfgen.spec.record import Partial, is_null
from tfgen.spec.shape import Diagnostics, JsonSchema, Shape
from tfgen.spec.source import Entry, Node, Path, Scalar


@frozen
class Loss:
    """An entry of an overlay by which something goes: a `null`, or another value where a list or a mapping stood."""

    path: Path
    entry: Entry
    beside: frozenset[str]
    """The keys that stand where it takes something away."""

    @property
    def is_of_nothing(self) -> bool:
        """Whether there is nothing to take away."""
        return self.path[-1] not in self.beside


class Overlay:
    """What a tree is laid over others with. The entry `but` is left out."""

    def __init__(self, but: Entry | None = None) -> None:
        self.but = but
        self.losses: list[Loss] = []

    def over(self, base: Node | None, patch: Node, shape: Shape[Any] | None, path: Path = ()) -> Node:
        """A tree laid over another of the same shape, or over nothing."""
        if not isinstance(patch, source.Mapping):
            return _selected(base, patch, shape)
        under = _mapping(base, shape)
        model = under or patch
        found = source.Mapping(model.span, model.flow)
        found.key, found.size = model.key, model.size
        found.entries = dict(under.entries) if under else {}
        for name, entry in patch.entries.items():
            if entry is not self.but:
                self._lay(found, name, entry, shape, (*path, name))
        return found

    def _lay(
        self, found: source.Mapping, name: str, entry: Entry, shape: Shape[Any] | None, path: Path
    ) -> None:
        there = found.entries.get(name)
        below = shape.below(name) if shape else None
        is_mapping = isinstance(entry.value, source.Mapping)
        if is_null(entry.value) or not (is_mapping or there is None or isinstance(there.value, Scalar)):
            self.losses.append(Loss(path, entry, frozenset(found.entries)))
        if is_null(entry.value):
            found.entries.pop(name, None)
            return
        value = self.over(there.value if there else None, entry.value, below, path)
        is_merged = there is not None and is_mapping and _mapping(there.value, below) is not None
        found.entries[name] = Entry(there.key if there and is_merged else entry.key, value)


def _mapping(node: Node | None, shape: Shape[Any] | None) -> source.Mapping | None:
    """A node as the mapping that it is, or that it is short for."""
    if node is None or isinstance(node, source.Mapping):
        return node
    return shape.expanded(node) if shape else None


def _selected(base: Node | None, patch: Node, shape: Shape[Any] | None) -> Node:
    """What a list, or a text, makes of what it is laid over: it takes its place, unless it names entries of a mapping."""
    names = shape.expanded(patch) if shape and isinstance(base, source.Mapping) else None
    if names is None or not isinstance(base, source.Mapping):
        return patch
    for name, entry in names.entries.items():
        if name in base.entries:
            entry.value = base.entries[name].value
    return names


class Laid(Shape[dict[str, Any]]):
    """What is laid over a record. What of it is wrong shows where it is laid; `but` are keys that it cannot have."""

    def __init__(self, record: Callable[[], Partial], but: tuple[str, ...]) -> None:
        self.record, self.but = record, but

    @property
    def blank(self) -> dict[str, Any]:  # type: ignore[override]  # a fresh one each time: it is mutable
        return {}

    def read(self, node: Node, label: str, diagnostics: Diagnostics) -> dict[str, Any]:
        if not isinstance(node, source.Mapping):
            hint = "write {} where nothing differs" if is_null(node) else None
            return self.wrong_type(node, label, diagnostics, hint)
        for name in self.but:
            if name in node.entries:
                message = f"{label} has `{name}`, which is the whole spec's"
                diagnostics.append(codes.BAD_VALUE(message, node.entries[name].key.span, "take it out there"))
        return {}

    def schema(self) -> JsonSchema:
        return _partly(Partial(self.record().fields, self.but).schema())

    def words(self) -> str:
        return "a mapping of what differs in it"


def _partly(schema: JsonSchema) -> JsonSchema:
    """The JSON Schema of what may be laid over what another describes: nothing is required, and `null` takes away."""
    found = {
        name: value for name, value in schema.items() if name not in ("required", "minProperties", "default")
    }
    if "anyOf" in found:
        found["anyOf"] = [_partly(each) for each in found["anyOf"]]
    if "properties" in found:
        found["properties"] = {name: _or_null(each) for name, each in found["properties"].items()}
    if isinstance(found.get("additionalProperties"), dict):
        found["additionalProperties"] = _or_null(found["additionalProperties"])
    return found


def _or_null(schema: JsonSchema) -> JsonSchema:
    found = _partly(schema)
    if "anyOf" in found:
        return {**found, "anyOf": [*found["anyOf"], {"type": "null"}]}
    if "enum" in found:
        found["enum"] = [*found["enum"], None]
    return {**found, "type": [found["type"], "null"]} if isinstance(found.get("type"), str) else found
