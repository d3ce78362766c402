"""Queues that were made before."""

from __future__ import annotations

from tfgen.emulator.stand_ins.clients import Clients
from tfgen.stack import names
from tfgen.stack.kinds.queue import QUEUE
from tfgen.stack.stack import Stack


def make(stack: Stack, client: Clients) -> None:
    """Makes those that exist, without a dead-letter queue."""
    for name, queue in stack.all(QUEUE).items():
        for region in stack.regions:
            if region.name in queue.adopt:
                client("sqs", region.name).create_queue(QueueName=names.of(stack, QUEUE, name))
