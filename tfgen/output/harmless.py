"""Words of others on a terminal or in the log of a job: they are shown, and do nothing."""

from __future__ import annotations

import re

from tfgen.output.text import TAB, visible

_PAINT = r"\x1b\[(?:0|(?:1;)?3[1-6])m"
_COLOR = re.compile(f"({_PAINT})")
"""Those of our own reports."""

# https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs: the first kind of command stands at
# the beginning of a line, the older one anywhere
_COMMAND = re.compile(rf"^((?: |{_PAINT})*)::", re.MULTILINE)
_OLDER = "##["


def harmless(text: str, painted: bool = False) -> str:
    """Lines that steer neither a terminal nor GitHub's runner, whoever wrote what they quote.

    What is not printable is spelled out, but for colours of ours where the text is painted.
    """
    return "\n".join(_line(line, painted) for line in text.split("\n"))


def _line(line: str, painted: bool) -> str:
    pieces = _COLOR.split(line) if painted else [line]
    shown = "".join(
        piece if number % 2 else visible(piece.replace("\t", TAB)) for number, piece in enumerate(pieces)
    )
    return _COMMAND.sub(r"\1\\x3a:", shown).replace(_OLDER, r"#\x23[")


def in_json(text: str) -> str:
    """JSON that says the same, and no older command to GitHub's runner."""
    return text.replace(_OLDER, r"#\u0023[")


def in_xml(text: str) -> str:
    """The same of XML and HTML."""
    return _COMMAND.sub(r"\1&#58;:", text).replace(_OLDER, "#&#35;[")
