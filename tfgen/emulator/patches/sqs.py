"""SQS: attributes, addresses, and requests that meet.

What moto does, and SQS does not:

- It keeps RedriveAllowPolicy to itself, and so the provider waits for minutes until it is there; it also takes any
  source for a dead-letter queue, whatever that says.
- It tells RedrivePolicy with spaces in it, which every plan then takes out.
- It drops a queue's policy when any other attribute is set.
- It leaves a queue encrypted by SQS when a KMS key is set, and by the key when SQS is to encrypt it.
- It takes attributes out of their bounds, and dead-letter queues of other regions.
- It loses a message that is sent while another is being deleted, and a request that waits for messages goes on
  waiting when the emulator ends.
- It takes the address of a queue for one of its own region, whatever region the address names.

Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html

It gives addresses of queues at its own address, so that they change with its port; AWS's are given instead. The SDK
for JavaScript alone sends its requests to the address of the queue, wherever its endpoint is, and gets moto's.
Source: https://github.com/aws/aws-sdk-js-v3/tree/main/packages/middleware-sdk-sqs
"""

from __future__ import annotations

import contextlib
import json
import re
import threading
import time
from collections.abc import Iterator
from typing import Any

from moto.sqs.exceptions import InvalidAttributeValue, InvalidParameterValue, SQSException
from moto.sqs.models import Queue, SQSBackend, sqs_backends
from moto.sqs.responses import SQSResponse

from tfgen.emulator.patching import replaced

_BOUNDS = {
    "DelaySeconds": (0, 900),
    "MaximumMessageSize": (1024, 1_048_576),
    "MessageRetentionPeriod": (60, 1_209_600),
    "ReceiveMessageWaitTimeSeconds": (0, 20),
    "VisibilityTimeout": (0, 43_200),
}
_RECEIVES = (1, 1000)
_ADDRESS = re.compile(r"https://sqs\.([a-z0-9-]+)\.amazonaws\.com/")
_JAVASCRIPT = "aws-sdk-js/"
_LOOK_SECONDS = 0.05
"""How soon a request that waits sees that a message has become visible again."""

_AT_ONCE = (
    "change_message_visibility",
    "change_message_visibility_batch",
    "delete_message",
    "delete_message_batch",
    "purge_queue",
    "send_message",
    "send_message_batch",
)


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Patches moto's queues; what waits for messages stops waiting at the end."""
    ended = threading.Event()
    try:
        with (
            replaced(Queue, **_attributes()),
            replaced(SQSBackend, **_one_at_a_time(ended)),
            replaced(SQSResponse, **_addresses()),
        ):
            yield
    finally:
        ended.set()


def _attributes() -> dict[str, Any]:
    set_attributes: Any = Queue._set_attributes
    attributes: Any = vars(Queue)["attributes"].fget

    def checked(self: Any, given: dict[str, Any], now: float | None = None) -> None:
        for name, (least, most) in _BOUNDS.items():
            if name in given and not (str(given[name]).isdigit() and least <= int(given[name]) <= most):
                raise InvalidAttributeValue(name)
        _check_redrive(self, given.get("RedrivePolicy"))
        policy = {} if "Policy" in given else {"Policy": getattr(self, "_policy_json", None) and self.policy}
        set_attributes(self, {**given, **policy, **_encrypted(given)}, now)

    def told(self: Any) -> dict[str, Any]:
        found = {name: value for name, value in attributes(self).items() if value != ""}
        if self.redrive_policy:
            found["RedrivePolicy"] = json.dumps(self.redrive_policy, separators=(",", ":"))
        return found

    return {
        "BASE_ATTRIBUTES": [*Queue.BASE_ATTRIBUTES, "RedriveAllowPolicy"],
        "redrive_allow_policy": None,
        "_set_attributes": checked,
        "attributes": property(told),
    }


def _encrypted(given: dict[str, Any]) -> dict[str, Any]:
    """A queue is encrypted by one of the two: the one that is told last.

    Source: https://github.com/faiscadev/fakecloud/pull/371
    """
    if given.get("KmsMasterKeyId"):
        return {"SqsManagedSseEnabled": "false"}
    return {"KmsMasterKeyId": None} if str(given.get("SqsManagedSseEnabled")).lower() == "true" else {}


