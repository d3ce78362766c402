"""TFG218: a policy larger than a role takes."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.quotas import over
from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.policy import policy
from tfgen.stack.quotas.compute import INLINE_POLICIES
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG218",
    "policy larger than a role takes",
    finds="""a function with access to so much that the policy of its role has more than 10,240 characters,
counted as it is rendered, without white space.""",
    why="""IAM takes no more in all inline policies of a role, and does not raise it
(https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html). Access to a table takes
some 400 characters.""",
    example="""\
functions:
  report: {access: {orders-2001: read, orders-2002: read, …, orders-2030: read}}
""",
    instead="functions that have access to less each, or fewer tables.",
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports policies that are too large, each in the region where it is largest."""
    for name, function in stack.all(FUNCTION).items():
        words = (word for word in ("access", "allow", "deny", "events") if getattr(function, word))
        said = None if function.role else next(words, None)
        if said:
            size = max(len(policy(stack, region, name)) for region in stack.regions)
            what = f"the policy of function `{name}` has {size:,} characters"
            path = (FUNCTION.key, name, said)
            yield from over(
                INLINE_POLICIES, size, path, what, "split the function, or give it access to less"
            )


RULE = Rule(CODE, check)
