"""An event source mapping of a queue, as moto keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from moto.awslambda.models import lambda_backends
from moto.core.utils import unix_time_millis
from moto.sqs.models import sqs_backends

_BATCHES = 4
"""At a time, of one mapping: as many as a function has environments. Lambda begins with 5."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """From a queue to a function."""

    of_moto: Any
    queue: Any

    @property
    def uuid(self) -> str:
        return str(self.of_moto.uuid)

    @property
    def region(self) -> str:
        return str(self.queue.region)

    @property
    def function(self) -> str:
        """Its name."""
        return self._arn_parts[6]

    @property
    def qualifier(self) -> str | None:
        """The version or alias of the function."""
        return next(iter(self._arn_parts[7:]), None)

    @property
    def _arn_parts(self) -> list[str]:
        return str(self.of_moto.function_arn).split(":")

    @property
    def batch_size(self) -> int:
        return int(self.of_moto.batch_size)

    @property
    def window(self) -> float:
        """Seconds that a batch may wait for more messages."""
        return float(self.of_moto.max_batch_window or 0)

    @property
    def item_by_item(self) -> bool:
        """Whether the function says which messages failed."""
        return "ReportBatchItemFailures" in (self.of_moto.function_response_types or ())

    @property
    def most_batches(self) -> int:
        """At a time."""
        scaling = self.of_moto.scaling_config or {}
        return min(_BATCHES, int(scaling.get("MaximumConcurrency", _BATCHES)))

    def role(self) -> str:
        """The ARN of the function's role. Raises what moto raises if there is no such function."""
        backend = lambda_backends[self.queue.account_id][self.region]
        return str(backend.get_function(self.function, self.qualifier).role)

    def tell(self, problem: str | None) -> None:
        """Says how the last delivery went, in the API."""
        self.of_moto.last_processing_result = f"PROBLEM: {problem}" if problem else "OK"

    def receive(self) -> list[Any]:
        """A batch of messages, if there are any; others do not see them until the visibility timeout is over."""
        backend = sqs_backends[self.queue.account_id][self.region]
        found: list[Any] = backend.receive_message(
            self.queue.name, self.batch_size, 0, self.queue.visibility_timeout, ["All"]
        )
        return found

    def waits(self) -> list[float]:
        """For each message, the seconds until it can be received; 0 if it can now."""
        now = unix_time_millis()
        return [
            max(0.0, message.visible_at - now, message.delayed_until - now) / 1000
            for message in list(self.queue._messages)
        ]


def mappings() -> Iterator[Mapping]:
    """All that are enabled, and whose queue is there."""
    for account, regions in list(lambda_backends.items()):
        for region, backend in list(regions.items()):
            for mapping in list(backend._event_source_mappings.values()):
                parts = mapping.event_source_arn.split(":")
                if parts[2] != "sqs" or not mapping.enabled:
                    continue
                queue = sqs_backends[account][region].queues.get(parts[5])
                if queue is not None:
                    yield Mapping(mapping, queue)
