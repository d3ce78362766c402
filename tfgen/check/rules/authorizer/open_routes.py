"""TFG236: routes that everybody may call."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.callers import NONE, callers
from tfgen.stack.kinds.function import FUNCTION, Function
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG236",
    "routes that everybody may call",
    finds="""routes, but for the health check's and those that ask for an API key, of which nobody says who may call them:
neither they, nor their function, nor the API.""",
    why="""whoever knows the URL may call such a route. Functions that look at callers themselves are fine; a route that
was forgotten is not. It is told once. Where no route of the API says who may call, it is a note, and about
routes alone whose functions may do more than read.""",
    example="""\
auth: {users: {jwt: {issuer: "https://id.example.com/", audience: [web]}}}
functions:
  pay: {http: {POST /pay: {auth: users}}}
  refund: {http: POST /refund}
""",
    instead="`api: {auth: none}`, if it is meant, or `auth: none` on these routes; or an authorizer.",
    severity=Severity.WARNING,
)
_FEW = 3


def check(stack: Stack) -> Iterator[Finding]:
    """Reports routes without a word, once."""
    said = callers(stack)
    guarded = any(each.auth != NONE for each in said.values())
    forgotten = [
        (name, route)
        for name, function in stack.all(FUNCTION).items()
        for route in function.http
        if (guarded or _changes_things(function))
        and said[route].auth == NONE
        and not (said[route].said_at or said[route].is_health or said[route].key)
    ]
    if not forgotten:
        return
    routes = [route for _, route in forgotten]
    told = ", ".join(f"`{route}`" for route in routes[:_FEW])
    more = f" and {len(routes) - _FEW} more" if len(routes) > _FEW else ""
    name, first = forgotten[0]
    yield Finding(
        (FUNCTION.key, name, "http", first),
        f"everybody may call {told}{more}",
        "write `api: {auth: none}` if it is meant" if not guarded else "write `auth: none` if it is meant",
        None if guarded else Severity.NOTE,
    )


def _changes_things(function: Function) -> bool:
    """Where nobody says who may call, reading alone is taken for meant."""
    return any(word != "read" for word in function.access.values())


RULE = Rule(CODE, check)
