"""Queues: messages that are sent, received and deleted, what asks for messages when there are none, and whom they start.

- Lambda waits for messages with long polls, five at a time where there is little to do; it may go down to two to save
  requests, but not where the concurrency of the mapping is limited. A poll that no message ends takes 20 seconds, the
  most that SQS knows: 15 of them a minute, which is what users see (https://github.com/getlift/lift/issues/132).
  Sources: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
  https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html
- Every 64 KB of a request count as one; a receive or a delete has up to ten messages.
  Source: https://aws.amazon.com/sqs/pricing
- What is sent is the sum of `NumberOfMessagesSent`, which SQS itself calls approximate.
  Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from tfgen.cost.expression import SHARE, Expression, Input, constant, known, product, steps, unless_said
from tfgen.cost.items import QUEUE_REQUESTS, SQS
from tfgen.cost.kind import Billed, Cost
from tfgen.cost.quantity import Cause, Quantity
from tfgen.cost.units import KB, SECONDS
from tfgen.cost.usage.entry import COUNT, Move, things
from tfgen.cost.usage.measuring import Asked, Measured, Said
from tfgen.cost.usage.readings import Metric, Readings
from tfgen.cost.usage.sums import quotient, rounded
from tfgen.cost.view import Started, View
from tfgen.spec.number import Number
from tfgen.spec.record import field, record
from tfgen.spec.scalars import Nullable
from tfgen.stack import names
from tfgen.stack.kinds.function import FUNCTION, Function
from tfgen.stack.kinds.queue import QUEUE, QueueEvent
from tfgen.stack.stack import Stack

POLLERS, POLL_SECONDS = 5, 20
REQUEST_KB = 64
MAX_MESSAGE_KB = 1024
"""Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html"""


@record
class QueueUsage:
    """How much a queue is used."""

    messages: Decimal | None = field(COUNT, "Messages sent a month, in all regions together.", default=None)
    size: Decimal | None = field(
        Nullable(Number(0, MAX_MESSAGE_KB, "KB")), "KB of a message, on average.", default=None
    )
    batches: Decimal | None = field(
        COUNT,
        "Calls a month that messages are handled in, in all regions together; one for each message if left empty.",
        default=None,
    )


QUEUES = things(
    QUEUE,
    "How much each queue is used.",
    QueueUsage(messages=Decimal(1_000_000), size=Decimal(1)),
    units={"messages": "messages a month", "size": "KB of a message"},
    moves={"messages": Move.COUNTED, "batches": Move.COUNTED},
)


def _said(name: str, what: str) -> Input:
    return Input(QUEUES.key, (name,), what)


def _batches(name: str) -> Expression:
    """How often messages are received, and deleted."""
    return unless_said(_said(name, "batches"), _said(name, "messages"))


def _consumers(functions: Mapping[str, Function], queue: str) -> list[str]:
    return [
        name
        for name, function in functions.items()
        if any(isinstance(event, QueueEvent) and event.queue == queue for event in function.events)
    ]


def _requests(view: View) -> Iterator[Quantity]:
    """A message is sent alone; it is received and deleted together with others."""
    for name in view.all(QUEUE):
        messages, size = _said(name, "messages"), _said(name, "size")
        sent = product(messages, steps(size, REQUEST_KB))
        more = product(messages, size, 1 / Decimal(REQUEST_KB))
        received = known(product(2, _batches(name)), more)
        yield Quantity(name, QUEUE_REQUESTS, product(SHARE, known(sent, received)), Cause.SHARED)
        consumers = _consumers(view.all(FUNCTION), name)
        if consumers:
            polls = constant(SECONDS / POLL_SECONDS * POLLERS * len(consumers))
            yield Quantity(f"{name}, polled", QUEUE_REQUESTS, polls, Cause.COPIED)


def _starts(view: View) -> Iterator[Started]:
    """Functions that handle one queue share its messages."""
    for queue in view.all(QUEUE):
        consumers = _consumers(view.all(FUNCTION), queue)
        for function in consumers:
            yield Started(function, queue, product(1 / Decimal(len(consumers)), _batches(queue)))


def _asks(stack: Stack, _: Readings) -> Iterator[Asked]:
    for name in stack.all(QUEUE):
        queue = (("QueueName", names.of(stack, QUEUE, name)),)
        sent = ("messages", name)
        starts = tuple(_consumers(stack.all(FUNCTION), name))
        yield Asked(sent, Metric("AWS/SQS", "NumberOfMessagesSent", queue), starts=starts)
        for key, stat in (("bytes sent", "Sum"), ("sized messages", "SampleCount")):
            yield Asked((key, name), Metric("AWS/SQS", "SentMessageSize", queue, stat), follows=sent)


def _measured(found: Measured) -> Iterator[Said]:
    yield QUEUES, {name: _usage(found, name) for name in found.stack.all(QUEUE)}


def _usage(found: Measured, name: str) -> QueueUsage:
    """Calls of functions that do nothing else than handle messages are its batches."""
    sums = found.sums
    messages = sums.total(("messages", name))
    size = quotient(sums.total(("bytes sent", name)), sums.total(("sized messages", name)))
    return QueueUsage(
        messages=rounded(None if messages is None else messages * sums.month),
        size=rounded(quotient(size, KB), 3),
        batches=_batches_measured(found, name),
    )


def _batches_measured(found: Measured, name: str) -> Decimal | None:
    functions = found.stack.all(FUNCTION)
    consumers = _consumers(functions, name)
    if not consumers or any(functions[each].http or len(functions[each].events) > 1 for each in consumers):
        return None
    calls = [found.sums.total(("calls", each)) for each in consumers]
    known = [each for each in calls if each is not None]
    return rounded(sum(known, Decimal(0)) * found.sums.month) if len(known) == len(calls) else None


COST = Cost(
    entries=(QUEUES,),
    billed=(Billed(SQS, each=_requests),),
    starts=_starts,
    asks=_asks,
    measured=_measured,
)
