"""Routing policies: which of the record sets of one name and type Route 53 answers with.

Sources: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy.html and
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

from tfgen.emulator.dns.distance import Client, round_trip
from tfgen.world.places import REGIONS

MOST_VALUES = 8
"""Record sets in a multivalue answer."""


class UnsupportedPolicyError(Exception):
    """Records are routed by a policy that is not emulated; the text says which."""


def chosen(records: Sequence[Any], client: Client, is_healthy: Callable[[Any], bool]) -> list[Any]:
    """The record sets that answer a client, of all that have one name and type.

    Raises UnsupportedPolicyError if their routing policy is not emulated.
    """
    policy = _policy(records)
    return policy(records, client, is_healthy)


def _simple(records: Sequence[Any], _client: Client, _is_healthy: Callable[[Any], bool]) -> list[Any]:
    # there is nothing to choose from, so health does not matter
    return list(records)


def _latency(records: Sequence[Any], client: Client, is_healthy: Callable[[Any], bool]) -> list[Any]:
    for record in records:
        if record.region not in REGIONS:
            raise UnsupportedPolicyError(f"{record.name}: no distance is known to region {record.region}")
    nearest = min(
        _usable(records, is_healthy),
        key=lambda record: (round_trip(client, record.region), record.set_identifier),
    )
    return [nearest]


def _weighted(records: Sequence[Any], _client: Client, is_healthy: Callable[[Any], bool]) -> list[Any]:
    # records of weight 0 answer if no other is healthy, and then all of them are equal
    usable = _usable(records, is_healthy)
    weights = [int(record.weight) for record in usable]
    return random.choices(usable, weights if any(weights) else None)  # noqa: S311  # no secret


def _failover(records: Sequence[Any], _client: Client, is_healthy: Callable[[Any], bool]) -> list[Any]:
    # the primary answers if it is healthy, and if nothing is
    ordered = sorted(records, key=lambda record: record.failover != "PRIMARY")
    return _usable(ordered, is_healthy)[:1]


def _multivalue(records: Sequence[Any], _client: Client, is_healthy: Callable[[Any], bool]) -> list[Any]:
    usable = _usable(records, is_healthy)
    return random.sample(usable, min(len(usable), MOST_VALUES))


def _geolocation(records: Sequence[Any], _client: Client, _is_healthy: Callable[[Any], bool]) -> list[Any]:
    if any(record.geo_location.get("CountryCode") != "*" for record in records):
        raise UnsupportedPolicyError(
            f"{records[0].name}: of geolocation records, only the default is emulated"
        )
    return list(records)


def _usable(records: Sequence[Any], is_healthy: Callable[[Any], bool]) -> list[Any]:
    # Route 53 has to answer something: if none is healthy, all count as healthy
    return [record for record in records if is_healthy(record)] or list(records)


def _policy(records: Sequence[Any]) -> Callable[[Sequence[Any], Client, Callable[[Any], bool]], list[Any]]:
    first = records[0]
    if first.set_identifier is None:
        return _simple
    if first.region:
        return _latency
    if first.weight is not None:
        return _weighted
    if first.failover:
        return _failover
    if first.multi_value_answer:
        return _multivalue
    if first.geo_location:
        return _geolocation
    raise UnsupportedPolicyError(
        f"{first.name}: neither moto nor the emulator knows the routing policy of this record"
    )
