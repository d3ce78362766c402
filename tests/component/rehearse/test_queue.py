"""What a rehearsal says of queues, whatever their functions do with a message that they cannot know."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.component.emulator.functions.aws import ACCOUNT, zipped
from tests.component.emulator.sqs.world import RECEIVE, World, queue_arn
from tests.specs import stack_of
from tfgen.check.terraform import Terraform
from tfgen.emulator.emulator import emulator
from tfgen.rehearse.kinds import queue
from tfgen.rehearse.kinds.queue import TRIAL
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.sdk import Clients
from tfgen.rehearse.step import Failed, Outcome, Passed
from tfgen.stack import names
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.queue import QUEUE
from tfgen.stack.stack import Stack

REGIONS = HOME, OTHER = "eu-west-1", "us-east-1"
TAKES = "def main(event, context):\n    return None\n"
RAISES = "def main(event, context):\n    raise ValueError('the id may not be empty')\n"
REPORTS = """
def main(event, context):
    return {"batchItemFailures": [{"itemIdentifier": each["messageId"]} for each in event["Records"]]}
"""
AT_SECOND = """
seen = set()
def main(event, context):
    ids = {each["messageId"] for each in event["Records"]}
    if ids - seen:
        seen.update(ids)
        raise RuntimeError("not yet")
"""
IS_REFUSED = """
import boto3
def main(event, context):
    boto3.client("dynamodb").get_item(TableName="orders", Key={"id": {"S": "1"}})
