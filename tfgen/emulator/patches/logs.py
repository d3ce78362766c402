"""CloudWatch Logs: names and numbers that it refuses.

moto keeps events for any number of days, takes names that are AWS's, and says of a stream that exists that its group
does.
Sources: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html and
https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from moto.logs.exceptions import InvalidParameterException, LogsClientError
from moto.logs.models import LogGroup, LogsBackend

from tfgen.emulator.patching import replaced

_DAYS = tuple(
    int(days)
    for days in [
        "1",
        "3",
        "5",
        "7",
        "14",
        "30",
        "60",
        "90",
        "120",
        "150",
        "180",
        "365",
        "400",
        "545",
        "731",
        "1096",
        "1827",
        "2192",
        "2557",
        "2922",
        "3288",
        "3653",
    ]
)


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Refuses them."""
    create, put, stream = (
        LogsBackend.create_log_group,
        LogsBackend.put_retention_policy,
        LogGroup.create_log_stream,
    )

    def create_log_group(self: Any, log_group_name: str, *said: Any, **named: Any) -> Any:
        if log_group_name.startswith("aws/"):
            raise InvalidParameterException("Log groups starting with AWS/ are reserved for AWS.")
        return create(self, log_group_name, *said, **named)

    def put_retention_policy(self: Any, log_group_name: str, retention_in_days: Any) -> None:
        if int(retention_in_days) not in _DAYS:
            raise InvalidParameterException(
                f"1 validation error detected: Value '{retention_in_days}' at 'retentionInDays' failed to satisfy "
                f"constraint: Member must satisfy enum value set: [{', '.join(map(str, _DAYS))}]"
            )
        put(self, log_group_name, retention_in_days)

    def create_log_stream(self: Any, log_stream_name: str) -> None:
        if log_stream_name in self.streams:
            raise LogsClientError("ResourceAlreadyExistsException", "The specified log stream already exists")
        stream(self, log_stream_name)

    with (
        replaced(LogsBackend, create_log_group=create_log_group, put_retention_policy=put_retention_policy),
        replaced(LogGroup, create_log_stream=create_log_stream),
    ):
        yield