def _check_redrive(queue: Any, policy: Any) -> None:
    if not policy:
        return
    try:
        wanted = json.loads(policy) if isinstance(policy, str) else policy
    except ValueError as error:
        raise InvalidParameterValue(
            f"Value {policy} for parameter RedrivePolicy is invalid. Reason: Redrive policy is not a valid JSON map."
        ) from error
    if Queue._is_empty_redrive_policy(policy):
        return
    least, most = _RECEIVES
    reason = None
    target = str(wanted.get("deadLetterTargetArn", ""))
    dead = next((each for each in _queues(queue).values() if each.queue_arn == target), None)
    if not least <= int(wanted.get("maxReceiveCount", 0)) <= most:
        reason = f"Invalid value for maxReceiveCount: must be between {least} and {most}"
    elif dead is None:
        reason = "Dead letter target does not exist"
    elif dead.name.endswith(".fifo") is not queue.name.endswith(".fifo"):
        reason = "Dead-letter queue must be same type of queue as the source"
    elif not _takes(dead, queue.queue_arn):
        reason = f"the RedriveAllowPolicy of {dead.name} does not allow {queue.name}"
    if reason:
        raise InvalidParameterValue(
            f"Value {json.dumps(wanted)} for parameter RedrivePolicy is invalid. Reason: {reason}."
        )


def _queues(queue: Any) -> dict[str, Any]:
    found: dict[str, Any] = sqs_backends[queue.account_id][queue.region].queues
    return found


def _takes(dead: Any, source: str) -> bool:
    policy = json.loads(dead.redrive_allow_policy or "{}")
    permission = policy.get("redrivePermission", "allowAll")
    return permission == "allowAll" or (
        permission == "byQueue" and source in policy.get("sourceQueueArns", [])
    )


def _one_at_a_time(ended: threading.Event) -> dict[str, Any]:
    lock = threading.RLock()
    receive = SQSBackend.receive_message

    def locked(original: Any) -> Any:
        def at_once(self: Any, *given: Any, **named: Any) -> Any:
            with lock:
                return original(self, *given, **named)

        return at_once

    def receive_message(
        self: Any, queue_name: str, count: int, wait: int, visibility: int, names: list[str] | None = None
    ) -> list[Any]:
        deadline = time.monotonic() + wait
        while True:
            with lock:
                found: list[Any] = receive(self, queue_name, count, 0, visibility, names)
            left = deadline - time.monotonic()
            if found or left <= 0 or ended.is_set():
                return found
            self.get_queue(queue_name).wait_for_messages(min(left, _LOOK_SECONDS))

    return {
        **{name: locked(getattr(SQSBackend, name)) for name in _AT_ONCE},
        "receive_message": receive_message,
    }


def _addresses() -> dict[str, Any]:
    queue_name, resource = SQSResponse._get_queue_name, SQSResponse._determine_resource

    def addressed(original: Any) -> Any:
        def action(self: Any) -> Any:
            if _JAVASCRIPT not in self.headers.get("User-Agent", ""):
                self.uri = f"https://sqs.{self.region}.amazonaws.com/"
            return original(self)

        return action

    def own_queue_name(self: Any) -> str:
        url = str(self._get_param("QueueUrl") or "")
        found = _ADDRESS.match(url)
        if found and found[1] != self.region:
            raise SQSException("InvalidAddress", f"The address {url} is not valid for this endpoint.")
        name: str = queue_name(self)
        return name

    def resource_or_all(self: Any) -> str:
        """It is asked for where moto expects no refusal."""
        try:
            found: str = resource(self)
        except SQSException:
            return "*"
        return found

    giving = ("create_queue", "get_queue_url", "list_dead_letter_source_queues", "list_queues")
    return {
        **{name: addressed(getattr(SQSResponse, name)) for name in giving},
        "_determine_resource": resource_or_all,
        "_get_queue_name": own_queue_name,
    }
