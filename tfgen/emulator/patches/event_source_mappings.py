"""Lambda's event source mappings of queues: what AWS checks before there is one, and what it answers.

What moto does, and Lambda does not:

- It takes any function, role, batch size and number of mappings, whatever the queue.
- It names the version behind an alias instead of the alias, which every plan then changes back.
- It delivers messages itself, to functions in docker; see tfgen/emulator/sqs for how they are delivered here.
- It does not say how the last delivery went, nor that a mapping is not there that is to be changed or deleted.

Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html

Where the role does not let Lambda receive, Terraform's provider tries again for five minutes, since its policy may
not have been attached yet. In the emulator that takes seconds: then Terraform is told in words at which it gives up.
Source: retryEventSourceMapping in internal/service/lambda/event_source_mapping.go of
https://github.com/hashicorp/terraform-provider-aws
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Mapping
from typing import Any

from moto.awslambda.exceptions import (
    GenericResourcNotFound,
    InvalidParameterValueException,
    LambdaClientError,
)
from moto.awslambda.models import EventSourceMapping, LambdaBackend
from moto.awslambda.responses import LambdaResponse
from moto.sqs.models import sqs_backends

from tfgen.emulator.functions.permissions import role_refusal
from tfgen.emulator.patching import replaced

PATIENCE_SECONDS = 7
"""How long a role's policy may come after the mapping; the provider tries again after 1, 2, 4 … seconds."""

ACTIONS = ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")
"""Of SQS, that a role has to allow. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html"""

_TERRAFORM = "terraform-provider-aws/"
_NOT_EMULATED = ("FilterCriteria", "KMSKeyArn")
_WITHOUT_WINDOW = 10
_MOST, _MOST_FIFO = 10_000, 10


class _ExistsError(LambdaClientError):
    code = 409

    def __init__(self, mapping: Any, function: str) -> None:
        super().__init__(
            "ResourceConflictException",
            f'An event source mapping with SQS arn (" {mapping.event_source_arn} ") and function (" {function} ") '
            f"already exists. Please update or delete the existing mapping with UUID {mapping.uuid}",
        )


