"""Shapes of mappings with known keys, declared as frozen dataclasses whose fields are made by `field`."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from keyword import iskeyword
from typing import Any, TypeVar, cast, dataclass_transform

from tfgen.frozen import frozen
from tfgen.spec import codes, source
from tfgen.spec.habits import habitual
from tfgen.spec.shape import NOTHING, Diagnostics, JsonSchema, Shape, either, nearest, short
from tfgen.spec.source import Node

T = TypeVar("T")


_REQUIRED = object()
THE_SPEC = "the spec"
"""What the outermost record is called."""


def field(shape: Shape[T], doc: str, *, default: Any = _REQUIRED) -> T:
    """A field of a record: its shape, what the reference says of it, and its default."""
    metadata = {"shape": shape, "doc": doc}
    if default is _REQUIRED:
        return cast("T", dataclasses.field(metadata=metadata))
    if isinstance(default, dict):
        return cast("T", dataclasses.field(default_factory=lambda: dict(default), metadata=metadata))
    return cast("T", dataclasses.field(default=default, metadata=metadata))


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """A class of the spec's model: frozen, whose fields are made by `field`."""
    return frozen(cls)


@frozen
class Field:
    """A field as the readers of a record need it."""

    name: str
    shape: Shape[Any]
    doc: str
    default: Any
    required: bool


def fields(cls: type) -> dict[str, Field]:
    """The fields of a record that the spec can say, in order."""
    found = {}
    for field in dataclasses.fields(cls):
        if "shape" in field.metadata:
            missing = dataclasses.MISSING
            default = field.default if field.default_factory is missing else field.default_factory()
            required = default is missing
            shape, doc = field.metadata["shape"], field.metadata["doc"]
            name = field.name.rstrip("_")  # `in_` is the key `in`, which Python keeps for itself
            found[name] = Field(name, shape, doc, None if required else default, required)
    return found


_FEW = 3
"""Required keys that a hint writes out."""


class Partial(Shape[dict[str, Any]]):
    """Some of a record's fields, without their defaults: what was said, and no more."""

    def __init__(
        self, known: type | Mapping[str, Field], but: tuple[str, ...] = (), of: type | None = None
    ) -> None:
        self.cls = known if isinstance(known, type) else of
        every = fields(known) if isinstance(known, type) else known
        self.fields = {name: field for name, field in every.items() if name not in but}

    @property
    def blank(self) -> dict[str, Any]:  # type: ignore[override]  # a fresh one each time: it is mutable
        return {}

    def read(self, node: Node, label: str, diagnostics: Diagnostics) -> dict[str, Any]:
        if not isinstance(node, source.Mapping):
            return self.wrong_type(node, label, diagnostics, self._known())
        owner = "" if label == THE_SPEC else f" of {label}"
        found = {}
        for name, entry in node.entries.items():
            field = self.fields.get(name)
            if field is None:
                message = f"unknown key `{short(name)}` in {label}"
                diagnostics.append(codes.UNKNOWN_KEY(message, entry.key.span, self._meant(name)))
            else:
                known = len(diagnostics)
                value = field.shape.read(entry.value, f"`{name}`{owner}", diagnostics)
                if len(diagnostics) == known or value != field.shape.blank:
                    found[name] = value
        return found

    def below(self, name: str) -> Shape[Any] | None:
        return self.fields[name].shape if name in self.fields else None

    def _meant(self, name: str) -> str:
        if name in getattr(self.cls, "HINTS", {}):
            return str(self.cls.HINTS[name])  # type: ignore[union-attr]  # as getattr has found
        found = _nearest(name, self.fields)
        return f"did you mean `{found}`?" if found else self._known()

    def _known(self) -> str:
        return f"known keys: {', '.join(self.fields)}"

    def schema(self) -> JsonSchema:
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": {name: _field_schema(field) for name, field in self.fields.items()},
        }

    def written(self, node: Node) -> str:  # noqa: ARG002  # which key a text belongs to is not known
        return "{…}"

    def words(self) -> str:
        return "a mapping"


def _field_schema(field: Field) -> JsonSchema:
    found = {**field.shape.schema(), "description": field.doc}
    default = list(field.default) if isinstance(field.default, tuple) else field.default
    if (default and isinstance(default, str | int | list)) or default is False:
        found["default"] = default
    return found


class Keys(Partial):
    """All of the fields: what is missing is reported, and required fields that are mistaken are blank."""

    def read(self, node: Node, label: str, diagnostics: Diagnostics) -> dict[str, Any]:
        if not isinstance(node, source.Mapping):
            empty = "write {} where nothing differs" if not missing(self.fields, ()) else None
            return self.wrong_type(node, label, diagnostics, (is_null(node) and empty) or self._hint(node))
        given = super().read(node, label, diagnostics)
        report_missing(self.fields, node, label, diagnostics)
        defaults = {name: field.default for name, field in self.fields.items() if not field.required}
        return {**defaults, **blanks(self.fields), **given}

    def schema(self) -> JsonSchema:
        required = [name for name, field in self.fields.items() if field.required]
        found = super().schema()
        return {**found, "required": required} if required else found

    def _hint(self, node: Node) -> str:
        required = missing(self.fields, ())
        return (
            f"write `{self.written(node)}`; {self._known()}" if 0 < len(required) <= _FEW else self._known()
        )

    def written(self, node: Node) -> str:  # noqa: ARG002  # as above
        required = missing(self.fields, ())
        return f"{{{', '.join(f'{name}: {self.fields[name].shape.written(NOTHING)}' for name in required)}}}"


