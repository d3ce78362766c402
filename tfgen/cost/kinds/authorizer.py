"""Authorizers: the calls of the functions that they ask.

API Gateway bills nothing for an authorizer, and nothing for a request that one refused; the function that it asks is
billed as any other, once for each answer that is not cached.
Source: https://aws.amazon.com/api-gateway/pricing
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tfgen.cost.expression import Input, known, unless_said
from tfgen.cost.kind import Cost
from tfgen.cost.usage.entry import COUNT, Move, things
from tfgen.cost.usage.functions import calls
from tfgen.cost.usage.measuring import Asked, Measured, Said
from tfgen.cost.usage.readings import Metric, Readings
from tfgen.cost.usage.sums import rounded
from tfgen.cost.view import Started, View
from tfgen.spec.record import field, record
from tfgen.stack import names
from tfgen.stack.callers import callers
from tfgen.stack.kinds.authorizer import AUTHORIZER, Authorizer, OwnAuthorizer
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.stack import Stack


@record
class AuthorizerUsage:
    """How much an authorizer asks its function."""

    asked: Decimal | None = field(
        COUNT,
        "Calls a month of its function, in all regions together; one for each request if left empty. Cached answers save calls.",
        default=None,
    )


def _asks_own(authorizer: Authorizer) -> bool:
    return isinstance(authorizer, OwnAuthorizer)


AUTHORIZERS = things(
    AUTHORIZER,
    "How often authorizers ask functions of this spec.",
    AuthorizerUsage(asked=Decimal(1_000_000)),
    units={"asked": "calls a month"},
    moves={"asked": Move.COUNTED},
    among=_asks_own,
)


def _own(view: View | Stack) -> Iterator[tuple[str, OwnAuthorizer]]:
    for name, each in view.all(AUTHORIZER).items():
        if isinstance(each, OwnAuthorizer):
            yield name, each


def _starts(view: View) -> Iterator[Started]:
    """A function counts whole where one of its routes asks."""
    said = callers(view)
    for name, each in _own(view):
        guarded = [
            calls(function)
            for function, settings in view.all(FUNCTION).items()
            if any(said[route].auth == name for route in settings.http)
        ]
        yield Started(
            each.function, name, unless_said(Input(AUTHORIZERS.key, (name,), "asked"), known(*guarded))
        )


def _key(name: str) -> tuple[str, str]:
    return ("authorized", name)


def _asks(stack: Stack, _: Readings) -> Iterator[Asked]:
    """The calls of a function that does nothing else: no metric tells authorizers apart."""
    for name, each in _own(stack):
        if _is_only_authorizer(stack, name, each):
            called = (("FunctionName", names.of(stack, FUNCTION, each.function)),)
            yield Asked(_key(name), Metric("AWS/Lambda", "Invocations", called), starts=(each.function,))


def _is_only_authorizer(stack: Stack, name: str, each: OwnAuthorizer) -> bool:
    function = stack.all(FUNCTION)[each.function]
    others = [other for other, own in _own(stack) if own.function == each.function and other != name]
    return not (function.http or function.events or others)


def _measured(found: Measured) -> Iterator[Said]:
    usage = {}
    for name, _ in _own(found.stack):
        total = found.sums.total(_key(name))
        asked = rounded(None if total is None else total * found.sums.month)
        usage[name] = AuthorizerUsage(asked=asked)
    yield AUTHORIZERS, usage


COST = Cost(entries=(AUTHORIZERS,), starts=_starts, asks=_asks, measured=_measured)
