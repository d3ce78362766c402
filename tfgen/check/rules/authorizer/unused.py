"""TFG238: authorizers and keys that nothing asks."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.callers import callers
from tfgen.stack.kinds.api_key import API_KEY
from tfgen.stack.kinds.authorizer import AUTHORIZER
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG238",
    "authorizer or API key that nothing asks for",
    finds="an entry of `auth` that is the `auth` of no route, and `keys` where no route asks for one.",
    why="""who wrote it believes that callers are asked who they are. What it was for may be open.""",
    example="""\
auth: {users: {jwt: {issuer: "https://id.example.com/", audience: [web]}}}
functions:
  pay: {http: POST /pay}
""",
    instead="`auth: users` on the API, a function or a route, `key: true` for keys; or no entry.",
    severity=Severity.WARNING,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports what no route names."""
    said = callers(stack).values()
    used = {each.auth for each in said}
    for name in stack.all(AUTHORIZER):
        if name not in used:
            message = f"no route has authorizer `{name}`"
            yield Finding(
                (AUTHORIZER.key, name), message, f"write `auth: {name}` where it is meant, or take it out"
            )
    keys = list(stack.all(API_KEY))
    if keys and not any(each.key for each in said):
        message = "no route asks for an API key"
        yield Finding((API_KEY.key, keys[0]), message, "write `key: true` on the API, a function or a route")


RULE = Rule(CODE, check)
