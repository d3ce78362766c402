"""Queues that deliver, and what can be seen of their messages."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from enum import Enum
from typing import Any

from moto.awslambda.models import LambdaBackend
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.sqs.exceptions import SQSException
from moto.sqs.models import Queue, SQSBackend, sqs_backends

from tfgen.emulator.chaos import Chaos
from tfgen.emulator.functions.functions import Functions
from tfgen.emulator.patching import replaced
from tfgen.emulator.sqs.delivery import Delivery
from tfgen.emulator.sqs.poller import FAILS, Poller

_LOOK_SECONDS = 0.005
_DELETED_SECONDS = 60
"""How long the name of a queue that was deleted cannot be used.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
"""


class State(Enum):
    """Where a message is."""

    waiting = "waiting"
    """In the queue that it was sent to, or with a function."""
    handled = "handled"
    """Gone: a function has handled it."""
    dead = "dead"
    """In another queue, the dead-letter queue."""


class UnknownQueueError(LookupError):
    """No queue has this name in this region."""


class Queues:
    """Delivers messages of moto's queues to functions, as event source mappings say."""

    def __init__(self, functions: Functions, chaos: Chaos, speed: float) -> None:
        self._speed = speed
        self._poller = Poller(functions, chaos, speed)

    @contextlib.contextmanager
    def installed(self) -> Iterator[None]:
        """Delivers until the block ends; functions must end before it does."""
        with (
            self._poller.installed(),
            replaced(Queue, add_message=self._add_message()),
            replaced(SQSBackend, **self._deleted_recently()),
            replaced(
                LambdaBackend,
                create_event_source_mapping=self._changes(LambdaBackend.create_event_source_mapping),
                update_event_source_mapping=self._changes(LambdaBackend.update_event_source_mapping),
            ),
        ):
            yield

    def send(self, region: str, queue: str, body: str, *, fails: bool = False) -> str:
        """Sends a message to a queue; gives its id.

        One that fails is delivered like any other, but its function is not run: every delivery of it fails.
        Raises UnknownQueueError.
        """
        backend = sqs_backends[DEFAULT_ACCOUNT_ID][region]
        if queue not in backend.queues:
            raise UnknownQueueError(f"{region} has no queue {queue}")
        marks = {FAILS: {"StringValue": "true", "DataType": "String"}} if fails else None
        message = backend.send_message(queue, body, system_attributes=marks)
        return str(message.id)

    def settled(self, region: str, queue: str, message_id: str, seconds: float) -> State:
        """Waits for so many seconds at most until a message has left its queue; says where it is then."""
        deadline = time.monotonic() + seconds
        while (state := _state(region, queue, message_id)) is State.waiting and time.monotonic() < deadline:
            time.sleep(_LOOK_SECONDS)
        if state is State.handled:  # or on its way from one queue to another
            time.sleep(_LOOK_SECONDS)
            state = _state(region, queue, message_id)
        return state

    def deliveries(self, message_id: str) -> tuple[Delivery, ...]:
        """Each time that a message was given to a function, in every region, the oldest first."""
        return self._poller.journal.of(message_id)

    def bodies(self, region: str, queue: str) -> tuple[str, ...]:
        """Of the messages in a queue, those that are being worked on included. Raises UnknownQueueError."""
        found = sqs_backends[DEFAULT_ACCOUNT_ID][region].queues.get(queue)
        if found is None:
            raise UnknownQueueError(f"{region} has no queue {queue}")
        return tuple(message.body for message in list(found._messages))

    def _add_message(self) -> Any:
        original = Queue.add_message

        def add_message(queue: Any, message: Any) -> None:
            original(queue, message)
            self._poller.tell()

        return add_message

    def _changes(self, original: Any) -> Any:
        def change(backend: Any, *given: Any) -> Any:
            changed = original(backend, *given)
            self._poller.start()
            return changed

        return change

    def _deleted_recently(self) -> dict[str, Any]:
        create, delete = SQSBackend.create_queue, SQSBackend.delete_queue
        deleted: dict[str, float] = {}

        def create_queue(backend: Any, name: str, *given: Any, **named: Any) -> Any:
            at = deleted.get(f"{backend.account_id} {backend.region_name} {name}")
            if at is not None and time.monotonic() < at + _DELETED_SECONDS / self._speed:
                raise SQSException(
                    "AWS.SimpleQueueService.QueueDeletedRecently",
                    "You must wait 60 seconds after deleting a queue before you can create another with the same name.",
                )
            return create(backend, name, *given, **named)

        def delete_queue(backend: Any, name: str) -> None:
            delete(backend, name)
            deleted[f"{backend.account_id} {backend.region_name} {name}"] = time.monotonic()

        return {"create_queue": create_queue, "delete_queue": delete_queue}


def _state(region: str, queue: str, message_id: str) -> State:
    queues = sqs_backends[DEFAULT_ACCOUNT_ID][region].queues
    own = queues.get(queue)
    if own and _has(own, message_id):
        return State.waiting
    elsewhere = any(_has(other, message_id) for name, other in list(queues.items()) if name != queue)
    return State.dead if elsewhere else State.handled


def _has(queue: Any, message_id: str) -> bool:
    return any(message.id == message_id for message in list(queue._messages))
