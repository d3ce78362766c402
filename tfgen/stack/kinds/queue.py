"""SQS queues: one in every region, with a queue for what cannot be handled."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.diagnostics import Code
from tfgen.spec.collections import Named
from tfgen.spec.record import Record, field, record
from tfgen.spec.scalars import Integer, Text
from tfgen.stack import names
from tfgen.stack.adoption import THERE, check_regions
from tfgen.stack.existing import OrExisting, existing_name
from tfgen.stack.kind import Access, Check, Kind, Name, Statement, differing
from tfgen.stack.kinds import encryption as service_key
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.reading import Reading
from tfgen.stack.stack import Stack

MAX_NAME = 80
"""Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html"""
MAX_BATCH = 10
"""Messages in a batch, without a batching window.
Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html"""

VISIBILITY = Code(
    "TFG133",
    "messages that come back too early",
    finds="a queue that hides a message for less time than the function that handles it may take.",
    why="""the message would be handled twice at once, and Lambda refuses such a queue
(https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html).""",
    example="""\
queues: {jobs: {visibility: 30}}
functions:
  handle: {timeout: 60, events: [{queue: jobs}]}
""",
    instead="""six times the timeout, as AWS advises: then a batch that is throttled has time to be tried
again.""",
)

QUEUE_NAME = Text(
    "a name of lower-case letters, digits and hyphens", r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", most=60
)


@record
class Queue:
    """A queue in every region: a message is handled in the region that it was sent in."""

    visibility: int = field(
        Integer(0, 43200, "seconds"),
        "How long a message that was received stays hidden from other receivers.",
        default=60,
    )
    retention: int = field(Integer(1, 14, "days"), "How long a message is kept.", default=4)
    receives: int = field(
        Integer(1, 1000),
        "How often a message is received before it goes to the dead-letter queue.",
        default=5,
    )
    name: str = field(
        Text("a name of letters, digits, `-` and `_`", r"^[A-Za-z0-9_-]+$", most=MAX_NAME),
        "Its name in AWS; `<service>-<queue>` if left out.",
        default="",
    )
    adopt: tuple[str, ...] = field(
        THERE,
        "The regions in which it exists already: the queue there is taken over, with its messages. Its dead-letter queue is made.",
        default=(),
    )


@record
class ExistingQueue:
    """A queue that somebody else made, in every region one, for `access` and `events`."""

    existing: str = field(existing_name("a queue", "A-Za-z0-9_.-", MAX_NAME), "Its name in AWS.")


@record
class QueueEvent:
    """Messages of a queue, in batches; those that the function reports as failed come back alone."""

    queue: str = field(Text("the name of a queue"), "The queue.")
    batch: int = field(Integer(1, MAX_BATCH, "messages"), "The most messages at once.", default=MAX_BATCH)


def consumers(stack: Stack, queue: str) -> dict[str, QueueEvent]:
    """The functions that handle the messages of a queue, each with how."""
    return {
        name: event
        for name, function in stack.all(FUNCTION).items()
        for event in function.events
        if isinstance(event, QueueEvent) and event.queue == queue
    }


def _check(stack: Stack, reading: Reading) -> None:
    for name, queue in stack.all(QUEUE).items():
        check_regions(f"queue `{name}`", queue.adopt, (QUEUE.key, name, "adopt"), reading)
    _check_visibility(stack, reading)


def _check_visibility(stack: Stack, reading: Reading) -> None:
    """Lambda takes no queue whose messages would come back while the function still handles them."""
    for region in stack.regions:
        for name, queue in stack.at(QUEUE, region).items():
            functions = stack.at(FUNCTION, region)
            slowest = max((functions[each].timeout for each in consumers(stack, name)), default=0)
            if queue.visibility < slowest:
                own = name in region.own(QUEUE)
                path = ("regions", region.name, QUEUE.key, name) if own else (QUEUE.key, name)
                message = f"queue `{name}` hides a message for {queue.visibility} seconds, but its function may take {slowest}"
                reading.report(VISIBILITY, path, message, f"write `visibility: {6 * slowest}`", at_key=True)


_ACTIONS = {
    "send": ("sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"),
    "receive": (
        "sqs:ChangeMessageVisibility",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:GetQueueUrl",
        "sqs:ReceiveMessage",
    ),
}


def _arn(stack: Stack, name: str) -> str:
    return names.arn("sqs", names.of(stack, QUEUE, name))


_KEY_ACTIONS = {"send": ("Decrypt", "GenerateDataKey"), "receive": ("Decrypt",)}
"""Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html"""


def _statements(stack: Stack, name: str, word: str) -> Iterator[Statement]:
    yield Statement(_ACTIONS[word], (_arn(stack, name),))
    if name in stack.all(QUEUE):
        yield from service_key.statements(stack, "sqs", _KEY_ACTIONS[word])


def _check_statements(stack: Stack, name: str) -> Iterator[Statement]:
    yield Statement(("sqs:GetQueueAttributes",), (_arn(stack, name),))


def _url(stack: Stack, name: str) -> str:
    return names.queue_url("{region}", "{account}", names.of(stack, QUEUE, name))


def _names(stack: Stack, name: str) -> Iterator[Name]:
    called = names.of(stack, QUEUE, name)
    yield Name("queue", called, MAX_NAME)
    yield Name("dead-letter queue", names.dead_letter_queue(called), MAX_NAME)


QUEUE: Kind[Queue] = Kind(
    one="queue",
    key="queues",
    name=QUEUE_NAME,
    record=Queue,
    shape=lambda _: Named("queue", QUEUE_NAME, OrExisting(Record(Queue), ExistingQueue)),
    doc="The SQS queues.",
    existing=ExistingQueue,
    service="sqs",
    differs=differing(Queue, "visibility", "retention", "receives"),
    check=_check,
    names=_names,
    access=Access(tuple(_ACTIONS), _statements, _url, Check(_check_statements)),
    arn=_arn,
    codes=(VISIBILITY,),
    event=QueueEvent,
    event_word="receive",
)
