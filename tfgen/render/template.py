"""Templates: shape and loops alone. Every value that one prints is quoted."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from tfgen.render import hcl
from tfgen.render.hcl import Expression, reference

_HERE = Path(__file__).parent


def render(template: str, **values: Any) -> str:
    """A template with values, such as `table.tf.j2`."""
    return _environment().get_template(template).render(values)


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(  # noqa: S701  # HCL, not HTML: `finalize` quotes
        loader=jinja2.FileSystemLoader([_HERE / "templates", _HERE / "kinds"]),
        finalize=hcl.literal,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.globals.update(attributes=_attributes, comment=_comment, ref=reference)
    return environment


def _attributes(entries: dict[str, Any], indent: int = 2) -> Expression:
    return Expression(hcl.attributes(entries, indent))


def _comment(text: str) -> Expression:
    """Text for the rest of a comment's line: nothing in it can end the line."""
    return Expression("".join(c if c.isprintable() else " " for c in text))
