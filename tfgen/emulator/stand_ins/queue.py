"""Queues that were made before, or by somebody else."""

from __future__ import annotations

from tfgen.emulator.stand_ins.clients import Clients, everywhere
from tfgen.stack import names
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.queue import QUEUE, consumers
from tfgen.stack.stack import Stack


def make(stack: Stack, client: Clients) -> None:
    """Makes those that exist, without a dead-letter queue."""
    for name, queue in stack.all(QUEUE).items():
        for region in stack.regions:
            if region.name in queue.adopt:
                client("sqs", region.name).create_queue(QueueName=names.of(stack, QUEUE, name))
    for name in stack.existing(QUEUE):
        for place in everywhere(stack):
            called = names.filled(names.of(stack, QUEUE, name), place)
            client("sqs", place).create_queue(QueueName=called, Attributes=_settings(stack, name, called))


def _settings(stack: Stack, name: str, called: str) -> dict[str, str]:
    """Messages stay hidden for as long as AWS advises: Lambda refuses a queue that hides them for less than a timeout."""
    functions = [
        region_function.timeout
        for region in stack.regions
        for function, region_function in stack.at(FUNCTION, region).items()
        if function in consumers(stack, name)
    ]
    hidden = {"VisibilityTimeout": str(6 * max(functions))} if functions else {}
    return {**hidden, **({"FifoQueue": "true"} if called.endswith(".fifo") else {})}