"""
_NUMBERS = itertools.count()


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with emulator() as aws:
        yield World(aws)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "_PATIENCE_SECONDS", 3)


def _stack(*, timeout: int = 5, **changes: Any) -> Stack:
    """A service of a name of its own, with a queue whose messages a function handles."""
    function = {"code": "src", "handler": "app.main", "runtime": "python3.13", "timeout": timeout}
    spec = {
        "tfgen": 1,
        "service": f"service-{next(_NUMBERS)}",
        "domain": "jobs.example.com",
        "regions": list(REGIONS),
        "queues": {"jobs": {"receives": 2}},
        "functions": {
            "health": {**function, "http": "GET /health"},
            "handle": {**function, "events": [{"queue": "jobs"}]},
        },
    }
    return stack_of({**spec, **changes})


def _rehearsal(world: World, stack: Stack) -> Rehearsal:
    import boto3

    clients = Clients(boto3.Session("emulated", "emulated"), world.aws.endpoint)
    terraform = Terraform(Path("terraform"), Path(), {})
    return Rehearsal(stack, stack, lambda _: None, terraform, (), world.aws, clients, frozenset())


def _build(
    world: World,
    stack: Stack,
    code: str = TAKES,
    *,
    mapped: tuple[str, ...] = REGIONS,
    receives: int = 2,
    runtime: str = "python3.13",
) -> None:
    """Makes in every region what Terraform would make."""
    called, function = names.of(stack, QUEUE, "jobs"), names.of(stack, FUNCTION, "handle")
    role = world.role(RECEIVE)
    for region in (region.name for region in stack.regions):
        world.client("sqs", region).create_queue(QueueName=names.dead_letter_queue(called))
        dead = queue_arn(names.dead_letter_queue(called), region)
        redrive = json.dumps({"deadLetterTargetArn": dead, "maxReceiveCount": receives})
        world.client("sqs", region).create_queue(QueueName=called, Attributes={"RedrivePolicy": redrive})
        world.client("lambda", region).create_function(
            FunctionName=function,
            Handler="app.main",
            Code={"ZipFile": zipped({"app.py": code})},
            Role=f"arn:aws:iam::{ACCOUNT}:role/{role}",
            Runtime=runtime,
            Timeout=stack.all(FUNCTION)["handle"].timeout,
        )
        if region in mapped:
            world.map(called, function, region)


def _tried(world: World, code: str = TAKES, timeout: int = 5, **how: Any) -> Outcome:
    stack = _stack(timeout=timeout)
    _build(world, stack, code, **how)
    return _works(world, stack)


def _works(world: World, stack: Stack) -> Outcome:
    assert TRIAL.works
    return TRIAL.works(_rehearsal(world, stack))


def _details(outcome: Outcome) -> tuple[str, ...]:
    assert isinstance(outcome, Passed), outcome
    return outcome.details


def _failure(outcome: Outcome) -> Failed:
    assert isinstance(outcome, Failed), outcome
    return outcome


def test_messages_are_handled_in_their_region(world: World) -> None:
    assert _details(_tried(world)) == (
        "2 messages with a made-up body, one for each queue in each region: 2 handled there, once",
        "2 messages that fail: in the dead-letter queue of their region after 2 receives",
    )


@pytest.mark.parametrize(
    ("code", "reason"),
    [(RAISES, "ValueError: the id may not be empty"), (REPORTS, "reported by the function")],
    ids=["raises", "reports"],
)
def test_a_function_that_does_not_take_a_made_up_message_is_told_and_passes(
    world: World, code: str, reason: str
) -> None:
    handled, *told, dead = _details(_tried(world, code))
    assert handled.endswith(": 0 handled there, once")
    assert told == [
        f"{region}: handle did not take a made-up message: {reason}; after 2 times it is in the dead-letter queue"
        for region in REGIONS
    ]
    assert dead.startswith("2 messages that fail: ")


def test_messages_of_a_function_that_does_not_run_here_are_not_rehearsed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world.aws.functions, "stands_in", True)
    handled, *told, dead = _details(_tried(world, runtime="java21"))
    assert handled.endswith(": 0 handled there, once")
    assert told == [
        f"{region}: handle is not rehearsed: java21 is not run here: python, nodejs and provided runtimes are"
        for region in REGIONS
    ]
    assert dead.startswith("2 messages that fail: ")


def test_a_function_that_takes_a_message_later_is_told(world: World) -> None:
    assert (
        f"{HOME}: handle took a made-up message after 2 times; at first: RuntimeError: not yet"
        in _details(_tried(world, AT_SECOND))
    )


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import botto3\n", "Runtime.ImportModuleError: .*botto3"),
        ("def mian(event, context): ...\n", "Runtime.HandlerNotFound: "),
        ("import sys\ndef main(event, context):\n    sys.exit(3)\n", "Runtime.ExitError: "),
        ("import time\ndef main(event, context):\n    time.sleep(9)\n", "Sandbox.Timedout: "),
        ("def main(event, context):\n    return {'batchItemFailures': 1}\n", "batchItemFailures is no list"),
        (IS_REFUSED, "AccessDeniedException.*dynamodb:GetItem"),
    ],
    ids=["import", "handler", "exit", "time", "answer", "permission"],
)
def test_what_no_message_can_cause_is_a_failure(world: World, code: str, reason: str) -> None:
    failed = _failure(_tried(world, code, timeout=2))
    assert failed.expected == f"a message sent to jobs in {HOME} is handled by handle there"
    assert re.search(reason, failed.came), failed.came
    assert failed.address == 'module.eu_west_1.module.function["handle"].aws_lambda_function.this'


def test_a_queue_that_no_function_is_given_in_a_region_is_found(world: World) -> None:
    failed = _failure(_tried(world, timeout=2, mapped=(HOME,)))
    assert failed.expected == f"a message sent to jobs in {OTHER} is given to handle there"
    own, other = failed.evidence
    assert ":live" not in own and own.endswith("Enabled, OK")
    assert other.startswith(f"queue jobs in {OTHER}: 1 wait, 0 are away; ")
    assert other.endswith("; given to no function")


def test_a_role_that_may_not_receive_any_more_is_found(world: World) -> None:
    stack = _stack(timeout=1)
    _build(world, stack)
    function = world.client("lambda", OTHER).get_function(FunctionName=names.of(stack, FUNCTION, "handle"))
    role = function["Configuration"]["Role"].rpartition("/")[2]
    world.client("iam").delete_role_policy(RoleName=role, PolicyName="function")
    failed = _failure(_works(world, stack))
    assert failed.expected == f"a message sent to jobs in {HOME} is given to handle there"
    assert "PROBLEM: " in failed.evidence[0] and "sqs:ReceiveMessage" in failed.evidence[0]


def test_a_region_without_the_queue_is_found(world: World) -> None:
    stack = _stack()
    _build(world, stack)
    url = world.client("sqs", OTHER).get_queue_url(QueueName=names.of(stack, QUEUE, "jobs"))["QueueUrl"]
    world.client("sqs", OTHER).delete_queue(QueueUrl=url)
    failed = _failure(_works(world, stack))
    assert failed.expected == f"queue jobs takes a message in {OTHER}"
    assert "NonExistentQueue" in failed.came


def test_a_message_that_is_handled_again_is_found(world: World) -> None:
    """As where it comes back while its function is still at work."""
    stack = _stack()
    _build(world, stack, "import time\ndef main(event, context):\n    time.sleep(1.5)\n")
    called = names.of(stack, QUEUE, "jobs")
    for region in REGIONS:
        client = world.client("sqs", region)
        url = client.get_queue_url(QueueName=called)["QueueUrl"]
        client.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "1"})
    failed = _failure(_works(world, stack))
    assert failed.expected == f"a message sent to jobs in {HOME} is handled once"


@pytest.mark.parametrize(
    ("policy", "came"),
    [
        ("", "it is still in the queue, after "),
        ('{"deadLetterTargetArn": "ELSEWHERE", "maxReceiveCount": 2}', "it is not there, after 2 receives"),
        ('{"deadLetterTargetArn": "DEAD", "maxReceiveCount": 4}', "it is there after 4 receives"),
    ],
    ids=["none", "elsewhere", "later"],
)
def test_a_wrong_way_to_the_dead_letter_queue_is_found(world: World, policy: str, came: str) -> None:
    stack = _stack()
    _build(world, stack)
    called, client = names.of(stack, QUEUE, "jobs"), world.client("sqs", OTHER)
    elsewhere = queue_arn(world.queue(OTHER), OTHER)
    dead = queue_arn(names.dead_letter_queue(called), OTHER)
    policy = policy.replace("ELSEWHERE", elsewhere).replace("DEAD", dead)
    url = client.get_queue_url(QueueName=called)["QueueUrl"]
    client.set_queue_attributes(QueueUrl=url, Attributes={"RedrivePolicy": policy})
    failed = _failure(_works(world, stack))
    assert failed.expected == (
        f"a message sent to jobs in {OTHER} and failing is in {called}-dead there after 2 receives"
    )
    assert failed.came.startswith(came)


def test_a_message_may_be_received_as_often_as_sqs_allows(world: World) -> None:
    stack = _stack(queues={"jobs": {"receives": 1000}})
    _build(world, stack, receives=1000)
    assert _details(_works(world, stack))[-1].endswith("after 1000 receives")


def test_the_region_that_was_added_is_tried_alone(world: World) -> None:
    stack = _stack()
    _build(world, stack)
    rehearsal = _rehearsal(world, stack)
    rehearsal.added = OTHER
    assert TRIAL.has_grown
    assert _details(TRIAL.has_grown(rehearsal))[0].startswith("1 messages ")


def test_a_queue_that_no_function_handles_is_told(world: World) -> None:
    stack = _stack(queues={"jobs": {"receives": 2}, "notes": {}, "spare": {}})
    _build(world, stack)
    told, *_ = _details(_works(world, stack))
    assert told == "nothing was tried on notes, spare: no function of this spec handles the messages"
