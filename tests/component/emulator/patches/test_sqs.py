"""Queues keep what they are told, say where they are, and lose no message."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.sqs.models import Queue, sqs_backends

from tests.component.emulator.patches.plain import credentials as credentials
from tfgen.emulator.patches import sqs

REGION, ACCOUNT = "eu-west-1", "123456789012"
ALL = {"redrivePermission": "allowAll"}


@pytest.fixture(autouse=True)
def _aws(credentials: None) -> Iterator[None]:
    with mock_aws():
        yield


def _client(region: str = REGION) -> Any:
    return boto3.client("sqs", region_name=region)


def _queue(name: str, **attributes: object) -> str:
    given = {key: value if isinstance(value, str) else json.dumps(value) for key, value in attributes.items()}
    url: str = _client().create_queue(QueueName=name, Attributes=given)["QueueUrl"]
    return url


def _attributes(url: str) -> dict[str, str]:
    found: dict[str, str] = _client().get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    return found


def _redrive(dead: str, receives: object = 5, region: str = REGION) -> dict[str, object]:
    return {"deadLetterTargetArn": f"arn:aws:sqs:{region}:{ACCOUNT}:{dead}", "maxReceiveCount": receives}


def test_moto_does_not_tell_who_may_use_a_dead_letter_queue() -> None:
    assert "RedriveAllowPolicy" not in _attributes(_queue("dead", RedriveAllowPolicy=ALL))


def test_a_dead_letter_queue_tells_who_may_use_it() -> None:
    with sqs.patched():
        url = _queue("dead", RedriveAllowPolicy=ALL)
        assert json.loads(_attributes(url)["RedriveAllowPolicy"]) == ALL
        _client().set_queue_attributes(QueueUrl=url, Attributes={"RedriveAllowPolicy": ""})
        assert "RedriveAllowPolicy" not in _attributes(url)


def _redrive_policy() -> str:
    _queue("dead")
    return _attributes(_queue("jobs", RedrivePolicy=json.dumps(_redrive("dead"), separators=(",", ":"))))[
        "RedrivePolicy"
    ]


def test_moto_puts_spaces_into_a_redrive_policy() -> None:
    assert ", " in _redrive_policy()


def test_a_redrive_policy_is_told_as_it_was_given() -> None:
    with sqs.patched():
        assert _redrive_policy() == json.dumps(_redrive("dead"), separators=(",", ":"))


def _policy_after_another_attribute() -> str | None:
    policy = json.dumps({"Version": "2012-10-17", "Statement": [{"Sid": "a"}]})
    url = _queue("jobs", Policy=policy)
    _client().set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "60"})
    return _attributes(url).get("Policy")


def test_moto_drops_the_policy() -> None:
    assert _policy_after_another_attribute() is None


def test_the_policy_stays() -> None:
    with sqs.patched():
        assert json.loads(_policy_after_another_attribute() or "{}")["Statement"] == [{"Sid": "a"}]


@pytest.mark.parametrize(
    "attributes",
    [
        {"DelaySeconds": 901},
        {"MessageRetentionPeriod": 59},
        {"MessageRetentionPeriod": 1_209_601},
        {"ReceiveMessageWaitTimeSeconds": 21},
        {"VisibilityTimeout": 43_201},
        {"RedrivePolicy": _redrive("dead", 0)},
        {"RedrivePolicy": _redrive("dead", "1001")},
        {"RedrivePolicy": _redrive("dead", region="us-east-1")},
        {"RedrivePolicy": _redrive("choosy")},
        {"RedrivePolicy": _redrive("closed")},
    ],
    ids=str,
)
def test_attributes_out_of_bounds_are_refused(attributes: dict[str, object]) -> None:
    _client("us-east-1").create_queue(QueueName="dead")
    _queue("dead")
    _queue("choosy", RedriveAllowPolicy={"redrivePermission": "byQueue", "sourceQueueArns": ["other"]})
    _queue("closed", RedriveAllowPolicy={"redrivePermission": "denyAll"})
    with sqs.patched():
        with pytest.raises(ClientError, match="Invalid"):
            _queue("jobs", **attributes)
        assert _client().list_queues(QueueNamePrefix="jobs").get("QueueUrls", []) == []


def test_moto_takes_attributes_out_of_bounds() -> None:
    assert _queue("jobs", VisibilityTimeout=43_201)


def test_bounds_belong_to_what_is_taken() -> None:
    with sqs.patched():
        _queue(
            "dead",
            RedriveAllowPolicy={
                "redrivePermission": "byQueue",
                "sourceQueueArns": [f"arn:aws:sqs:{REGION}:{ACCOUNT}:jobs"],
            },
        )
        assert _queue("jobs", VisibilityTimeout=43_200, RedrivePolicy=_redrive("dead", "1000"))


def test_a_queue_of_another_region_has_another_address() -> None:
    _queue("jobs")
    url = _client("us-east-1").create_queue(QueueName="jobs")["QueueUrl"]
    _client().send_message(QueueUrl=url, MessageBody="moto takes it for its own")
    with sqs.patched(), pytest.raises(ClientError, match="InvalidAddress"):
        _client().send_message(QueueUrl=url, MessageBody="{}")


def _lost(monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether a message is lost that is sent at the moment in which another is deleted."""
    deleting, deleted = threading.Event(), threading.Event()

    def put(queue: Any, messages: list[Any]) -> None:
        if "kept" in vars(queue):
            deleting.set()
            deleted.wait(0.5)
        vars(queue)["kept"] = messages

    monkeypatch.setattr(Queue, "_messages", property(lambda queue: vars(queue)["kept"], put), raising=False)
    backend = sqs_backends[ACCOUNT][REGION]
    _queue("jobs")
    backend.send_message("jobs", "old")
    [message] = backend.receive_message("jobs", 1, 0, 30)
    thread = threading.Thread(target=backend.delete_message, args=("jobs", message.receipt_handle))
    thread.start()
    deleting.wait(10)
    backend.send_message("jobs", "new")
    deleted.set()
    thread.join(10)
    return [each.body for each in backend.queues["jobs"]._messages] != ["new"]


def test_no_message_is_lost_when_requests_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    with sqs.patched():
        assert not _lost(monkeypatch)


def test_moto_loses_a_message_when_requests_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _lost(monkeypatch)


def test_a_request_that_waits_for_messages_has_them_at_once() -> None:
    with sqs.patched():
        url = _queue("jobs", VisibilityTimeout=1)
        threading.Timer(0.2, lambda: _client().send_message(QueueUrl=url, MessageBody="{}")).start()
        began = time.monotonic()
        waiting = {"QueueUrl": url, "WaitTimeSeconds": 20}
        assert _client().receive_message(**waiting)["Messages"]
        assert _client().receive_message(**waiting)["Messages"]  # the same, which is visible again
        assert time.monotonic() - began < 10
        assert "Messages" not in _client().receive_message(QueueUrl=url)


def test_a_request_that_waits_for_messages_ends_with_the_emulator() -> None:
    backend, received = sqs_backends[ACCOUNT][REGION], threading.Event()
    with sqs.patched():
        _queue("jobs")

        def receive() -> None:
            backend.receive_message("jobs", 1, 20, 30)
            received.set()

        threading.Thread(target=receive, daemon=True).start()
        assert not received.wait(0.2)
    assert received.wait(5)
