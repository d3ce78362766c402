"""TFG224: what has to exist before the first apply."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack import names
from tfgen.stack.kinds import KINDS
from tfgen.stack.reference import Elsewhere, StateOutput
from tfgen.stack.references import elsewhere, places, varies
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG224",
    "what has to exist before the first apply",
    finds="""what the spec takes from elsewhere, with the regions in which it has to be: parameters, exports, outputs of
stacks and states, and things that are `existing`.""",
    why="""a plan fails in each region that lacks one of them, and a new region lacks them all until somebody makes them
there. Where it is there already, there is nothing to do.""",
    example="""\
regions: [eu-west-1, us-east-1]
functions: {pay: {env: {LIMIT: {parameter: {name: /shop/limit, read: deploy}}}}}
""",
    instead="""the same in every region, before a plan. `tfgen plan` says which is missing where
([TFG418](rules.md#tfg418)).""",
    severity=Severity.NOTE,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Names each of them once."""
    every = " and ".join(region.name for region in stack.regions)
    found = places(stack)
    for each in elsewhere(stack):
        yield Finding(
            found[each], f"{each.words()} has to exist in {_where(stack, each, every)} before the first apply"
        )
    for kind in KINDS:
        for name in stack.others.get(kind.key, {}):
            called = names.of(stack, kind, name)
            message = f"{kind.one} `{called}` has to exist in {every} before the first apply"
            yield Finding((kind.key, name, "existing"), message)


def _where(stack: Stack, each: Elsewhere, every: str) -> str:
    if isinstance(each, StateOutput) and (each.region != "{region}" or not varies(stack, each)):
        return each.region
    return every


RULE = Rule(CODE, check)
