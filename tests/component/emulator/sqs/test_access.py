"""What requests to SQS need."""

from __future__ import annotations

import io
import json
from urllib.parse import urlencode

import pytest

from tests.component.emulator.sqs.world import REGION, queue_arn
from tfgen.emulator.service import FORM, Access, Call, call_of
from tfgen.emulator.sqs.access import queue_access

URL = "https://sqs.eu-west-1.amazonaws.com/123456789012/jobs"


def _call(body: bytes, path: str = "/", **environ: str) -> Call:
    return call_of(
        {**environ, "PATH_INFO": path, "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)},
        REGION,
    )


def _json(action: str, parameters: object) -> Call:
    return _call(json.dumps(parameters).encode(), HTTP_X_AMZ_TARGET=f"AmazonSQS.{action}")


def _form(path: str = "/", **parameters: str) -> Call:
    return _call(urlencode(parameters).encode(), path, CONTENT_TYPE=f"{FORM}; charset=utf-8")


@pytest.mark.parametrize(
    ("call", "action"),
    [
        (_json("SendMessage", {"QueueUrl": URL}), "SendMessage"),
        (_json("SendMessageBatch", {"QueueUrl": f"{URL}/"}), "SendMessage"),
        (_json("DeleteMessageBatch", {"QueueUrl": "jobs"}), "DeleteMessage"),
        (_json("GetQueueUrl", {"QueueName": "jobs"}), "GetQueueUrl"),
        (_form(Action="SendMessage", QueueUrl=URL), "SendMessage"),
        (_form("/123456789012/jobs", Action="ChangeMessageVisibilityBatch"), "ChangeMessageVisibility"),
    ],
)
def test_actions_on_a_queue(call: Call, action: str) -> None:
    assert queue_access(call) == [Access(f"sqs:{action}", [queue_arn("jobs")])]


def test_lists_are_of_no_queue() -> None:
    assert queue_access(_json("ListQueues", {})) == [Access("sqs:ListQueues", ["*"])]


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"null"])
def test_what_cannot_be_read_has_no_parameters(body: bytes) -> None:
    assert _call(body, HTTP_X_AMZ_TARGET="AmazonSQS.SendMessage") == (REGION, "SendMessage", {}, "/")
