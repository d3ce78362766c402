"""Shapes: what a value of the spec may be.

One declaration serves three readers: `read` turns a node into a typed value and reports every mistake,
`schema` describes the same values as JSON Schema for editors, and `words` says them in the reference.
A mistake never stops the reading: the value becomes `blank`, so that all mistakes are shown in one go.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from tfgen.diagnostics import Diagnostic
from tfgen.spec import mistakes, source
from tfgen.spec.source import IN_WORDS, Node

T = TypeVar("T")
Problems = list[Diagnostic]
JsonSchema = dict[str, Any]


class Shape(Generic[T]):
    """What a value may be. `label` in `read` names the value in messages: "`memory` of function `get`"."""

    blank: T

    def read(self, node: Node, label: str, problems: Problems) -> T:
        """The value, or `blank` with the reason in `problems`."""
        raise NotImplementedError

    def schema(self) -> JsonSchema:
        """The same values as JSON Schema (2020-12)."""
        raise NotImplementedError

    def words(self) -> str:
        """The same values in a few words, to stand behind "takes"."""
        raise NotImplementedError

    def wrong_type(self, node: Node, label: str, problems: Problems) -> T:
        """Reports that the node is of another type, and answers `blank`."""
        problems.append(mistakes.WRONG_TYPE(f"{label} takes {self.words()}, found {_found(node)}", node.span))
        return self.blank


def _found(node: Node) -> str:
    if isinstance(node, source.Mapping):
        return "a mapping"
    if isinstance(node, source.Sequence):
        return "a list"
    if node.reads_as == "str":
        return f"`{short(node.text)}`"
    return (
        "nothing"
        if node.reads_as == "null"
        else f"`{short(node.text)}`, which YAML reads as {IN_WORDS[node.reads_as]}"
    )


def short(text: str) -> str:
    """A text cut to what a message can hold."""
    return text if len(text) <= 60 else text[:57] + "…"


def closest(name: str, known: Iterable[str]) -> str | None:
    """A hint that names what was probably meant, if anything is near."""
    candidates = {candidate.lower(): candidate for candidate in known}
    near = difflib.get_close_matches(name.lower(), candidates, n=1, cutoff=0.6)
    return f"did you mean `{candidates[near[0]]}`?" if near else None
