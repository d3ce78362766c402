"""What services measure: calls of functions, requests of APIs, and how long writes take to other regions.

Metrics are there at once, where AWS takes minutes; all else of CloudWatch is moto's. Sources:
https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_monitoring.html
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from moto.cloudwatch.models import CloudWatchBackend, Dimension, MetricAggregatedDatum
from moto.core.utils import utcnow

from tfgen.emulator.patching import replaced

_MOST_KEPT = 20_000
"""Minutes of metrics: the oldest go first."""


@dataclass(slots=True)
class _Minute:
    """The values of a metric in a minute."""

    count: int
    total: float
    least: float
    most: float


class Metrics:
    """Counts by minute. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._minutes: dict[tuple[str, str, str, tuple[tuple[str, str], ...], datetime], _Minute] = {}

    def send(self, region: str, namespace: str, values: Mapping[str, float], **dimensions: str) -> None:
        """A value of each of some metrics, now."""
        now, of = utcnow().replace(second=0, microsecond=0), tuple(sorted(dimensions.items()))
        with self._lock:
            for name, value in values.items():
                key = (region, namespace, name, of, now)
                found = self._minutes.setdefault(key, _Minute(0, 0.0, value, value))
                found.count += 1
                found.total += value
                found.least, found.most = min(found.least, value), max(found.most, value)
            while len(self._minutes) > _MOST_KEPT:
                del self._minutes[next(iter(self._minutes))]

    @contextlib.contextmanager
    def installed(self) -> Iterator[None]:
        """Has moto tell them beside its own."""
        own = CloudWatchBackend.aws_metric_data

        def aws_metric_data(backend: Any) -> list[Any]:
            found: list[Any] = own.fget(backend)  # type: ignore[attr-defined]  # a property
            return [*found, *self._of(backend.region_name)]

        def precedes(dimension: Any, other: Any) -> bool:
            """moto compares names and values each for itself, and so finds no metric of two dimensions again."""
            return (dimension.name, dimension.value) < (other.name, other.value)

        with (
            replaced(CloudWatchBackend, aws_metric_data=property(aws_metric_data)),
            replaced(Dimension, __lt__=precedes),
        ):
            yield

    def _of(self, region: str) -> list[MetricAggregatedDatum]:
        with self._lock:
            minutes = [(key, value) for key, value in self._minutes.items() if key[0] == region]
            return [_datum(*key[1:], value) for key, value in minutes]


def _datum(
    namespace: str, name: str, of: tuple[tuple[str, str], ...], time: datetime, value: _Minute
) -> MetricAggregatedDatum:
    dimensions = [{"Name": key, "Value": text} for key, text in of]
    return MetricAggregatedDatum(
        namespace, name, value.least, value.most, value.count, value.total, dimensions, time
    )
