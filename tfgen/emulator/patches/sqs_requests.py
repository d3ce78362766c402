"""SQS: requests that it refuses before it looks at a queue.

moto fails without a name or a body, takes attributes that do not exist, a FIFO queue's name for another, and batches
of deletions of any length, and words some refusals in its own way.
Sources: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html and
https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from moto.sqs.exceptions import InvalidAttributeName, InvalidParameterValue, QueueAlreadyExists, SQSException
from moto.sqs.responses import SQSResponse

from tfgen.emulator.patching import replaced

_ATTRIBUTES = frozenset(
    [
        "ContentBasedDeduplication",
        "DeduplicationScope",
        "DelaySeconds",
        "FifoQueue",
        "FifoThroughputLimit",
        "KmsDataKeyReusePeriodSeconds",
        "KmsMasterKeyId",
        "MaximumMessageSize",
        "MessageRetentionPeriod",
        "Policy",
        "ReceiveMessageWaitTimeSeconds",
        "RedriveAllowPolicy",
        "RedrivePolicy",
        "SqsManagedSseEnabled",
        "VisibilityTimeout",
    ]
)
"""Those that can be set."""

_ONE_ENCRYPTION = (
    "You can use one type of server-side encryption (SSE) at one time. "
    "You can either enable KMS SSE or SQS SSE."
)

_REQUIRED = {
    "change_message_visibility": "VisibilityTimeout",
    "delete_message": "ReceiptHandle",
    "get_queue_url": "QueueName",
    "send_message": "MessageBody",
}
_BATCHES = ("change_message_visibility_batch", "delete_message_batch", "send_message_batch")
_MOST_ENTRIES = 10
_MOST_WAIT = 20
_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Refuses them, in AWS's words."""
    checks: dict[str, Callable[[Any], None]] = {
        **{name: _requires(parameter) for name, parameter in _REQUIRED.items()},
        **dict.fromkeys(_BATCHES, _check_batch),
        "create_queue": _check_queue,
        "receive_message": _check_receiving,
        "set_queue_attributes": lambda response: _check_attributes(response._get_param("Attributes") or {}),
    }
    with replaced(
        SQSResponse, **{name: _checked(getattr(SQSResponse, name), check) for name, check in checks.items()}
    ):
        yield


def _checked(original: Any, check: Callable[[Any], None]) -> Any:
    def action(response: Any) -> Any:
        check(response)
        try:
            return original(response)
        except QueueAlreadyExists as error:
            raise QueueAlreadyExists(
                "A queue already exists with the same name and a different value for attribute "
                f"{_differing(response)}"
            ) from error

    return action


def _requires(parameter: str) -> Callable[[Any], None]:
    def check(response: Any) -> None:
        if response._get_param(parameter) is None:
            raise SQSException("MissingParameter", f"The request must contain the parameter {parameter}.")

    return check


def _check_queue(response: Any) -> None:
    _requires("QueueName")(response)
    attributes = response._get_param("Attributes") or {}
    _check_attributes(attributes)
    is_fifo = str(attributes.get("FifoQueue", "false")).lower() == "true"
    if response._get_param("QueueName").endswith(".fifo") and not is_fifo:
        raise InvalidParameterValue(
            "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"
        )


def _check_attributes(attributes: Mapping[str, Any]) -> None:
    unknown = next((name for name in attributes if name not in _ATTRIBUTES), None)
    if unknown:
        raise InvalidAttributeName(unknown)
    if attributes.get("KmsMasterKeyId") and str(attributes.get("SqsManagedSseEnabled")).lower() == "true":
        raise SQSException("InvalidAttributeName", _ONE_ENCRYPTION)


def _check_receiving(response: Any) -> None:
    count, wait = response._get_param("MaxNumberOfMessages"), response._get_param("WaitTimeSeconds")
    if count is not None and not 1 <= int(count) <= _MOST_ENTRIES:
        raise _invalid("MaxNumberOfMessages", count, f"Must be between 1 and {_MOST_ENTRIES}")
    if wait is not None and not 0 <= int(wait) <= _MOST_WAIT:
        raise _invalid("WaitTimeSeconds", wait, f"Must be >= 0 and <= {_MOST_WAIT}")


def _invalid(parameter: str, value: object, reason: str) -> InvalidParameterValue:
    return InvalidParameterValue(
        f"Value {value} for parameter {parameter} is invalid. Reason: {reason}, if provided."
    )


def _check_batch(response: Any) -> None:
    entries = response._get_param("Entries") or ()
    ids = [str(entry["Id"]) for entry in entries]
    if len(ids) > _MOST_ENTRIES:
        raise _batch(
            "TooManyEntriesInBatchRequest",
            f"Maximum number of entries per request are {_MOST_ENTRIES}. You have sent {len(ids)}.",
        )
    if not all(map(_ID.fullmatch, ids)):
        raise _batch(
            "InvalidBatchEntryId",
            "A batch entry id can only contain alphanumeric characters, hyphens and underscores. "
            "It can be at most 80 letters long.",
        )
    twice = next((each for number, each in enumerate(ids) if each in ids[:number]), None)
    if twice is not None:
        raise _batch("BatchEntryIdsNotDistinct", f"Id {twice} repeated.")


def _batch(code: str, message: str) -> SQSException:
    return SQSException(f"AWS.SimpleQueueService.{code}", message)


def _differing(response: Any) -> str:
    """The first attribute that a queue of the name has with another value."""
    queue = response.sqs_backend.queues[response._get_param("QueueName")]
    given = response._get_param("Attributes") or {}
    return next((name for name, value in given.items() if str(queue.attributes.get(name)) != str(value)), "")
