"""Shapes of single values: texts, choices, whole numbers, flags."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import TypeVar

from tfgen.diagnostics import Code
from tfgen.spec import codes
from tfgen.spec.shape import Diagnostics, JsonSchema, Shape, closest, either, short
from tfgen.spec.source import IN_WORDS, Node, Scalar

T = TypeVar("T")


def _surprise(node: Scalar, label: str, diagnostics: Diagnostics) -> bool:
    """Whether YAML takes a bare text for something else; reported if so."""
    if node.reads_as == "str":
        return False
    diagnostics.append(
        codes.YAML_SURPRISE(
            f"{label} takes text, but YAML reads the bare `{node.text}` as {IN_WORDS[node.reads_as]}",
            node.span,
            f'write "{node.text}"',
        )
    )
    return True


class Text(Shape[str]):
    """A text. `form` is a regular expression that both Python and ECMA 262 read alike; `what` names it."""

    blank = ""

    def __init__(
        self, what: str, form: str | None = None, most: int | None = None, hint: str | None = None
    ) -> None:
        self.what, self.form, self.most, self.hint = what, form, most, hint

    def read(self, node: Node, label: str, diagnostics: Diagnostics) -> str:
        if not isinstance(node, Scalar) or node.reads_as == "null":
            return self.wrong_type(node, label, diagnostics)
        if _surprise(node, label, diagnostics):
            return self.blank
        text = node.text
        if self.most is not None and len(text) > self.most:
            message = f"{label} has {len(text):,} characters, {self.most:,} at most are allowed"
            diagnostics.append(codes.BAD_VALUE(message, node.span))
        elif self.form and not re.fullmatch(self.form, text):  # `$` alone would let a line break pass
            message = f"{label} takes {self.words()}, found `{short(text)}`"
            diagnostics.append(codes.BAD_VALUE(message, node.span, self.hint))
        else:
            return text
        return self.blank

    def schema(self) -> JsonSchema:
        found: JsonSchema = {"type": "string"}
        if self.form:
            found["pattern"] = self.form
        if self.most is not None:
            found["maxLength"] = self.most
        return found

    def words(self) -> str:
        return self.what


_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Day(Shape[str]):
    """A date as ISO 8601 writes it, quoted or bare. Such texts are in the order of their dates."""

    blank = ""

    def read(self, node: Node, label: str, diagnostics: Diagnostics) -> str:
        if not isinstance(node, Scalar) or node.reads_as not in ("str", "timestamp"):
            return self.wrong_type(node, label, diagnostics)
        found = re.fullmatch(self.schema()["pattern"], node.text)
        if found and _is_day(*map(int, node.text.split("-"))):
            return node.text
        diagnostics.append(
            codes.BAD_VALUE(f"{label} takes {self.words()}, found `{short(node.text)}`", node.span)
        )
        return self.blank

    def schema(self) -> JsonSchema:
        return {"type": "string", "pattern": "^20[0-9]{2}-[0-9]{2}-[0-9]{2}$"}

    def words(self) -> str:
        return "a date such as `2027-05-01`"


def _is_day(year: int, month: int, day: int) -> bool:
    leap = year % 4 == 0  # until 2099
    return 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1] - (month == 2 and not leap)


_FEW = 5
"""Choices of which the first can stand for all."""


class Choice(Shape[str]):
    """One of a few texts. `code` is of the diagnostic that another text gives, `hints` what to say of some.

    `outdated` ones are taken, and never suggested; of `versions` that are as near, the last is.
    """

    blank = ""

    def __init__(
        self,
        *choices: str,
        what: str | None = None,
        code: Code = codes.BAD_VALUE,
        hints: Mapping[str, str] | None = None,
        outdated: Collection[str] = (),
        versions: bool = False,
    ) -> None:
        self.choices, self.what, self.code, self.hints = choices, what, code, hints or {}
        self.suggested = [choice for choice in choices if choice not in outdated]
        self.versions = versions

    def read(self, node: Node, label: str, diagnostics: Diagnostics) -> str:
        if not isinstance(node, Scalar) or node.reads_as == "null":
            return self.wrong_type(node, label, diagnostics)
        if node.text in self.choices:
            return node.text
        message = f"{label} takes {self.words()}, found `{short(node.text)}`"
        hint = self.hints.get(node.text) or self.hints.get(node.text.lower())
        hint = hint or closest(node.text, self.suggested, self.versions)
        diagnostics.append(self.code(message, node.span, hint))
        return self.blank

    def schema(self) -> JsonSchema:
        return {"enum": list(self.choices)}

    def written(self, node: Node) -> str:
        return super().written(node) if len(self.choices) > _FEW or self.takes(node) else self.suggested[0]

    def words(self) -> str:
        return self.what or either([f"`{choice}`" for choice in self.choices])


_DECIMAL = r"-?(0|[1-9][0-9]*)"


_SECONDS = {
    factor: words.split()
    for factor, words in (
        (1, "s sec secs second seconds"),
        (60, "m min mins minute minutes"),
        (3600, "h hour hours"),
        (86400, "d day days"),
    )
}
_UNITS = {
    "seconds": {word: factor for factor, words in _SECONDS.items() for word in words},
    "days": {**dict.fromkeys(("d", "day", "days"), 1), **dict.fromkeys(("w", "week", "weeks"), 7)},
    "MB": {**dict.fromkeys(("m", "mb", "mib"), 1), **dict.fromkeys(("g", "gb", "gib"), 1024)},
    "messages": {"messages": 1, "message": 1},
}
"""How much of a unit, by what people write behind a number. Lambda's MB are MiB."""


