"""What a function is given of messages.

https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from typing import Any


def event(queue: Any, messages: Iterable[Any]) -> dict[str, Any]:
    """Of moto's messages, as a receiver has them."""
    return {"Records": [_record(queue, message) for message in messages]}


def _record(queue: Any, message: Any) -> dict[str, Any]:
    record = {
        "messageId": message.id,
        "receiptHandle": message.receipt_handle,
        "body": message.body,
        "attributes": _attributes(message),
        "messageAttributes": {
            name: _attribute(attribute) for name, attribute in message.message_attributes.items()
        },
        "md5OfBody": message.body_md5,
        "eventSource": "aws:sqs",
        "eventSourceARN": queue.queue_arn,
        "awsRegion": queue.region,
    }
    if message.message_attributes:
        record["md5OfMessageAttributes"] = message.attribute_md5
    return record


def _attributes(message: Any) -> dict[str, str]:
    trace = (message.system_attributes or {}).get("AWSTraceHeader") or {}
    found = {
        "ApproximateReceiveCount": message.approximate_receive_count,
        "SentTimestamp": message.sent_timestamp,
        "SenderId": message.sender_id,
        "ApproximateFirstReceiveTimestamp": message.approximate_first_receive_timestamp,
        "AWSTraceHeader": trace.get("StringValue"),
        "MessageGroupId": message.group_id,
        "MessageDeduplicationId": message.deduplication_id,
        "SequenceNumber": message.sequence_number,
    }
    return {name: str(value) for name, value in found.items() if value is not None}


def _attribute(given: Mapping[str, Any]) -> dict[str, Any]:
    value: dict[str, Any] = {}
    if given.get("StringValue") is not None:
        value["stringValue"] = given["StringValue"]
    binary = given.get("BinaryValue")
    if binary is not None:
        value["binaryValue"] = base64.b64encode(binary).decode() if isinstance(binary, bytes) else binary
    return {**value, "stringListValues": [], "binaryListValues": [], "dataType": given["DataType"]}
