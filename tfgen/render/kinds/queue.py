"""Queues: the module of every region makes them, and joins them to the functions that handle their messages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tfgen.render.account import ACCOUNT
from tfgen.render.hcl import Expression, call, quote, reference
from tfgen.render.part import Arguments, Column, Local, Made, Part, given
from tfgen.spec.source import Path
from tfgen.stack import names
from tfgen.stack.kinds.function import FUNCTION, Function
from tfgen.stack.kinds.queue import QUEUE, Queue, QueueEvent, consumers
from tfgen.stack.region import Region
from tfgen.stack.stack import Stack

_RESOURCES = (
    "aws_sqs_queue.dead",
    "aws_sqs_queue.this",
    "aws_sqs_queue_redrive_allow_policy.dead",
)
_DAY = 24 * 3600
_CONCURRENCY = (2, 1000)
"""The bounds of what Lambda can be told of how many batches are handled at once."""


def _value(stack: Stack, name: str, queue: Queue, functions: Mapping[str, Function]) -> Arguments:
    called = names.of(stack, QUEUE, name)
    return given(
        name=called,
        dead_letter_name=names.dead_letter_queue(called),
        visibility=queue.visibility,
        retention=queue.retention * _DAY,
        receives=queue.receives,
        consumers=_consumers(stack, name, functions),
    )


def _consumers(stack: Stack, name: str, functions: Mapping[str, Function]) -> Arguments:
    return {each: _consumer(event, functions[each]) for each, event in sorted(consumers(stack, name).items())}


def _consumer(event: QueueEvent, function: Function) -> Arguments:
    """A function that handles messages. One with a reservation is handed no more batches at once than that.

    Lambda would receive on, and a message that finds the reservation used up comes nearer to the dead-letter queue
    each time. Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
    """
    least, most = _CONCURRENCY
    limit = min(max(least, function.reserved), most) if function.reserved else None
    return given(batch=event.batch, concurrency=limit)


def _shared(stack: Stack) -> dict[str, Arguments]:
    """What stands once, for all regions."""
    functions = stack.all(FUNCTION)
    return {name: _value(stack, name, queue, functions) for name, queue in stack.all(QUEUE).items()}


def _consumed(stack: Stack, functions: Mapping[str, Function]) -> dict[str, Arguments]:
    """Queues that exist and whose messages functions handle."""
    found = {name: _consumers(stack, name, functions) for name in stack.existing(QUEUE)}
    return {
        name: {"arn": names.arn("sqs", names.of(stack, QUEUE, name)), "consumers": handling}
        for name, handling in found.items()
        if handling
    }


def _locals(stack: Stack) -> Iterator[Local]:
    for called, queues in (("queues", _shared(stack)), ("consumed", _consumed(stack, stack.all(FUNCTION)))):
        if queues:
            yield Local(called, queues, {name: (QUEUE.key, name) for name in queues})


def _arguments(stack: Stack, region: Region) -> Arguments:
    """Queues that differ in the region, or whose functions do, stand whole."""
    functions = stack.at(FUNCTION, region)
    own = {name: _value(stack, name, each, functions) for name, each in stack.at(QUEUE, region).items()}
    return {
        **_merged("queues", _shared(stack), own),
        **_merged("consumed", _consumed(stack, stack.all(FUNCTION)), _consumed(stack, functions)),
    }


def _merged(name: str, shared: Mapping[str, Arguments], own: Mapping[str, Arguments]) -> Arguments:
    if not shared:
        return {}
    changed = {each: value for each, value in own.items() if value != shared[each]}
    everywhere = reference("local", name)
    return {name: call("merge", everywhere, changed) if changed else everywhere}


def _made(stack: Stack) -> Iterator[Made]:
    for region in stack.regions:
        for name in stack.all(QUEUE):
            path: Path = (QUEUE.key, name)
            module = f"module.{region.label}.module.queue[{quote(name)}]"
            adopted = _import_ids(stack, name, region)
            for resource in _RESOURCES:
                yield Made(f"{module}.{resource}", path, region.name, import_id=adopted.get(resource))
            for function in consumers(stack, name):
                mapping = f"{module}.aws_lambda_event_source_mapping.this[{quote(function)}]"
                yield Made(mapping, path, region.name)

        for name in _consumed(stack, stack.all(FUNCTION)):
            for function in consumers(stack, name):
                module = f"module.{region.label}.module.consumer[{quote(name)}]"
                mapping = f"{module}.aws_lambda_event_source_mapping.this[{quote(function)}]"
                yield Made(mapping, (QUEUE.key, name), region.name)


def _import_ids(stack: Stack, name: str, region: Region) -> dict[str, Expression]:
    """By what resources of a queue are imported that exist in a region: a queue's URL, which has the account in it."""
    if region.name not in stack.all(QUEUE)[name].adopt:
        return {}
    url = names.queue_url(region.name, "%s", names.of(stack, QUEUE, name))
    return {"aws_sqs_queue.this": call("format", url, ACCOUNT)}


PART = Part(
    kind=QUEUE,
    locals=_locals,
    arguments=_arguments,
    made=_made,
    columns=(Column("queues", ("aws_sqs_queue",)),),
    in_region=("queue", "function"),
    for_existing=lambda stack: ["consumer"] if _consumed(stack, stack.all(FUNCTION)) else [],
)
