"""Answers as Route 53 gives them, from the hosted zones in moto.

A latency record's own `Region` decides, not the region that its target lies in, and Route 53 asks only the health
checks that records name: API Gateway names never fail, so `EvaluateTargetHealth` on an alias to one changes nothing.
Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tfgen.emulator.dns import zones
from tfgen.emulator.dns.distance import Client
from tfgen.emulator.dns.policies import UnsupportedPolicyError, chosen
from tfgen.emulator.dns.zones import normal

__all__ = ["Answer", "Resolver", "UnsupportedPolicyError"]

ALIAS_TTL = 60
"""Seconds: an alias record has its target's TTL, which AWS keeps at a minute for its own names."""

_ADDRESSES = ("A", "AAAA")
_MOST_HOPS = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """A record set that answers a question."""

    name: str
    """The name that was asked for, or that a CNAME led to; no closing dot."""
    kind: str
    """The type of the record set: "A", "AAAA", "CNAME", "TXT" …"""
    values: tuple[str, ...]
    """Its values; of an alias, the target's name alone, without closing dot."""
    ttl: int
    """Seconds."""
    is_alias: bool
    set_identifier: str | None
    region: str | None
    """Of a latency record, its region."""


class Resolver:
    """Reads moto's hosted zones at every question. Safe to use from any thread."""

    def __init__(self, is_healthy: Callable[[str], bool]) -> None:
        """Takes what tells whether a health check, by its id, is healthy."""
        self._is_healthy = is_healthy

    def resolve(self, name: str, kind: str, client: Client) -> tuple[Answer, ...]:
        """What a client, near a region or at a place, is answered: nothing if no hosted zone holds such a record.

        A CNAME answers for every type, followed by what its value resolves to within the hosted zones. Raises
        UnsupportedPolicyError if the records are routed by a policy that is not emulated.
        """
        answers: list[Answer] = []
        following: str | None = normal(name)
        seen: set[str] = set()
        while following and following not in seen and len(seen) < _MOST_HOPS:
            seen.add(following)
            found = self._answers(following, kind, client)
            answers += found
            is_step = kind != "CNAME" and any(answer.kind == "CNAME" for answer in found)
            following = normal(found[0].values[0]) if is_step else None
        return tuple(answers)

    def target(self, name: str, client: Client) -> str | None:
        """Where the connection of a client, near a region or at a place, goes: the name that the last alias or CNAME leads to.

        An address, if the answer is one. None if the name has neither; raises as `resolve` does.
        """
        for kind in _ADDRESSES:
            answers = self.resolve(name, kind, client)
            if answers:
                return normal(answers[-1].values[0])
        return None

    def _answers(self, name: str, kind: str, client: Client) -> tuple[Answer, ...]:
        zone = zones.hosted_zone(name)
        if zone is None:
            return ()
        return tuple(_answer(name, record) for record in self._chosen(zone, name, kind, client))

    def _chosen(self, zone: Any, name: str, kind: str, client: Client) -> list[Any]:
        held = zones.record_sets(zone, name)
        records = [record for record in held if record.type == kind] or [
            record for record in held if record.type == "CNAME"
        ]
        _check_aliases(records)
        return chosen(records, client, self._healthy) if records else []

    def _healthy(self, record: Any) -> bool:
        # a record without health check is always healthy
        return not record.health_check_id or self._is_healthy(record.health_check_id)


def _answer(name: str, record: Any) -> Answer:
    alias = record.alias_target
    values = (normal(alias["DNSName"]),) if alias else tuple(record.records)
    ttl = ALIAS_TTL if alias else int(record.ttl)
    return Answer(name, record.type, values, ttl, bool(alias), record.set_identifier, record.region)


def _check_aliases(records: list[Any]) -> None:
    for record in records:
        if record.alias_target and zones.hosted_zone(normal(record.alias_target["DNSName"])):
            message = f"{record.name}: aliases to records of a hosted zone are not emulated"
            raise UnsupportedPolicyError(message)
