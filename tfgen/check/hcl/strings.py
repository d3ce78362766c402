"""Strings without interpolations: what their text in a file stands for."""

from __future__ import annotations

import re
import textwrap

ESCAPE = re.compile(r"""\\(?:[nrt"\\]|u(?P<short>[0-9a-fA-F]{4})|U(?P<long>[0-9a-fA-F]{8}))""")
_CHARACTERS = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}


def plain_text(source: str) -> str:
    """The string that a quoted template or a heredoc without holes stands for."""
    if source.startswith('"'):
        text = ESCAPE.sub(_character, source[1:-1])
    else:
        opening, _, body = source.partition("\n")
        text = body[: body.rfind("\n") + 1]
        text = textwrap.dedent(text) if opening.startswith("<<-") else text
    return text.replace("$${", "${").replace("%%{", "%{")


def _character(escape: re.Match[str]) -> str:
    code = escape["short"] or escape["long"]
    return chr(int(code, 16)) if code else _CHARACTERS[escape[0][1]]
