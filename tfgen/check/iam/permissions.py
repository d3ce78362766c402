"""What a spec says in IAM's own words."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.permission import Permission
from tfgen.stack.stack import Stack


def said(stack: Stack) -> Iterator[tuple[str, str, Permission]]:
    """Every statement, with its function and its word, `allow` or `deny`. What `defaults` says is each function's."""
    for name, function in stack.all(FUNCTION).items():
        yield from ((name, "allow", each) for each in function.allow)
        yield from ((name, "deny", each) for each in function.deny)
