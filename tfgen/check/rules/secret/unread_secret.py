"""TFG230: secret that no function reads."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.secret import SECRET, own
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG230",
    "secret that no function reads",
    finds="a secret that the stack makes, and that no function has access to.",
    why="it is billed in every region, and nothing of this stack may read it.",
    example="secrets: {stripe: {}}",
    instead="`access: {stripe: read}` on the function that needs it; or none such secret.",
    severity=Severity.WARNING,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports secrets that stand in no `access`. What `allow` says may be for one of them."""
    functions = stack.all(FUNCTION).values()
    read = {name for function in functions for name in function.access}
    allowed = any(
        "secretsmanager:" in action for f in functions for each in f.allow for action in each.actions
    )
    for name in own(stack) if not allowed else ():
        if name not in read:
            message = f"no function reads secret `{name}`"
            yield Finding((SECRET.key, name), message, f"write `access: {{{name}: read}}` where it is needed")


RULE = Rule(CODE, check)