class OneOf(Shape[Any]):
    """One of several records, told apart by the key that each alone requires. `hints` says what to do for other keys."""

    blank: Any = None

    def __init__(
        self, title: str, records: Mapping[str, type], hints: Mapping[str, str] | None = None
    ) -> None:
        self.title, self.hints = title, hints or {}
        self.records: dict[str, Record[Any]] = {key: Record(cls) for key, cls in records.items()}

    def read(self, node: Node, label: str, diagnostics: Diagnostics) -> Any:
        if not isinstance(node, source.Mapping):
            habit = self.hints.get(node.text) if isinstance(node, source.Scalar) else None
            return self.wrong_type(node, label, diagnostics, habit or self._only(node))
        found = [key for key in self.records if key in meant(node.entries, self.known())]
        if len(found) == 1:
            return self.records[found[0]].read(node, label, diagnostics)
        known = {key for record in self.records.values() for key in record.given.fields}
        unknown = [] if found else [key for key in node.entries if key not in known]
        for key in unknown:
            message = f"unknown key `{short(key)}` in {label}"
            hint = self.hints.get(key) or self._only(NOTHING)
            diagnostics.append(codes.UNKNOWN_KEY(message, node.entries[key].key.span, hint))
        if not unknown:
            told = " and ".join(f"`{key}`" for key in found) or "none"
            message = f"{label} takes {self.words()}, found {told}"
            diagnostics.append(codes.BAD_VALUE(message, node.span, self._only(NOTHING)))
        return self.blank

    def below(self, name: str) -> Shape[Any] | None:
        return next((below for each in self.records.values() if (below := each.below(name))), None)

    def _only(self, node: Node) -> str:
        keys = either([f"`{key}`" for key in self.records])
        return f"{keys} is all that there is: write `{self.written(node)}`"

    def written(self, node: Node) -> str:
        known = self.known()
        return either([f"{{{key}: {known[key].shape.written(node)}}}" for key in self.records])

    def known(self) -> dict[str, Field]:
        """The keys that tell them apart."""
        return {key: record.given.fields[key] for key, record in self.records.items()}

    def schema(self) -> JsonSchema:
        return {"anyOf": [record.schema() for record in self.records.values()]}

    def words(self) -> str:
        return f"{self.title}: a mapping with {' or '.join(f'`{key}`' for key in self.records)}"


class Record(Shape[T]):
    """All of a record: defaults filled in, what is missing reported. A mistaken field is left blank."""

    def __init__(self, cls: type[T]) -> None:
        self.cls, self.given = cls, Keys(cls)
        self.blank = cast("T", None)

    def read(self, node: Node, label: str, diagnostics: Diagnostics) -> T:
        given = self.given.read(node, label, diagnostics)
        if not isinstance(node, source.Mapping):
            return self.blank
        return self.cls(**{f"{name}_" if iskeyword(name) else name: value for name, value in given.items()})

    def below(self, name: str) -> Shape[Any] | None:
        return self.given.below(name)

    def schema(self) -> JsonSchema:
        return self.given.schema()

    def written(self, node: Node) -> str:
        return self.given.written(node)

    def words(self) -> str:
        return self.given.words()


def report_missing(
    known: Mapping[str, Field], node: source.Mapping, label: str, diagnostics: Diagnostics
) -> None:
    """Reports the required fields that a mapping does not have."""
    for name in missing(known, meant(node.entries, known)):
        message = f"{label} lacks `{name}`"
        hint = f"`{name}` takes {known[name].shape.words()}"
        diagnostics.append(codes.MISSING(message, node.key or node.span, hint))


def blanks(known: Mapping[str, Field]) -> dict[str, Any]:
    """What stands for required fields that were mistaken or not given, so that the rest can be checked."""
    return {name: field.shape.blank for name, field in known.items() if field.required}


def is_null(node: Node) -> bool:
    """Whether nothing is written where a value should be."""
    return isinstance(node, source.Scalar) and node.reads_as == "null"


def meant(written: Iterable[str], known: Mapping[str, Field]) -> set[str]:
    """The fields that keys stand for, misspelt ones included: a misspelt field is not missing as well."""
    names = (name if name in known else _nearest(name, known) for name in written)
    return {name for name in names if name}


def _nearest(name: str, known: Mapping[str, Field]) -> str | None:
    """The field that a key probably stands for: by the habits of other tools, or else by its letters."""
    return habitual(name, known) or nearest(name, known)


def missing(known: Mapping[str, Field], given: Iterable[str]) -> list[str]:
    """Required fields that were not given."""
    said_already = set(given)
    return [name for name, field in known.items() if field.required and name not in said_already]
