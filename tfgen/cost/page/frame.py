"""What pages share: their style, and a policy under which they load nothing."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

import jinja2

from tfgen.cost.pictures.style import GRID, LINES, MUTED, PAPER, TEXT

_FOLDER = Path(__file__).parent
_INKS = {"paper": PAPER, "text": TEXT, "muted": MUTED, "grid": GRID} | {
    f"line-{number}": ink for number, ink in enumerate(LINES)
}


def policy(style: str, script: str = "") -> str:
    """A Content-Security-Policy under which nothing is loaded or sent, and nothing else runs.

    Source: https://www.w3.org/TR/CSP3/#directive-script-src
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {_hash(style)}",
            f"script-src {_hash(script)}" if script else "script-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def style(more: str = "") -> str:
    """The style sheet of pages, and what one of them adds."""
    inks = "".join(f"--{name}:light-dark({ink.light},{ink.dark});" for name, ink in _INKS.items())
    return f":root{{{inks}}}\n{(_FOLDER / 'page.css').read_text('utf-8')}{more}"


@cache
def environment(folder: Path) -> jinja2.Environment:
    """Templates of a folder."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
