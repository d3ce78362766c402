"""Text in Markdown."""

from __future__ import annotations

import re

from tfgen.output.text import visible

_SPECIAL = "\\`*_[]<>|#!@$"


def escaped(text: str) -> str:
    """Text that stays text, on one line: what is quoted comes from specs, functions and other programs."""
    marked = "".join(f"\\{c}" if c in _SPECIAL else c for c in visible(text))
    return " ".join(marked.split())


BREAK = "&#8203;"
"""A space without width, as Renovate and Dependabot put it behind what would call somebody."""
# Backslashes do not help against these: references and links are looked for in what Markdown has become.
# https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
# https://docs.gitlab.com/user/markdown/#gitlab-specific-references
_REFERENCES = re.compile(
    r"(\\@|\\#|\\!|\\\$|(?:[~%^]|&amp;)(?=[\w\"{])|\bGH(?=-\d)|\bwww(?=\.)|:(?=//)|\b(?:mailto|xmpp)(?=:))"
)


def prose(text: str) -> str:
    """The same in a comment on GitHub or GitLab, where it also calls nobody, refers to nothing and links nowhere.

    What stands in backticks is code.
    """
    return "".join(
        code(part) if number % 2 else _REFERENCES.sub(rf"\1{BREAK}", _spaced(part))
        for number, part in enumerate(text.split("`"))
    )


def _spaced(part: str) -> str:
    """Escaped text with the spaces at its ends, which part it from code."""
    inner = escaped(part).replace("&", "&amp;")
    left, right = " " * part.startswith(" "), " " * part.endswith(" ")
    return f"{left}{inner}{right}" if inner else left


def code(text: str) -> str:
    """Text as code, in which nothing means anything. In a table, `|` would end it: see `cell`."""
    shown = " ".join(visible(text).split())
    if not shown:
        return ""
    longest = max(map(len, re.findall("`+", shown)), default=0)
    fence, pad = "`" * (longest + 1), " " * (shown[0] == "`" or shown[-1] == "`")
    return f"{fence}{pad}{shown}{pad}{fence}"


def cell(text: str) -> str:
    """Prose in a table."""
    return prose(text.replace("`", "'"))


_COMMAND = re.compile(r"^(\s*)/", re.MULTILINE)


def without_commands(markdown: str) -> str:
    """Markdown of which no line begins with `/`: GitLab does what such a line of a comment says, whoever wrote its words.

    Source: https://docs.gitlab.com/user/project/quick_actions/
    """
    return _COMMAND.sub(rf"\1{BREAK}/", markdown)
