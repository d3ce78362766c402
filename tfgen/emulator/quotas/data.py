"""Quotas of DynamoDB and of its autoscaling.

Messages were measured on AWS (https://github.com/architect/dynalite, whose tests run there); those of capacity are of
our own words.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from moto.applicationautoscaling.models import ApplicationAutoscalingBackend
from moto.core.exceptions import JsonRESTError
from moto.dynamodb.exceptions import DynamodbException, MockValidationException
from moto.dynamodb.models import DynamoDBBackend

from tfgen.emulator.quotas.limits import Limits, asked
from tfgen.stack.quotas.data import (
    GLOBAL_INDEXES,
    LOCAL_INDEXES,
    PROJECTED,
    READ_CAPACITY,
    SCALABLE_TARGETS,
    TABLE_CAPACITY,
    TABLES,
    WRITE_CAPACITY,
)

_WAYS = {"ReadCapacityUnits": READ_CAPACITY, "WriteCapacityUnits": WRITE_CAPACITY}


@contextlib.contextmanager
def patched(limits: Limits) -> Iterator[None]:
    """Refuses tables, indexes, capacities and scalable targets that go beyond."""

    def creating(tables: Any, *_: Any, **said: Any) -> None:
        _check_tables(limits, tables)
        _check_indexes(limits, said)
        throughput = [each.get("ProvisionedThroughput") for each in said.get("global_indexes") or ()]
        _check_capacity(limits, tables, [said.get("throughput"), *throughput], "")

    def updating(tables: Any, name: str, **said: Any) -> None:
        table = tables.get_table(name)
        made = [each["Create"] for each in said.get("global_index") or () if "Create" in each]
        most = limits.of(GLOBAL_INDEXES)
        if made and len(table.global_indexes) + len(made) > most:
            raise _exceeded(f"Number of global secondary indexes exceeds per-table limit of {most}")
        if said.get("throughput"):
            indexes = [each.throughput for each in table.global_indexes]
            _check_capacity(limits, tables, [said["throughput"], *indexes], name)

    def registering(scaling: Any, namespace: str, r_id: str, dimension: str, *_: Any, **__: Any) -> None:
        count = sum(map(len, scaling.targets.values()))
        if r_id not in scaling.targets.get(dimension, {}) and count >= limits.of(SCALABLE_TARGETS):
            message = (
                f"The account has reached its {limits.of(SCALABLE_TARGETS)} scalable targets of {namespace}"
            )
            raise JsonRESTError(SCALABLE_TARGETS.error, message)

    with (
        asked(DynamoDBBackend, "create_table", creating),
        asked(DynamoDBBackend, "update_table", updating),
        asked(ApplicationAutoscalingBackend, "register_scalable_target", registering),
    ):
        yield


def _check_tables(limits: Limits, tables: Any) -> None:
    most = limits.of(TABLES)
    if len(tables.tables) >= most:
        raise _exceeded(f"There is a limit of {most} tables per subscriber")


def _check_indexes(limits: Limits, said: Any) -> None:
    every, local = said.get("global_indexes") or [], said.get("indexes") or []
    prefix = "One or more parameter values were invalid: "
    if len(local) > limits.of(LOCAL_INDEXES):
        most = limits.of(LOCAL_INDEXES)
        raise MockValidationException(
            f"{prefix}Number of LocalSecondaryIndexes exceeds per-table limit of {most}"
        )
    if len(every) > limits.of(GLOBAL_INDEXES):
        most = limits.of(GLOBAL_INDEXES)
        raise MockValidationException(
            f"{prefix}GlobalSecondaryIndex count exceeds the per-table limit of {most}"
        )
    listed = sum(len(each.get("Projection", {}).get("NonKeyAttributes", ())) for each in (*every, *local))
    if listed > limits.of(PROJECTED):
        most = limits.of(PROJECTED)
        raise MockValidationException(
            f"{prefix}The indexes list {listed} non-key attributes, {most} at most are allowed"
        )


def _check_capacity(limits: Limits, tables: Any, asked_for: list[Any], but: str) -> None:
    """Of a table and its indexes, and of all tables of the region together."""
    others = [
        each
        for name, table in tables.tables.items()
        if name != but
        for each in (table, *table.global_indexes)
    ]
    for way, quota in _WAYS.items():
        units = [int((each or {}).get(way) or 0) for each in asked_for]
        if max(units) > limits.of(TABLE_CAPACITY):
            raise _exceeded(f"{way} of a table or an index are {limits.of(TABLE_CAPACITY)} at most")
        if sum(units) and sum(units) + sum(int(each.throughput.get(way) or 0) for each in others) > limits.of(
            quota
        ):
            raise _exceeded(f"{way} of all tables and indexes are {limits.of(quota)} at most")


def _exceeded(message: str) -> DynamodbException:
    kind = f"com.amazonaws.dynamodb.v20120810#{TABLES.error}"
    return DynamodbException(kind, f"Subscriber limit exceeded: {message}")
