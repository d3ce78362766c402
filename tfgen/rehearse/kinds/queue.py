"""Queues: a message is handled in the region that it was sent in, once; one that fails ends in the dead-letter queue
of that region.

What the messages of a queue have to say, its functions alone know. So there are two, and each shows what can be
shown of any spec. One has a made-up body: it is delivered, and if its function takes it, that happens once. If the
function raises on it, that is told, as it is of routes that are asked with made-up values. The other fails in the
emulator's hands, without its function: it shows the way to the dead-letter queue, whatever the code does.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from tfgen.emulator.sqs.delivery import Delivery
from tfgen.emulator.sqs.queues import State
from tfgen.emulator.sqs.service import SQS
from tfgen.rehearse.evidence import is_grave, of_function
from tfgen.rehearse.not_run import of_function as of_other_function
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.step import Failed, Outcome, Passed
from tfgen.rehearse.trial import Trial
from tfgen.rehearse.waiting import wait_until
from tfgen.render.kinds.function import address
from tfgen.stack import names
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.queue import QUEUE, Queue, consumers
from tfgen.stack.region import Region

_BODY = json.dumps({"value": "rehearsal"})
_PATIENCE_SECONDS = 10
"""For a message to be given to a function that is free."""
_RECEIVE_SECONDS = 0.1
"""For the emulator to receive a message that fails once more."""
_MOST_SECONDS = 30
"""For a message that its function does not take to end in the dead-letter queue, which another one shows."""
_SDK_ERRORS = (BotoCoreError, ClientError)
_UNREADABLE = "batchItemFailures"
"""In the reasons of an answer that Lambda cannot read, of which no message can be the cause."""


@dataclass(frozen=True, slots=True)
class _Sent:
    """A message that was sent to a queue in a region."""

    rehearsal: Rehearsal
    queue: str
    region: Region
    id: str

    @property
    def settings(self) -> Queue:
        """The queue as the region has it."""
        return self.rehearsal.stack.at(QUEUE, self.region)[self.queue]

    @property
    def called(self) -> str:
        """The queue's name in AWS."""
        return _called(self.rehearsal, self.queue, self.region.name)

    @property
    def deliveries(self) -> tuple[Delivery, ...]:
        return self.rehearsal.emulator.the(SQS).deliveries(self.id)

    def settled(self, seconds: float) -> State:
        """Where it is when it has left its queue, or when time is up."""
        return self.rehearsal.emulator.the(SQS).settled(self.region.name, self.called, self.id, seconds)

    def failed(self, expected: str, came: str, *evidence: str, function: str = "") -> Failed:
        """What is wrong with it."""
        expected = f"a message sent to {self.queue} in {self.region.name} {expected}"
        lines = (*evidence, *_state(self.rehearsal, self.queue))
        where = address(self.region.name, function) if function else ""
        return Failed(expected, came, lines, where, function)


def _works(rehearsal: Rehearsal) -> Outcome:
    outcome = _work_in(rehearsal, rehearsal.stack.regions)
    if isinstance(outcome, Failed):
        return outcome
    return Passed((*_untried(rehearsal), *outcome.details))


def _has_grown(rehearsal: Rehearsal) -> Outcome:
    return _work_in(rehearsal, tuple(r for r in rehearsal.stack.regions if r.name == rehearsal.added))


def _work_in(rehearsal: Rehearsal, regions: tuple[Region, ...]) -> Passed | Failed:
    details: list[str] = []
    for attempt in (_handled, _dead):
        outcome = attempt(rehearsal, regions)
        if isinstance(outcome, Failed):
            return outcome
        details += outcome.details
    return Passed(tuple(details))


def _untried(rehearsal: Rehearsal) -> Iterator[str]:
    idle = [name for name in rehearsal.stack.all(QUEUE) if not consumers(rehearsal.stack, name)]
    if idle:
        yield f"nothing was tried on {', '.join(idle)}: no function of this spec handles the messages"


