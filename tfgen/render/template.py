"""Templates: shape and loops alone. Every value that one prints is quoted."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from tfgen.render import hcl
from tfgen.render.compiled import Loader
from tfgen.render.hcl import Expression, reference

_HERE = Path(__file__).parent
_LOADER = Loader([_HERE / "templates", _HERE / "kinds"])


def render(template: str, **values: Any) -> str:
    """A template with values, such as `table.tf.j2`."""
    return _environment().get_template(template).render(values)


def compiled() -> Iterator[tuple[Path, str]]:
    """The Python code of every template, for a wheel to bring along, and the file that it belongs into."""
    return _LOADER.python(_environment())


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(  # noqa: S701  # HCL, not HTML: `finalize` quotes
        loader=_LOADER,
        finalize=_literal,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.globals.update(attributes=_attributes, comment=_comment, ref=reference)
    return environment


@jinja2.pass_context  # and therefore not called while a template is compiled
def _literal(_: jinja2.runtime.Context, value: object) -> str:
    return hcl.literal(value)


def _attributes(entries: dict[str, Any], indent: int = 2) -> Expression:
    return Expression(hcl.attributes(entries, indent))


def _comment(text: str) -> Expression:
    """Text for the rest of a comment's line: nothing in it can end the line."""
    return Expression("".join(c if c.isprintable() else " " for c in text))
