"""What Lambda does with queues: receives messages in batches, runs the function, deletes what it handled.

What fails comes back when its visibility timeout is over. Nobody works meanwhile, so that an emulator that is faster
than AWS makes this wait shorter; how long a function may take stays as it is, since how long it takes does.
Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from moto.awslambda.exceptions import LambdaClientError
from moto.core.exceptions import ServiceException
from moto.core.utils import unix_time_millis
from moto.sqs.models import sqs_backends

from tfgen.emulator.chaos import Chaos, Part
from tfgen.emulator.functions.functions import Functions
from tfgen.emulator.functions.invocation import ThrottledError, UnknownFunctionError
from tfgen.emulator.functions.permissions import role_refusal
from tfgen.emulator.sqs.answer import Failures, failures
from tfgen.emulator.sqs.delivery import Delivery, Journal
from tfgen.emulator.sqs.event import event
from tfgen.emulator.sqs.mapping import Mapping, mappings

_AGAIN_SECONDS = 0.5
"""Until a mapping that could not do its work is looked at again."""
_SOON_SECONDS = 0.05
"""Until one is whose messages cannot be received yet."""
_MOST_WAIT = 0.5
"""Seconds until a message comes back that failed, in an emulator that is faster than AWS."""
_PARTS = (Part.queues, Part.api)
"""What a delivery needs of its region: the queue, and the function that answers."""
_ACTIONS = ("sqs:ReceiveMessage", "sqs:DeleteMessage")
_WORKERS = 64
FAILS = "tfgen.fails"
"""The system attribute of a message that fails, and is not given to a function."""

_log = logging.getLogger(__name__)


class Poller:
    """One thread looks after every mapping of every region; others, as few as are busy, run the batches.

    Nothing runs until `start`.
    """

    def __init__(self, functions: Functions, chaos: Chaos, speed: float) -> None:
        self._functions = functions
        self._chaos = chaos
        self._speed = speed
        self._news = threading.Event()
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._workers = ThreadPoolExecutor(_WORKERS, thread_name_prefix="batch")
        self._busy: Counter[str] = Counter()
        self._gathering: dict[str, float] = {}
        self.journal = Journal()

    @contextlib.contextmanager
    def installed(self) -> Iterator[None]:
        """Delivers, once it was started, until the block ends. Functions must end first: it waits for them."""
        self._chaos.on_change(self._news.set)
        try:
            yield
        finally:
            with self._lock:
                self._ended.set()
            self._news.set()
            if self._thread:
                self._thread.join()
            self._workers.shutdown(cancel_futures=True)

    def start(self) -> None:
        """Looks after the mappings that there are, from now on."""
        with self._lock:
            if self._thread is None and not self._ended.is_set():
                self._thread = threading.Thread(target=self._run, name="queues", daemon=True)
                self._thread.start()
        self._news.set()

    def tell(self) -> None:
        """Says that a message or a mapping has changed."""
        self._news.set()

    def _run(self) -> None:
        while not self._ended.is_set():
            self._news.clear()
            waits = [self._looked_after(mapping) for mapping in mappings()]
            self._news.wait(min((wait for wait in waits if wait is not None), default=None))

    def _looked_after(self, mapping: Mapping) -> float | None:
        """Gives the seconds until a mapping has to be looked at again, if nothing is told before."""
        try:
            return self._deliver(mapping)
        except Exception:  # the others go on
            _log.exception("the mapping %s of %s failed", mapping.uuid, mapping.queue.name)
            return _AGAIN_SECONDS

    def _deliver(self, mapping: Mapping) -> float | None:
        while not self._is_lost(mapping) and self._busy[mapping.uuid] < mapping.most_batches:
            waits = mapping.waits()
            ready = waits.count(0.0)
            if not ready:
                self._gathering.pop(mapping.uuid, None)
                return min(waits, default=None)
            gathers = self._gathers(mapping, ready)
            if gathers > 0:
                return gathers
            problem = _problem(mapping)
            mapping.tell(problem)
            if problem:
                return _AGAIN_SECONDS
            at, messages = time.time(), mapping.receive()
            if messages:
                with self._lock:
                    self._busy[mapping.uuid] += 1
                self._workers.submit(self._work, mapping, messages, at)
            elif 0.0 in mapping.waits():  # of a group that is being worked on
                return _SOON_SECONDS
        return None

    def _is_lost(self, mapping: Mapping) -> bool:
        return any(self._chaos.is_lost(mapping.region, part) for part in _PARTS)

    def _gathers(self, mapping: Mapping, ready: int) -> float:
        """Seconds that a batch still waits for more messages."""
        if ready >= mapping.batch_size or not mapping.window:
            self._gathering.pop(mapping.uuid, None)
            return 0.0
        since = self._gathering.setdefault(mapping.uuid, time.monotonic())
        left = since + mapping.window / self._speed - time.monotonic()
        if left <= 0:
            self._gathering.pop(mapping.uuid, None)
        return left

    def _work(self, mapping: Mapping, messages: list[Any], at: float) -> None:
        try:
            self._ended.wait(self._chaos.delay(mapping.region))
            handled = [] if self._is_lost(mapping) else self._run_batch(mapping, messages, at)
            for message in messages:
                if message.id in handled:
                    _delete(mapping, message)
                else:
                    self._return(mapping, message)
        except Exception:  # which leaves the messages to come back
            _log.exception("a batch of %s failed", mapping.queue.name)
        finally:
            with self._lock:
                self._busy[mapping.uuid] -= 1
            self._news.set()

    def _run_batch(self, mapping: Mapping, messages: list[Any], at: float) -> list[str]:
        """Gives the ids of the messages that were handled."""
        began = time.monotonic()
        given = [message for message in messages if not _fails(message)]
        failed = self._invoked(mapping, given) if given else Failures(frozenset())
        seconds = time.monotonic() - began
        if self._ended.is_set() or self._is_lost(mapping):  # nobody hears what the function says
            return []
        handled = []
        for message in messages:
            reason = failed.reason if message.id in failed.ids else ""
            reason = "it fails on purpose" if _fails(message) else reason
            if not reason:
                handled.append(message.id)
            self.journal.add(
                Delivery(
                    at,
                    mapping.region,
                    mapping.queue.name,
                    mapping.function,
                    message.id,
                    message.approximate_receive_count,
                    not reason,
                    reason,
                    seconds,
                )
            )
        return handled

    def _invoked(self, mapping: Mapping, messages: list[Any]) -> Failures:
        ids = [message.id for message in messages]
        try:
            invocation = self._functions.invoke(
                mapping.region, mapping.function, mapping.qualifier, event(mapping.queue, messages)
            )
        except (UnknownFunctionError, ThrottledError) as error:
            return Failures(frozenset(ids), str(error))
        return failures(invocation, ids, item_by_item=mapping.item_by_item)

    def _return(self, mapping: Mapping, received: Any) -> None:
        """Shortens what is left of a message's visibility timeout, unless somebody else has received it since."""
        if self._speed <= 1:
            return
        now = unix_time_millis()
        for message in list(mapping.queue._messages):
            if message.receipt_handle == received.receipt_handle and message.visible_at > now:
                left = (message.visible_at - now) / 1000
                # at once where it ends somewhere, after a thousand times at most: nothing is run for it
                most = 0.0 if _fails(message) and mapping.queue.redrive_policy else _MOST_WAIT
                message.visible_at = now + min(left / self._speed, most) * 1000


def _fails(message: Any) -> bool:
    return FAILS in (message.system_attributes or {})


def _problem(mapping: Mapping) -> str | None:
    """Why Lambda cannot do its work."""
    try:
        role = mapping.role()
    except LambdaClientError as error:
        return str(error)
    refusals = (role_refusal(role, mapping.region, action, mapping.queue.queue_arn) for action in _ACTIONS)
    return next(filter(None, refusals), None)


def _delete(mapping: Mapping, message: Any) -> None:
    queue = mapping.queue
    with contextlib.suppress(ServiceException):  # it, or its queue, is gone already
        sqs_backends[queue.account_id][queue.region].delete_message(queue.name, message.receipt_handle)
