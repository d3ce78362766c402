"""Replication of buckets: moto copies nothing, and tells rules that nobody made.

New objects and delete markers are copied, by the first rule whose filter takes them, with their version ids: at once,
where S3 takes seconds to minutes. What a lost region misses arrives when it is back.
Sources: https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html and
https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from moto.core.responses import ActionResult
from moto.s3.exceptions import ReplicationConfigurationNotFoundError, S3ClientError
from moto.s3.models import FakeKey, S3Backend
from moto.s3.responses import S3Response

from tfgen.emulator.chaos import Chaos, Part
from tfgen.emulator.patching import replaced
from tfgen.emulator.s3.bucket_policies import bucket_of

_OPTIONAL = ("DeleteMarkerReplication", "SourceSelectionCriteria", "ExistingObjectReplication")


class _Copy(NamedTuple):
    """What is to be copied."""

    source: str
    destination: str
    key: str
    marks: bool
    """Whether delete markers are."""


class Replication:
    """Copies what is written. Safe to use from any thread."""

    def __init__(self, chaos: Chaos) -> None:
        self._chaos = chaos
        self._lock = threading.Lock()
        self._waiting: list[_Copy] = []
        """What a lost region has missed."""
        chaos.on_change(self._catch_up)

    @contextlib.contextmanager
    def installed(self) -> Iterator[None]:
        """Patches moto."""
        put, mark = S3Backend.put_object, S3Backend._set_delete_marker
        configure = S3Backend.put_bucket_replication

        def put_object(backend: Any, bucket_name: str, key_name: str, *said: Any, **named: Any) -> Any:
            made = put(backend, bucket_name, key_name, *said, **named)
            self._written(bucket_name, key_name)
            return made

        def set_delete_marker(backend: Any, bucket_name: str, key_name: str) -> Any:
            made = mark(backend, bucket_name, key_name)
            self._written(bucket_name, key_name)
            return made

        def put_bucket_replication(backend: Any, bucket_name: str, replication: dict[str, Any]) -> None:
            _check(bucket_name, replication)
            configure(backend, bucket_name, replication)

        with (
            replaced(
                S3Backend,
                put_object=put_object,
                _set_delete_marker=set_delete_marker,
                put_bucket_replication=put_bucket_replication,
            ),
            replaced(S3Response, get_bucket_replication=_get),
        ):
            yield

    def _written(self, source: str, key: str) -> None:
        bucket = bucket_of(source)
        rules = ((getattr(bucket, "replication", None) or {}).get("Rule")) or ()
        rule = next((rule for rule in _ordered(rules) if _takes(rule, key)), None)
        if rule:
            with self._lock:
                self._waiting.append(_Copy(source, _name(rule["Destination"]["Bucket"]), key, _marks(rule)))
            self._catch_up()

    def _catch_up(self) -> None:
        with self._lock:
            waiting, self._waiting = self._waiting, []
            self._waiting = [each for each in waiting if not self._is_copied(each)]

    def _is_copied(self, copy: _Copy) -> bool:
        origin, target, key = bucket_of(copy.source), bucket_of(copy.destination), copy.key
        if origin is None or target is None:
            return True
        if any(self._chaos.is_lost(bucket.region_name, Part.buckets) for bucket in (origin, target)):
            return False
        known = {version.version_id for version in target.keys.getlist(key, [])}
        new = [
            each
            for each in origin.keys.getlist(key, [])
            if each.version_id not in known and (copy.marks or isinstance(each, FakeKey))
        ]
        target.keys.setlist(key, [*target.keys.getlist(key, []), *new])
        return True


def _marks(rule: Mapping[str, Any]) -> bool:
    """Whether delete markers are copied; rules of the first version say nothing of them, and copy them."""
    said = rule.get("DeleteMarkerReplication") or {}
    return "Filter" not in rule or said.get("Status") == "Enabled"


def _ordered(rules: Any) -> list[Mapping[str, Any]]:
    return sorted(rules, key=lambda rule: -int(rule.get("Priority", 0)))


def _takes(rule: Mapping[str, Any], key: str) -> bool:
    said = rule.get("Filter") or {}
    prefix = said.get("Prefix") or (said.get("And") or {}).get("Prefix") or rule.get("Prefix") or ""
    return rule["Status"] == "Enabled" and key.startswith(prefix)


def _name(arn: str) -> str:
    return arn.rpartition(":")[2]


def _check(source: str, replication: Mapping[str, Any]) -> None:
    if not bucket_of(source).is_versioned:  # type: ignore[union-attr]
        raise S3ClientError(
            "InvalidRequest",
            "Versioning must be 'Enabled' on the bucket to apply a replication configuration",
        )
    rules = replication["Rule"]
    for rule in [rules] if isinstance(rules, dict) else rules:
        target = bucket_of(_name(rule["Destination"]["Bucket"]))
        if target is None:
            raise S3ClientError("InvalidRequest", "Destination bucket must exist.")
        if not target.is_versioned:
            raise S3ClientError("InvalidRequest", "Destination bucket must have versioning enabled.")


def _get(response: Any) -> Any:
    response.data["Action"] = "GetBucketReplication"
    found = response.backend.get_bucket_replication(response.bucket_name)
    if not found:
        raise ReplicationConfigurationNotFoundError(bucket_name=response.bucket_name)
    told = {"Role": found["Role"], "Rules": [_told(rule) for rule in found["Rule"]]}
    return response.serialized(ActionResult({"ReplicationConfiguration": told}))


def _told(rule: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: rule[name] for name in ("ID", "Status", "Destination")}
    told |= {name: rule[name] for name in _OPTIONAL if rule.get(name)}
    if "Filter" in rule:
        said = rule["Filter"]
        told["Filter"] = (
            {**said, "Prefix": said.get("Prefix") or ""} if isinstance(said, dict) else {"Prefix": ""}
        )
        told["Priority"] = int(rule["Priority"])
    elif "Prefix" in rule:
        told["Prefix"] = rule["Prefix"] or ""
    return told
