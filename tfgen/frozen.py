"""Frozen dataclasses that cost little to declare.

`dataclasses.dataclass` writes the source of six methods for every class and compiles it, at every start: 0.7 ms a class,
and a kind of thing has several. Here all classes share their methods. They are dataclasses to all else: `replace`,
`fields` and `asdict` take them.
"""

from __future__ import annotations

import dataclasses
from operator import itemgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field,))
def frozen(cls: type[T]) -> type[T]:
    """A class whose instances have the fields that its annotations name, and never change.

    Two are equal, and hash alike, if they are of one class and all their fields are equal.
    """
    return _given(cls, _METHODS)


@dataclass_transform(
    frozen_default=True, eq_default=False, kw_only_default=True, field_specifiers=(dataclasses.field,)
)
def unique(cls: type[T]) -> type[T]:
    """The same, but each instance equals itself alone, and is made with its fields' names."""
    return _given(cls, {name: method for name, method in _METHODS.items() if name not in _ALIKE})


class _Form:
    """What the shared methods know of a class."""

    def __init__(self, cls: Any) -> None:
        fields = dataclasses.fields(cls)
        missing = dataclasses.MISSING
        self.names = tuple(field.name for field in fields)
        self.known = frozenset(self.names)
        self.defaults = {field.name: field.default for field in fields if field.default is not missing}
        self.factories = {f.name: f.default_factory for f in fields if f.default_factory is not missing}
        self.values = itemgetter(*self.names) if self.names else len
        """Of an instance's dictionary."""


def _given(cls: type[T], methods: dict[str, Any]) -> type[T]:
    dataclasses.dataclass(init=False, repr=False, eq=False)(cls)
    for name, value in {"__form__": _Form(cls), **methods}.items():
        setattr(cls, name, value)
    return cls


def _init(self: Any, /, *values: Any, **named: Any) -> None:
    form: _Form = self.__form__
    given = {**dict(zip(form.names, values, strict=False)), **named} if values else named
    state = form.defaults | given
    for name, make in form.factories.items():
        if name not in state:
            state[name] = make()
    if state.keys() != form.known or len(given) != len(values) + len(named):
        raise TypeError(_problem(self, values, named))
    self.__dict__.update(state)


def _problem(self: Any, values: tuple[Any, ...], named: dict[str, Any]) -> str:
    """What Python itself says of arguments that are missing, unknown, too many, or given twice."""
    name, form = type(self).__qualname__, self.__form__
    if len(values) > len(form.names):
        return f"{name} takes {len(form.names)} values, and was given {len(values)}"
    positional = form.names[: len(values)]
    unknown = sorted(named.keys() - form.known)
    twice = sorted(named.keys() & set(positional))
    optional = {*form.defaults, *form.factories}
    lacking = [each for each in form.names if each not in {*positional, *named, *optional}]
    found = {"has no": unknown, "was given twice": twice, "lacks": lacking}
    return "; ".join(f"{name} {what} {', '.join(names)}" for what, names in found.items() if names)


def _eq(self: Any, other: Any) -> Any:
    if type(self) is not type(other):
        return NotImplemented
    values = self.__form__.values
    return values(self.__dict__) == values(other.__dict__)


def _hash(self: Any) -> int:
    return hash(self.__form__.values(self.__dict__))


def _repr(self: Any) -> str:
    fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__form__.names)
    return f"{type(self).__qualname__}({fields})"


def _refuse(self: Any, name: str, _: Any = None) -> None:
    raise dataclasses.FrozenInstanceError(f"{type(self).__qualname__} does not change: {name}")


_ALIKE = ("__eq__", "__hash__")
_METHODS: dict[str, Any] = {
    "__init__": _init,
    "__eq__": _eq,
    "__hash__": _hash,
    "__repr__": _repr,
    "__setattr__": _refuse,
    "__delattr__": _refuse,
}