def _handled(rehearsal: Rehearsal, regions: tuple[Region, ...]) -> Passed | Failed:
    """Messages with a made-up body, as one of a function's clients sends them."""
    waiting, told = [], []
    for region, queue in _every(rehearsal, regions, rehearsal.stack.known(QUEUE)):
        sent = _send(rehearsal, queue, region)
        if isinstance(sent, Failed):
            return sent
        waiting.append(sent)
    for sent in waiting:
        outcome = _outcome(sent)
        if isinstance(outcome, Failed):
            return outcome
        told += [outcome] if outcome else []
    twice = next(filter(_is_handled_again, waiting), None)
    if twice:
        took = ", ".join(f"{each.seconds:.1f} s" for each in twice.deliveries)
        return twice.failed(
            "is handled once", f"it was handled {len(twice.deliveries)} times, which took {took}"
        )
    if not waiting:
        return Passed()
    count = len(waiting) - len(told)
    body = "with a made-up body, one for each queue in each region"
    return Passed((f"{len(waiting)} messages {body}: {count} handled there, once", *told))


def _outcome(sent: _Sent) -> Failed | str:
    """What became of a message with a made-up body; words if its function did not take it, none if it did."""
    stack = sent.rehearsal.stack
    functions = {names.of(stack, FUNCTION, name): name for name in consumers(stack, sent.queue)}
    slowest = max(stack.at(FUNCTION, sent.region)[name].timeout for name in functions.values())
    expected = f"is given to {' or '.join(functions.values())} there"
    if not wait_until(lambda: bool(sent.deliveries), slowest + _PATIENCE_SECONDS):
        return sent.failed(expected, f"not after {slowest + _PATIENCE_SECONDS} s")
    first = sent.deliveries[0]
    name = functions.get(first.function, "")
    if first.region != sent.region.name or not name:
        return sent.failed(expected, f"it was given to {first.function} in {first.region}")
    absent = of_other_function(sent.rehearsal, name)
    if absent:
        return f"{first.region}: {absent.words()}"
    return "" if first.handled else _not_taken(sent, first, name)


def _not_taken(sent: _Sent, first: Delivery, name: str) -> Failed | str:
    """Why a function did not take a message at first, and what became of that."""
    log = of_function(sent.rehearsal, first.region, name)
    if _UNREADABLE in first.reason or is_grave((first.reason, *log)):
        return sent.failed(f"is handled by {name} there", first.reason, *log, function=name)
    state = sent.settled(_MOST_SECONDS)
    last = sent.deliveries[-1]
    if last.handled:
        return f"{first.region}: {name} took a made-up message after {last.receives} times; at first: {first.reason}"
    where = "in the dead-letter queue" if state is State.dead else "still in the queue"
    return (
        f"{first.region}: {name} did not take a made-up message: {first.reason}; "
        f"after {last.receives} times it is {where}"
    )


def _is_handled_again(sent: _Sent) -> bool:
    """Whether it is, by what was given the message before it was deleted, and takes as long as the first did."""
    first = sent.deliveries[0]
    left = first.time + 2 * first.seconds - time.time()
    time.sleep(min(max(left, 0), _MOST_SECONDS))
    return sum(each.handled for each in sent.deliveries) > 1


def _dead(rehearsal: Rehearsal, regions: tuple[Region, ...]) -> Passed | Failed:
    """Messages that fail however often they are received."""
    queues = rehearsal.emulator.the(SQS)
    failing = []
    for region, queue in _every(rehearsal, regions, rehearsal.stack.all(QUEUE)):
        called = names.of(rehearsal.stack, QUEUE, queue)
        message = queues.send(region.name, called, _failing(queue, region), fails=True)
        failing.append(_Sent(rehearsal, queue, region, message))
    for sent in failing:
        failed = _astray(sent)
        if failed:
            return failed
    if not failing:
        return Passed()
    receives = sorted({sent.settings.receives for sent in failing})
    times = " or ".join(map(str, receives))
    count = len(failing)
    return Passed(
        (f"{count} messages that fail: in the dead-letter queue of their region after {times} receives",)
    )