class _NotPermittedError(InvalidParameterValueException):
    """The role does not let Lambda receive."""

    def __init__(self, action: str, role: str) -> None:
        super().__init__(f"The function execution role does not have permissions to call {action} on SQS")
        self.at_last = f"Lambda may not call {action} on SQS: no policy of {role} allows it"


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Checks mappings of queues as Lambda does, and leaves those of other sources to moto."""
    create, update = LambdaBackend.create_event_source_mapping, LambdaBackend.update_event_source_mapping
    create_by_api = LambdaResponse.create_event_source_mapping
    update_by_api = LambdaResponse.update_event_source_mapping
    delete_by_api = LambdaResponse.delete_event_source_mapping
    tell = EventSourceMapping.get_configuration
    refused_since: dict[str, float] = {}

    def create_mapping(self: Any, spec: dict[str, Any]) -> Any:
        if not _is_queue(spec.get("EventSourceArn", "")):
            return create(self, spec)
        function = self.get_function(spec.get("FunctionName", ""))
        arn = _called(function, spec["FunctionName"])
        queue = _queue(self, spec["EventSourceArn"])
        for other in self.list_event_source_mappings(queue.queue_arn, None):
            if other.function_arn == arn:
                raise _ExistsError(other, function.function_name)
        _check(function, queue, spec)
        make: Any = EventSourceMapping
        mapping = make(
            {**spec, "RegionName": self.region_name, "AccountId": self.account_id, "FunctionArn": arn}
        )
        self._event_source_mappings[mapping.uuid] = mapping
        return mapping

    def update_mapping(self: Any, uuid: str, spec: dict[str, Any]) -> Any:
        mapping = self.get_event_source_mapping(uuid)
        if mapping is None or not _is_queue(mapping.event_source_arn):
            return update(self, uuid, spec)
        called = spec.get("FunctionName") or mapping.function_arn
        function = self.get_function(called)
        now = {"BatchSize": mapping.batch_size, "MaximumBatchingWindowInSeconds": mapping.max_batch_window}
        _check(function, _queue(self, mapping.event_source_arn), {**now, **spec})
        update(self, uuid, spec)
        mapping.function_arn = _called(function, called)
        return mapping

    def patient(original: Any) -> Any:
        def action(self: Any) -> Any:
            name = f"{self.region} {self.path} {self.body!r}"
            try:
                answer = original(self)
            except _NotPermittedError as error:
                since = refused_since.setdefault(name, time.monotonic())
                if _TERRAFORM not in self.headers.get("User-Agent", ""):
                    raise
                if time.monotonic() - since < PATIENCE_SECONDS:
                    raise
                raise InvalidParameterValueException(error.at_last) from error
            refused_since.pop(name, None)
            return answer

        return action

    def update_existing(self: Any) -> Any:
        _exists(self)
        return update_by_api(self)

    def delete_existing(self: Any) -> Any:
        _exists(self)
        return delete_by_api(self)

    def told(self: Any) -> dict[str, Any]:
        last = getattr(self, "last_processing_result", "No records processed")
        return {**tell(self), "LastProcessingResult": last, "StateTransitionReason": "USER_INITIATED"}

    with (
        replaced(EventSourceMapping, get_configuration=told),
        replaced(
            LambdaBackend,
            create_event_source_mapping=create_mapping,
            update_event_source_mapping=update_mapping,
        ),
        replaced(
            LambdaResponse,
            create_event_source_mapping=patient(create_by_api),
            update_event_source_mapping=patient(update_existing),
            delete_event_source_mapping=delete_existing,
        ),
    ):
        yield


def _is_queue(arn: str) -> bool:
    return arn.split(":")[2:3] == ["sqs"]


def _queue(backend: Any, arn: str) -> Any:
    _, _, _, region, _, name = arn.split(":", 5)
    if region != backend.region_name:
        raise InvalidParameterValueException(
            f"Event source and function must be in the same region: {arn} is in {region}, "
            f"the function in {backend.region_name}"
        )
    queue = sqs_backends[backend.account_id][region].queues.get(name)
    if queue is None:
        raise InvalidParameterValueException(
            "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. "
            "SQS Error Message: The specified queue does not exist for this wsdl version."
        )
    return queue


def _called(function: Any, name: str) -> str:
    """The ARN of a function with the qualifier that it was called by, if there was one."""
    qualifier = name.split(":function:")[-1].partition(":")[2]
    arn = _unqualified(function.function_arn)
    return f"{arn}:{qualifier}" if qualifier else arn


def _unqualified(arn: str) -> str:
    return ":".join(arn.split(":")[:7])


def _check(function: Any, queue: Any, spec: Mapping[str, Any]) -> None:
    for name in _NOT_EMULATED:
        if spec.get(name):
            raise InvalidParameterValueException(f"{name} is not emulated: every message would be delivered")
    for action in ACTIONS:
        if role_refusal(function.role, queue.region, f"sqs:{action}", queue.queue_arn):
            raise _NotPermittedError(action, function.role)
    if queue.visibility_timeout < int(function.timeout):
        raise InvalidParameterValueException(
            f"Queue visibility timeout: {queue.visibility_timeout} seconds is less than "
            f"Function timeout: {function.timeout} seconds"
        )
    size = spec.get("BatchSize") or _WITHOUT_WINDOW
    most = _MOST_FIFO if queue.fifo_queue else _MOST
    if not 1 <= size <= most:
        raise InvalidParameterValueException(f"BatchSize {size} is not between 1 and {most}")
    if size > _WITHOUT_WINDOW and not spec.get("MaximumBatchingWindowInSeconds"):
        raise InvalidParameterValueException(
            "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10"
        )


def _exists(response: Any) -> None:
    if response.backend.get_event_source_mapping(response.path.rstrip("/").rpartition("/")[2]) is None:
        raise GenericResourcNotFound
