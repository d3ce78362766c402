"""TFG227: action that AWS does not have."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.iam.permissions import said
from tfgen.check.rule import FUNCTIONS, Finding, Rule
from tfgen.diagnostics import Code
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG227",
    "action that AWS does not have",
    finds="""an action, or a condition key of a service, in `allow` or `deny`, that AWS does not list, or a pattern that stands
for none.""",
    why="""IAM takes any text: what is misspelt allows nothing, and denies nothing. The list is AWS's service
authorization reference of September 2026; what is newer is not in it
(https://docs.aws.amazon.com/service-authorization/latest/reference/).""",
    example="""\
allow: [{actions: [s3:GetObjct], resources: ["arn:aws:s3:::photos/*"]}]
""",
    instead="""the name in the reference. For one that is newer than this list: `ignore`, with the reason.""",
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports actions and condition keys that are not in the list."""
    for name, _, permission in said(stack):
        from tfgen.check.iam import actions  # a list that few specs need

        for number, action in enumerate(permission.actions):
            if action != "*" and not actions.matching(action):
                yield _found(
                    name, (*permission.path, "actions", number), f"action `{action}`", actions.meant(action)
                )
        for operator, keys in permission.when.items():
            for key in keys:
                is_unknown, meant = actions.unknown_key(key)
                if is_unknown:
                    path = (*permission.path, "when", operator, key)
                    yield _found(name, path, f"condition key `{key}`", meant)


def _found(function: str, path: tuple[str | int, ...], what: str, meant: str | None) -> Finding:
    hint = f"did you mean `{meant}`?" if meant else None
    return Finding(path, f"AWS has no {what} {FUNCTIONS}", hint, function=function)


RULE = Rule(CODE, check)
