"""Environments that go."""

from __future__ import annotations

from collections.abc import Iterable

from tfgen.diagnostics import Code, Diagnostic, Severity, Span
from tfgen.spec.source import Source
from tfgen.stack.environment import named
from tfgen.stack.spec import ENVIRONMENTS

ENVIRONMENT_GONE = Code(
    "TFG275",
    "environment that goes with its stack standing",
    finds="an environment that the base has, and the spec does not any more.",
    why="""nothing of it is deleted: no plan is made of it any more, and what it consists of goes on to run and to be billed, with a state
that nobody looks at. Under another name, all of it is made once more.""",
    example="environments: {prod: {}}     # the base has staging as well",
    instead="""`terraform destroy` in what was rendered of it, with the spec as the base has it; tables that are protected need
`protect: false` first. Then the environment goes.""",
    severity=Severity.WARNING,
)

CODES = (ENVIRONMENT_GONE,)


def gone(base: Source, head: Source) -> list[Diagnostic]:
    """What is to be said of environments that are not there any more."""
    left = set(named(head))
    names = [each for each in named(base) if each not in left]
    return [told(names, head.key_span((ENVIRONMENTS,)))] if names else []


def told(names: Iterable[str], span: Span | None = None) -> Diagnostic:
    """That these are gone."""
    listed = ", ".join(f"`{each}`" for each in names)
    message = f"environments that are gone ({listed}): what was applied of them goes on to stand, and no plan deletes it"
    return ENVIRONMENT_GONE(message, span, "destroy them first, or put them back")
