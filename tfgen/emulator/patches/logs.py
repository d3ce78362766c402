"""CloudWatch Logs: names, numbers and keys that it refuses, and a key that comes later or goes.

moto keeps events for any number of days, takes names that are AWS's, and says of a stream that exists that its group
does. It gives a key to a new group alone, and whatever the key's policy says.
Sources: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html and
https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html and
https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html and, of the policy,
https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from typing import Any

from moto.kms.models import kms_backends
from moto.logs.exceptions import InvalidParameterException, LogsClientError, ResourceNotFoundException
from moto.logs.models import LogGroup, LogsBackend
from moto.logs.responses import LogsResponse

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
        _check_key(self, log_group_name, named.get("kmsKeyId"))
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
        replaced(LogsResponse, associate_kms_key=_associate, disassociate_kms_key=_disassociate),
    ):
        yield


def _associate(self: Any) -> str:
    name, key = self._get_param("logGroupName"), self._get_param("kmsKeyId")
    group = _group(self, name)
    _check_key(self.logs_backend, name, key)
    group.kms_key_id = key
    return ""


def _disassociate(self: Any) -> str:
    _group(self, self._get_param("logGroupName")).kms_key_id = None
    return ""


def _group(response: Any, name: str) -> Any:
    groups = response.logs_backend.groups
    if name not in groups:
        raise ResourceNotFoundException
    return groups[name]


def _check_key(logs: Any, group: str, arn: str | None) -> None:
    """A key that the emulator does not have is somebody else's: what its policy says is not known."""
    keys = kms_backends[logs.account_id][logs.region_name].keys
    key = keys.get(arn.rpartition("/")[2]) if arn else None
    service = f"logs.{logs.region_name}.amazonaws.com"
    if key and not any(_allows(statement, service) for statement in json.loads(key.policy)["Statement"]):
        raise LogsClientError(
            "AccessDeniedException",
            "The specified KMS key does not exist or is not allowed to be used with Arn "
            f"'arn:aws:logs:{logs.region_name}:{logs.account_id}:log-group:{group}'",
        )


def _allows(statement: Any, service: str) -> bool:
    principal = statement["Principal"]
    named = principal.get("Service", []) if isinstance(principal, dict) else []
    return statement["Effect"] == "Allow" and service in ([named] if isinstance(named, str) else named)
