"""The hosted zones and their record sets, as moto keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moto.backends import get_backend


def backends() -> Iterator[Any]:
    """Route 53 of every account: accounts and partitions appear when they are first used."""
    for account in list(get_backend("route53").values()):
        yield from list(account.values())


def public_zones() -> list[Any]:
    """The hosted zones that answer everybody, in the order in which they were made."""
    return [zone for backend in backends() for zone in list(backend.zones.values()) if not zone.private_zone]


def rename(zone_id: str, said: str) -> None:
    """Gives a hosted zone an id of somebody's choice; AWS chooses its own."""
    for backend in backends():
        if zone_id in backend.zones:
            zone = backend.zones.pop(zone_id)
            zone.resource_id = said
            backend.zones[said] = zone


def hosted_zone(name: str) -> Any | None:
    """The public hosted zone that answers for a name: the one with the longest name, and of these the first made."""
    holding = [zone for zone in public_zones() if is_below(name, normal(zone.name))]
    return max(holding, key=lambda zone: len(normal(zone.name)), default=None)


def record_sets(zone: Any, name: str) -> tuple[Any, ...]:
    """The record sets that hold for a name: its own, or those of the wildcard that covers it.

    A wildcard covers every name below its own that neither exists nor lies below another one that exists closer by.
    Source: RFC 4592, sections 2.2.1 and 3.3.1; and
    https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html#domain-name-format-asterisk
    """
    sets = tuple(zone.rrsets)
    existing = {normal(zone.name), *(normal(record.name) for record in sets)}
    if is_taken(name, existing):
        return tuple(record for record in sets if normal(record.name) == name)
    encloser = name
    while not is_taken(encloser, existing):
        encloser = encloser.partition(".")[2]
    return tuple(record for record in sets if normal(record.name) == f"*.{encloser}")


def exists(zone: Any, name: str) -> bool:
    """Whether a name of a zone exists, by itself, by a wildcard, or because names lie below it."""
    return is_taken(name, {normal(record.name) for record in zone.rrsets}) or bool(record_sets(zone, name))


def alias_targets() -> set[str]:
    """The names that alias records lead to."""
    records = [record for zone in public_zones() for record in tuple(zone.rrsets)]
    return {normal(record.alias_target["DNSName"]) for record in records if record.alias_target}


def is_taken(name: str, existing: set[str]) -> bool:
    """Whether a name has records or names below it that have."""
    return any(is_below(other, name) for other in existing)


def is_below(name: str, zone: str) -> bool:
    """Whether a name is a zone's or lies below it."""
    return name == zone or name.endswith(f".{zone}")


def normal(name: str) -> str:
    r"""A name as it is compared: in lower case, without closing dot, and with `*` where Route 53 writes `\052`."""
    return name.lower().removesuffix(".").replace(r"\052", "*")
