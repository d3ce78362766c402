"""Queues: the module of every region makes them, and joins them to the functions that handle their messages."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.render.hcl import call, quote, reference
from tfgen.render.part import Arguments, Column, Local, Made, Part, given
from tfgen.spec.source import Path
from tfgen.stack import names
from tfgen.stack.kinds.queue import QUEUE, Queue, consumers
from tfgen.stack.region import Region
from tfgen.stack.stack import Stack

_RESOURCES = (
    "aws_sqs_queue.dead",
    "aws_sqs_queue.this",
    "aws_sqs_queue_redrive_allow_policy.dead",
)
_DAY = 24 * 3600


def _value(stack: Stack, name: str, queue: Queue) -> Arguments:
    called = names.of(stack, QUEUE, name)
    return given(
        name=called,
        dead_letter_name=names.dead_letter_queue(called),
        visibility=queue.visibility,
        retention=queue.retention * _DAY,
        receives=queue.receives,
        consumers={each: {"batch": event.batch} for each, event in sorted(consumers(stack, name).items())},
    )


def _locals(stack: Stack) -> Iterator[Local]:
    queues = stack.all(QUEUE).items()
    if queues:
        values = {name: _value(stack, name, queue) for name, queue in queues}
        yield Local("queues", values, {name: (QUEUE.key, name) for name, _ in queues})


def _arguments(stack: Stack, region: Region) -> Arguments:
    queues = reference("local", "queues")
    changed = {name: _value(stack, name, queue) for name, queue in region.own(QUEUE).items()}
    if changed:
        return {"queues": call("merge", queues, changed)}
    return {"queues": queues} if stack.all(QUEUE) else {}


def _made(stack: Stack) -> Iterator[Made]:
    for region in stack.regions:
        for name in stack.all(QUEUE):
            path: Path = (QUEUE.key, name)
            module = f"module.{region.label}.module.queue[{quote(name)}]"
            for resource in _RESOURCES:
                yield Made(f"{module}.{resource}", path, region.name)
            for function in consumers(stack, name):
                mapping = f"{module}.aws_lambda_event_source_mapping.this[{quote(function)}]"
                yield Made(mapping, path, region.name)


PART = Part(
    kind=QUEUE,
    locals=_locals,
    arguments=_arguments,
    made=_made,
    columns=(Column("queues", ("aws_sqs_queue",)),),
    in_region=("queue",),
)
