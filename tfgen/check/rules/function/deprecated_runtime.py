"""What it finds: a runtime that AWS has deprecated. It gets no security patches, and functions on it can soon
neither be created nor updated (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html).

    runtime: python3.9

Use instead: a newer runtime of the same language.
"""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.function import DEPRECATED, FUNCTION
from tfgen.stack.stack import Stack

CODE = Code("TFG204", "deprecated runtime", __doc__ or "", Severity.WARNING)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports functions on deprecated runtimes."""
    for path, name, function in stack.settings(FUNCTION, "runtime"):
        since = DEPRECATED.get(function.runtime)
        if since:
            message = f"AWS deprecates the runtime {function.runtime} of function `{name}` from {since}"
            yield Finding(path, message)


RULE = Rule(CODE, check)
