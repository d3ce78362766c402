"""TFG229: right on nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tfgen.check.iam.permissions import said
from tfgen.check.rule import FUNCTIONS, Finding, Rule
from tfgen.diagnostics import Code
from tfgen.stack.permission import Permission
from tfgen.stack.stack import Stack

if TYPE_CHECKING:
    from tfgen.check.iam.actions import Action

CODE = Code(
    "TFG229",
    "right on nothing",
    finds="""an action in `allow` or `deny` none of whose resources is one that it takes, and an ARN that none of the actions
takes.""",
    why="""such a statement is valid, and says nothing: `s3:GetObject` is on objects (`arn:aws:s3:::photos/*`), not on
the bucket; `ses:ListIdentities` takes no resource and is on `*` alone.""",
    example="""\
allow: [{actions: [s3:GetObject], resources: ["arn:aws:s3:::photos"]}]
""",
    instead="""an ARN of a type that AWS's reference lists with the action, or `*` where it lists none; statements of their
own for actions on other things.""",
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports actions and resources of a statement that have nothing to do with one another."""
    for name, _, permission in said(stack):
        yield from _of(name, permission)


def _of(name: str, permission: Permission) -> Iterator[Finding]:
    from tfgen.check.iam import actions  # a list that few specs need

    found = {each: actions.matching(each) for each in permission.actions if each != "*"}
    useless = [
        each for each, known in found.items() if known and not any(_is_on(one, permission) for one in known)
    ]
    for pattern in useless:
        arns = sorted(found[pattern][0].arns, key=len)
        hint = (
            f"it is on `{arns[0].replace('+', '*')}`"
            if arns
            else "it takes no resource: `*`, in a statement of its own"
        )
        path = (*permission.path, "actions", permission.actions.index(pattern))
        yield Finding(path, f"`{pattern}` is on none of these resources {FUNCTIONS}", hint, function=name)
    is_known = len(found) == len(permission.actions) and all(found.values())
    if useless or not is_known:
        return
    for number, resource in enumerate(permission.resources):
        if not any(one.is_on(resource) for known in found.values() for one in known):
            message = f"none of these actions is on `{resource}` {FUNCTIONS}"
            yield Finding((*permission.path, "resources", number), message, function=name)


def _is_on(action: Action, permission: Permission) -> bool:
    return any(action.is_on(resource) for resource in permission.resources)


RULE = Rule(CODE, check)
