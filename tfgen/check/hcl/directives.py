"""The directives of a template: `%{ if … }` and `%{ for … }`, what they bind, and that each is closed."""

from __future__ import annotations

import re
from typing import NamedTuple

from tfgen.check.hcl.file import File
from tfgen.check.hcl.scanner import Hole

_WORD = re.compile(r"\s*(?P<word>if|for|else|endif|endfor)\b")
_FOR = re.compile(r"\s*for\s+(?P<first>[\w-]+)\s*(?:,\s*(?P<second>[\w-]+)\s*)?\bin\b")


class _Open(NamedTuple):
    word: str
    hole: Hole
    outer: frozenset[str]


class Directives:
    """What is open as a template is read hole by hole, and `bound`, the names that are no reference there."""

    def __init__(self, file: File, bound: frozenset[str]) -> None:
        self.file, self.bound = file, bound
        self._open: list[_Open] = []

    def enter(self, hole: Hole) -> tuple[int, frozenset[str]] | None:
        """Where in a hole its expression starts, and the names bound in it; None if it has none. Raises BrokenError."""
        if not hole.directive:
            return 0, self.bound
        directive = _WORD.match(hole.structure)
        if directive is None:
            raise self.file.broken(f"`%{{{hole.structure}}}` is no directive", hole.start, hole.start + 1)
        word, outer = directive["word"], self.bound
        if word not in ("if", "for"):
            self._close(word, hole)
            return None
        self._open.append(_Open(word, hole, outer))
        loop = _FOR.match(hole.structure)
        if loop is None:
            return directive.end(), outer
        spans = [loop.span(group) for group in ("first", "second") if loop[group]]
        self.bound = outer | {self.file.text[hole.start + start : hole.start + end] for start, end in spans}
        return loop.end(), outer

    def _close(self, word: str, hole: Hole) -> None:
        opener = "for" if word == "endfor" else "if"
        if not self._open or self._open[-1].word != opener:
            raise self.file.broken(
                f"`%{{{hole.structure}}}` closes no `%{{ {opener} }}`", hole.start, hole.start + 1
            )
        if word != "else":
            self.bound = self._open.pop().outer

    def finish(self) -> None:
        """Raises BrokenError if something is open at the end."""
        if self._open:
            word, hole, _ = self._open[-1]
            raise self.file.broken(f"the `%{{ {word} … }}` is never closed", hole.start, hole.start + 1)