def _astray(sent: _Sent) -> Failed | None:
    """Whether a message that fails is anywhere but in the dead-letter queue of its region, or too soon."""
    dead, most = names.dead_letter_queue(sent.called), sent.settings.receives
    expected = f"and failing is in {dead} there after {most} receives"
    state = sent.settled(_PATIENCE_SECONDS + most * _RECEIVE_SECONDS)
    times = max((each.receives for each in sent.deliveries), default=0)
    if state is State.waiting:
        return sent.failed(expected, f"it is still in the queue, after {times} receives")
    found = sent.rehearsal.emulator.the(SQS).bodies(sent.region.name, dead)
    if state is State.handled or _failing(sent.queue, sent.region) not in found:
        return sent.failed(expected, f"it is not there, after {times} receives")
    return None if times == most else sent.failed(expected, f"it is there after {times} receives")


def _failing(queue: str, region: Region) -> str:
    """A body that tells such a message from others."""
    return json.dumps({"fails": f"rehearsal of {queue} in {region.name}"})


def _every(
    rehearsal: Rehearsal, regions: tuple[Region, ...], queues: Iterable[str]
) -> Iterator[tuple[Region, str]]:
    """Those of the queues whose messages a function handles, in every region."""
    for region in regions:
        for queue in queues:
            if consumers(rehearsal.stack, queue):
                yield region, queue


def _send(rehearsal: Rehearsal, queue: str, region: Region) -> _Sent | Failed:
    client = _client(rehearsal, region.name)
    try:
        url = client.get_queue_url(QueueName=_called(rehearsal, queue, region.name))["QueueUrl"]
        told = client.send_message(QueueUrl=url, MessageBody=_BODY)
    except _SDK_ERRORS as error:
        return Failed(f"queue {queue} takes a message in {region.name}", str(error), _state(rehearsal, queue))
    return _Sent(rehearsal, queue, region, told["MessageId"])


def _called(rehearsal: Rehearsal, queue: str, region: str) -> str:
    """A queue's name in AWS; that of an existing one may have the region in it."""
    return names.filled(names.of(rehearsal.stack, QUEUE, queue), region)


def _client(rehearsal: Rehearsal, region: str) -> Any:
    return rehearsal.clients.of("sqs", region)


def _state(rehearsal: Rehearsal, name: str) -> tuple[str, ...]:
    """What SQS says of a queue in every region, and Lambda of how its messages are handed over."""
    return tuple(
        f"queue {name} in {region.name}: {_words(rehearsal, name, region.name)}"
        for region in rehearsal.stack.regions
    )


def _words(rehearsal: Rehearsal, name: str, region: str) -> str:
    client = _client(rehearsal, region)
    try:
        url = client.get_queue_url(QueueName=_called(rehearsal, name, region))["QueueUrl"]
        told = client.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        mappings = rehearsal.clients.of("lambda", region).list_event_source_mappings(
            EventSourceArn=told["QueueArn"]
        )["EventSourceMappings"]
    except _SDK_ERRORS as error:
        return str(error)
    waiting, away = (told[f"ApproximateNumberOfMessages{which}"] for which in ("", "NotVisible"))
    redrive = json.loads(told.get("RedrivePolicy", "{}"))
    dead = redrive.get("deadLetterTargetArn", "no dead-letter queue").rpartition(":")[2]
    receives = f" after {redrive['maxReceiveCount']} receives" if redrive else ""
    given = [f"{each['FunctionArn']}: {each['State']}, {each['LastProcessingResult']}" for each in mappings]
    return f"{waiting} wait, {away} are away; {dead}{receives}; {'; '.join(given) or 'given to no function'}"


TRIAL = Trial(
    kind=QUEUE,
    works=_works,
    has_grown=_has_grown,
    state=_state,
    lacking=("NonExistentQueue", "QueueDoesNotExist"),
)
