"""What usage says of functions."""

from __future__ import annotations

from decimal import Decimal

from tfgen.cost.expression import Input
from tfgen.cost.usage.entry import COUNT, Move, things
from tfgen.spec.number import Number
from tfgen.spec.record import field, record
from tfgen.spec.scalars import Nullable
from tfgen.stack.kinds.function import FUNCTION


@record
class FunctionUsage:
    """How much a function is used."""

    requests: Decimal | None = field(
        COUNT,
        "Calls a month in all regions together, without those of health checks and queues.",
        default=None,
    )
    duration: Decimal | None = field(
        Nullable(Number(0, 900_000, "milliseconds")),
        "Milliseconds that a call is billed for, on average.",
        default=None,
    )
    response: Decimal | None = field(
        Nullable(Number(0, 20_480, "KB")), "KB that a call sends to its client, on average.", default=None
    )
    logs: Decimal | None = field(
        Nullable(Number(0, 100_000, "KB")),
        "KB that a call writes to its log, on average; Lambda's own lines are about 0.3.",
        default=None,
    )


FUNCTIONS = things(
    FUNCTION,
    "How much each function is used.",
    FunctionUsage(
        requests=Decimal(1_000_000), duration=Decimal(50), response=Decimal(2), logs=Decimal("0.5")
    ),
    units={
        "requests": "calls a month",
        "duration": "milliseconds a call",
        "response": "KB sent a call",
        "logs": "KB logged a call",
    },
    moves={"requests": Move.CALLS},
    but=lambda function: {"requests": None} if function.events and not function.http else {},
)


def calls(name: str) -> Input:
    """Calls of a function."""
    return Input(FUNCTIONS.key, (name,), "requests")


def duration(name: str) -> Input:
    """Milliseconds of one call."""
    return Input(FUNCTIONS.key, (name,), "duration")


def response(name: str) -> Input:
    """KB that one call sends."""
    return Input(FUNCTIONS.key, (name,), "response")


def logged(name: str) -> Input:
    """KB that one call logs."""
    return Input(FUNCTIONS.key, (name,), "logs")
