"""SQS, as the emulator has it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from tfgen.emulator.chaos import Part
from tfgen.emulator.service import Ground, Service
from tfgen.emulator.sqs.access import queue_access
from tfgen.emulator.sqs.queues import Queues

_MESSAGES = frozenset(
    [
        "ChangeMessageVisibility",
        "ChangeMessageVisibilityBatch",
        "DeleteMessage",
        "DeleteMessageBatch",
        "GetQueueUrl",
        "ReceiveMessage",
        "SendMessage",
        "SendMessageBatch",
    ]
)


@contextlib.contextmanager
def _run(ground: Ground) -> Iterator[Queues]:
    queues = Queues(ground.functions, ground.chaos, ground.options.speed)
    with queues.installed():
        yield queues


SQS = Service("sqs", Part.queues, _MESSAGES, queue_access, (403, "AccessDenied"), _run)
