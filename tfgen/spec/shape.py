"""Shapes: what a value of the spec may be.

One declaration serves three readers: `read` turns a node into a typed value and reports what is wrong,
`schema` describes the same values as JSON Schema for editors, and `words` says them in the reference.
What is wrong never stops the reading: the value becomes `blank`, so that all of it is told in one go.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any, Generic, TypeVar

from tfgen.diagnostics import Diagnostic, Span
from tfgen.spec import codes, source
from tfgen.spec.source import IN_WORDS, Node

T = TypeVar("T")
Diagnostics = list[Diagnostic]
JsonSchema = dict[str, Any]
NOTHING = source.Scalar("", "null", Span("", 1, 1, 1, 1))
"""A node of which nothing is known."""


class Shape(Generic[T]):
    """What a value may be. `label` in `read` names the value in messages: "`memory` of function `get`"."""

    blank: T

    def read(self, node: Node, label: str, diagnostics: Diagnostics) -> T:
        """The value, or `blank` with the reason in `diagnostics`."""
        raise NotImplementedError

    def schema(self) -> JsonSchema:
        """The same values as JSON Schema (2020-12)."""
        raise NotImplementedError

    def words(self) -> str:
        """The same values in a few words, to stand behind "takes"."""
        raise NotImplementedError

    def written(self, node: Node) -> str:
        """How such a value is written: with what was found where that fits, and `…` for what is not known."""
        return plain(node) if self.takes(node) and plain(node) else "…"

    def below(self, name: str) -> Shape[Any] | None:  # noqa: ARG002  # most have nothing below
        """The shape of what stands behind a key of such a value, if that is known."""
        return None

    def expanded(self, node: Node) -> source.Mapping | None:  # noqa: ARG002  # most have no short form
        """The mapping that a node is short for, if it is; a new one each time."""
        return None

    def takes(self, node: Node) -> bool:
        """Whether a node can be read without a complaint."""
        found: Diagnostics = []
        self.read(node, "", found)
        return not found

    def wrong_type(self, node: Node, label: str, diagnostics: Diagnostics, hint: str | None = None) -> T:
        """Reports that the node is of another type, and answers `blank`."""
        message = f"{label} takes {self.words()}, found {_found(node)}"
        diagnostics.append(codes.WRONG_TYPE(message, node.span, hint))
        return self.blank


def plain(node: Node) -> str:
    """The text of a node that can stand in a list or mapping as it is, without quotes; empty of others."""
    is_plain = isinstance(node, source.Scalar) and re.fullmatch(r"[\w./*+-]+( [\w./*+-]+)*", node.text)
    return short(node.text) if isinstance(node, source.Scalar) and is_plain else ""


def _found(node: Node) -> str:
    if isinstance(node, source.Mapping):
        return "a mapping"
    if isinstance(node, source.Sequence):
        return "a list"
    if node.reads_as == "str":
        return f"`{short(node.text)}`"
    if not node.text:
        return "nothing"
    return f"`{short(node.text)}`, which YAML reads as {IN_WORDS[node.reads_as]}"


def short(text: str) -> str:
    """A text cut to what a message can hold."""
    return text if len(text) <= 60 else text[:57] + "…"


def closest(name: str, known: Collection[str], newest: bool = False) -> str | None:
    """A hint that names what was probably meant: all that are as near, or of versions the `newest` alone."""
    found = _as_near(name, known)
    if len(found) > _MOST_TOLD and not newest:
        return None
    told = either([f"`{each}`" for each in (found[-1:] if newest else found)])
    return f"did you mean {told}?" if found else None


def either(words: Sequence[str]) -> str:
    """`a`, `a or b`, `a, b or c`; empty for none."""
    return " or ".join(each for each in (", ".join(words[:-1]), *words[-1:]) if each)


_MOST_CANDIDATES = 100
"""Comparing is slow: a spec with thousands of wrong names among thousands of right ones must not take minutes."""
_MOST_TOLD = 8


def nearest(name: str, known: Collection[str]) -> str | None:
    """What was probably meant by a name, if anything is near."""
    found = _as_near(name, known)
    return found[-1] if found else None


def _as_near(name: str, known: Collection[str]) -> list[str]:
    """All that may have been meant alike, in the order of `known`."""
    if not name or len(known) > _MOST_CANDIDATES:
        return []
    candidates = {candidate.lower(): candidate for candidate in known}
    name = name.lower()
    longer = [each for each in candidates if len(name) > 2 and each.startswith(name)]
    return [candidates[each] for each in longer or _like(name, candidates)]


def _like(name: str, candidates: Collection[str]) -> list[str]:
    import difflib

    near = difflib.get_close_matches(name, candidates, n=len(candidates) or 1, cutoff=0.6)
    swapped = [each for each in near if sorted(each) == sorted(name)]
    likeness = {each: difflib.SequenceMatcher(None, each, name).ratio() for each in swapped or near}
    return [each for each in candidates if likeness.get(each) == max(likeness.values(), default=0)]
