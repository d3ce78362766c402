"""Text → structure: text of the same length that python-hcl2 parses without its mistakes.

Comments are blank in it, every string is a run of underscores, and newlines stand only where HCL heeds them.
So the grammar never sees what it gets wrong: a comment inside an expression, an interpolation over several
lines, `${~`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tfgen.check.hcl.file import BrokenError, File
from tfgen.check.hcl.strings import ESCAPE


@dataclass(frozen=True, slots=True)
class Hole:
    """A `${…}` or `%{…}` of a template: where it starts, and the structure of what is between the braces."""

    start: int
    structure: str
    directive: bool


TOO_DEEP = "brackets or strings are nested more deeply than anybody writes them"

_CODE = re.compile(
    r"""(?P<comment>\#[^\n]*|//[^\n]*|/\*.*?\*/)
      | (?P<heredoc><<-?(?P<mark>[^\W\d][\w.-]*)\r?\n)
      | (?P<open>[({[])
      | (?P<close>[)}\]])
      | (?P<quote>")
      | (?P<scope>[ \t]*::[ \t]*)
      | (?P<newline>\n)(?=(?P<next>[ \t]*(?:&&|\|\||[=!]=|[?*%+<>]|/(?![/*])))?)
      | (?P<number>\d{400,})
      | (?P<blank>!(?=\s*!)|~(?=\})|\A\ufeff)
      | (?P<letters>[^\W\x00-\x7f]+)""",
    re.VERBOSE | re.DOTALL,
)
_TEMPLATE = re.compile(r"\$\$\{|%%\{|(?P<hole>[$%])\{~?")
_QUOTED = re.compile(_TEMPLATE.pattern + r"""|(?P<escape>\\.?)|(?P<end>")|(?P<newline>\n)""", re.DOTALL)
_OPERATOR_LAST = re.compile(r"(?<!\.)[-+*/%&|?<>!:][ \t\r]*\Z")
_SPACE = r"(?:\s|\#[^\n]*\n|//[^\n]*\n|/\*.*?\*/)"
_FOR = re.compile(rf"{_SPACE}*for{_SPACE}+\w", re.DOTALL)
_DEEPEST = 200
_DEEPEST_TEMPLATE = 20
"""Nested further than anybody writes, and than Python follows."""
_BLANKS = r"[\t\v\f\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*"
"""What may stand beside the mark that closes a heredoc: all that Go takes for space."""
_CLOSER = {"{": "}", "(": ")", "[": "]"}


class Scanner:
    """Text → structure, and the holes of every template by the template's position."""

    def __init__(self, file: File) -> None:
        self.file, self.text = file, file.text
        self.holes: dict[int, list[Hole]] = {}
        self._depth = 0

    def code(self, position: int, within: int | None = None) -> tuple[str, int]:
        """The structure from `position` to the end, or to the `}` of the hole that opens at `within`."""
        pieces: list[str] = []
        # What is open: its position, its closer, and whether HCL heeds newlines inside.
        stack = [(0, "", True)] if within is None else [(within, "}", False)]
        while match := _CODE.search(self.text, position):
            pieces.append(self.text[position : match.start()])
            position, part, piece = match.end(), match.lastgroup, match.group()
            if part == "close":
                opened, closer, _ = stack[-1]
                if piece != closer:
                    raise self._unbalanced(match, opened, closer)
                stack.pop()
                if not stack:
                    return "".join(pieces), position
            elif part == "number" or len(stack) > _DEEPEST:
                raise self.file.broken(
                    TOO_DEEP if part == "open" else "nobody writes such a number", *match.span()
                )
            elif part == "open":
                heeds_newlines = piece == "{" and not _FOR.match(self.text, position)
                stack.append((match.start(), _CLOSER[piece], heeds_newlines))
            elif part in ("newline", "next"):
                piece = "\n" if stack[-1][2] else " "
                if piece == "\n" and (match["next"] or _OPERATOR_LAST.search(pieces[-1])):
                    message, hint = (
                        "an expression breaks its line without parentheses",
                        "write `( … )` around it",
                    )
                    start = match.start("next") if match["next"] else match.start()
                    raise self.file.broken(message, start, max(match.end("next"), start + 1), hint)
            elif part == "quote":
                position = self._quoted(match.start())
                piece = _underscores(position - match.start())
            elif part in ("heredoc", "mark"):
                position = self._heredoc(match)
                piece = _underscores(position - match.start())
            elif part in ("letters", "scope"):  # the grammar knows no namespace but `provider::x::`
                piece = "_" * len(piece)
            else:
                piece = re.sub(r"[^\n]", " ", piece)
            pieces.append(piece)
        opened, closer, _ = stack[-1]
        if closer:
            raise self.file.broken(f"`{self.text[opened]}` is never closed", opened, opened + 1)
        return "".join([*pieces, self.text[position:]]), len(self.text)

    def _unbalanced(self, match: re.Match[str], opened: int, closer: str) -> BrokenError:
        message = f"`{match.group()}` closes nothing"
        if closer:
            line = self.file.span(opened, opened).line
            message = f"`{match.group()}` where the `{self.text[opened]}` of line {line} needs its `{closer}`"
        return self.file.broken(message, match.start(), match.end())

    def _quoted(self, start: int) -> int:
        """The end of the quoted template at `start`."""
        holes = self.holes.setdefault(start, [])
        position = start + 1
        while match := _QUOTED.search(self.text, position):
            position = match.end()
            if match["end"]:
                return position
            if match["hole"]:
                position = self._hole(match, holes)
            elif match["escape"] and not (escape := ESCAPE.match(self.text, match.start())):
                raise self.file.broken(f"unknown escape `{match.group()}` in a string", *match.span())
            elif match["escape"] and escape:
                position = escape.end()
            elif match["newline"]:
                break
        raise self.file.broken("the string is not closed on its line", start, start + 1)

    def _heredoc(self, opening: re.Match[str]) -> int:
        """The end of the heredoc, before the newline after its closing marker."""
        holes = self.holes.setdefault(opening.start(), [])
        closing = re.compile(rf"^{_BLANKS}{re.escape(opening['mark'])}{_BLANKS}$", re.MULTILINE)
        position = opening.end()
        while end := closing.search(self.text, position):
            match = _TEMPLATE.search(self.text, position, end.start())
            if not match:
                return end.end()
            position = self._hole(match, holes) if match["hole"] else match.end()
        message = f"the heredoc has no closing line `{opening['mark']}`"
        raise self.file.broken(message, opening.start(), opening.start("mark") + len(opening["mark"]))

    def _hole(self, match: re.Match[str], holes: list[Hole]) -> int:
        self._depth += 1
        if self._depth > _DEEPEST_TEMPLATE:
            raise self.file.broken(TOO_DEEP, *match.span())
        structure, end = self.code(match.end(), within=match.start())
        self._depth -= 1
        holes.append(Hole(match.end(), structure, match["hole"] == "%"))
        return end


def _underscores(length: int) -> str:
    return f'"{"_" * (length - 2)}"'
