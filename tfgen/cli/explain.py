"""`tfgen explain` and `tfgen schema`"""

from __future__ import annotations

from typing import Annotated

from tfgen.cli.console import put, put_product
from tfgen.cli.ending import wrong_use
from tfgen.cli.parameters import Argument


def explain(
    code: Annotated[str | None, Argument(metavar="[CODE]", help="A finding's code, such as TFG104.")] = None,
) -> None:
    """Tell what a finding means.

    Without a code, lists them all.
    """
    from tfgen.explain.catalogue import codes

    if code is None:
        put("".join(f"{one.id}  {one.severity:7}  {one.title}\n" for one in codes().values()))
        return
    found = codes().get(code.upper())
    if found is None:
        wrong_use(f"no finding has the code {code!r}; `tfgen explain` lists them all")
    put(f"{found.id}: {found.title} ({found.severity})\n\n{found.explanation}")


def schema() -> None:
    """Print the spec's JSON Schema."""
    from tfgen.spec.schema import schema_text
    from tfgen.stack.spec import SPEC

    put_product(schema_text(SPEC))