class Integer(Shape[int]):
    """A whole number in plain decimal digits, from `low` to `high`, or one of a few."""

    blank = 0

    def __init__(
        self, low: int, high: int, unit: str = "", among: tuple[int, ...] = (), hint: str | None = None
    ) -> None:
        self.low, self.high, self.unit, self.among, self.hint = low, high, unit, among, hint

    def read(self, node: Node, label: str, diagnostics: Diagnostics) -> int:
        if not isinstance(node, Scalar) or node.reads_as == "null":
            return self.wrong_type(node, label, diagnostics)
        if not re.fullmatch(_DECIMAL, node.text) or node.reads_as == "str":
            return self._not_plain(node, label, diagnostics)
        number = int(node.text[:18])  # far out of range as it is; Python refuses thousands of digits
        if self.low <= number <= self.high and (not self.among or number in self.among):
            return number
        diagnostics.append(
            codes.BAD_VALUE(
                f"{label} takes {self.words()}, found {short(node.text)}", node.span, self._near(number)
            )
        )
        return self.blank

    def _not_plain(self, node: Scalar, label: str, diagnostics: Diagnostics) -> int:
        if node.reads_as == "str" and not re.fullmatch(_DECIMAL, node.text):
            return self.wrong_type(node, label, diagnostics, self._converted(node.text))
        value = in_plain_digits(node.text)
        found = (
            f'`"{short(node.text)}"`, which is text' if node.reads_as == "str" else f"`{short(node.text)}`"
        )
        diagnostics.append(
            codes.YAML_SURPRISE(
                f"{label} takes {self.words()} in plain digits, found {found}",
                node.span,
                f"write {value}" if value else None,
            )
        )
        return self.blank

    def _converted(self, text: str) -> str | None:
        """What was written with a unit, in the unit that is taken."""
        found = re.fullmatch(r"([0-9]{1,9}) ?([A-Za-z]+)", text)
        factor = _UNITS.get(self.unit, {}).get(found[2].lower()) if found else None
        number = int(found[1]) * factor if found and factor else self.low - 1
        fits = self.low <= number <= self.high and (not self.among or number in self.among)
        return f"write {number}" if fits else None

    def _near(self, number: int) -> str | None:
        if not self.among:
            return self.hint
        return f"the nearest is {min(self.among, key=lambda allowed: abs(allowed - number))}"

    def schema(self) -> JsonSchema:
        if self.among:
            return {"enum": list(self.among)}
        return {"type": "integer", "minimum": self.low, "maximum": self.high}

    def words(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        if self.among:
            return either([str(number) for number in self.among]) + unit
        if self.low == self.high:
            return f"the number {self.low}{unit}"
        return f"a whole number from {self.low:,} to {self.high:,}{unit}".replace(",", "")


def in_plain_digits(text: str) -> str | None:
    """What YAML 1.1 takes an odd number for, in plain digits: 1_000 is 1000, 017 is 15."""
    digits = text.replace("_", "")
    if len(digits) > 18:  # no number of a spec is near, and Python refuses thousands of digits
        return None
    for base, form in (
        (10, r"[+-]?(0|[1-9]\d*)"),
        (8, r"[+-]?0[0-7]+"),
        (16, r"[+-]?0x[\da-fA-F]+"),
        (2, r"[+-]?0b[01]+"),
    ):
        if re.fullmatch(form, digits):
            return str(int(digits, base))
    return None


class Nullable(Shape[T | None]):
    """A value, or nothing at all behind the key: it is not known."""

    blank = None

    def __init__(self, shape: Shape[T]) -> None:
        self.shape = shape

    def read(self, node: Node, label: str, diagnostics: Diagnostics) -> T | None:
        if isinstance(node, Scalar) and node.reads_as == "null" and not node.text:
            return None
        known = len(diagnostics)
        value = self.shape.read(node, label, diagnostics)
        return None if len(diagnostics) > known else value

    def schema(self) -> JsonSchema:
        return {"anyOf": [self.shape.schema(), {"type": "null"}]}

    def words(self) -> str:
        return self.shape.words()


class Flag(Shape[bool]):
    """`true` or `false`, and no other spelling."""

    blank = False

    def read(self, node: Node, label: str, diagnostics: Diagnostics) -> bool:
        if isinstance(node, Scalar) and node.reads_as == "bool":
            if node.text in ("true", "false"):
                return node.text == "true"
            meant = "true" if node.text.lower() in ("yes", "on", "true") else "false"
            message = f"{label} takes {self.words()}, found `{node.text}`"
            diagnostics.append(codes.YAML_SURPRISE(message, node.span, f"write {meant}"))
            return self.blank
        return self.wrong_type(node, label, diagnostics)

    def schema(self) -> JsonSchema:
        return {"type": "boolean"}

    def words(self) -> str:
        return "`true` or `false`"
