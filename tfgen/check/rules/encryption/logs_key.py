"""TFG233: existing key that CloudWatch Logs must be allowed to use."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.encryption import ENCRYPTION
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG233",
    "existing key that logs need",
    finds="`encryption` with a key that exists, in a spec with functions, whose logs are encrypted by it.",
    why="""CloudWatch Logs is no role of yours: the policy of the key, in each region, has to let
`logs.<region>.amazonaws.com` use it, or the apply fails at the first log group
(https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html). No plan can tell.""",
    example="encryption: {existing: mrk-0123456789abcdef0123456789abcdef}",
    instead="""a statement in the policy of the key and of each replica, whose policies are not replicated, as
modules/key has it; or `own: true`. Where it is there, an `ignore` says so.""",
    severity=Severity.NOTE,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports an existing key where there are log groups."""
    key = stack.all(ENCRYPTION).get("")
    if key and key.existing and stack.all(FUNCTION):
        message = (
            "the key's policy must let CloudWatch Logs use it in each region, which only its owner can say"
        )
        hint = "modules/key has such a statement; `tfgen explain TFG233` tells more"
        yield Finding((ENCRYPTION.key, "existing"), message, hint)


RULE = Rule(CODE, check)
