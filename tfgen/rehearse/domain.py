"""What the emulator holds of the domain: its records, their health checks, its certificates.

Read from moto itself: AWS's APIs do not answer while their region is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moto.acm.models import acm_backends
from moto.core.models import DEFAULT_ACCOUNT_ID

from tfgen.emulator.dns import endpoint, zones
from tfgen.emulator.front_door.target import region_of
from tfgen.rehearse.evidence import reason
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.stack.edge import provided
from tfgen.stack.kinds.cdn import leading


def of_domain(rehearsal: Rehearsal, region: str) -> tuple[str, ...]:
    """What is wrong with the domain in a region; then every record, and every health check."""
    return (
        *reason(rehearsal, rehearsal.stack.domain),
        *wrong(rehearsal, region),
        *map(_record_words, _records(leading(rehearsal.stack))),
        *_health_check_words(rehearsal),
    )


def wrong(rehearsal: Rehearsal, region: str) -> tuple[str, ...]:
    """What is wrong with the records of a region, whatever their health checks find."""
    records = _records_of(rehearsal, region)
    if not records:
        return (f"{region} has no latency record of {leading(rehearsal.stack)}",)
    return tuple(dict.fromkeys(words for record in records for words in _wrong(rehearsal, region, record)))


def _wrong(rehearsal: Rehearsal, region: str, record: Any) -> Iterator[str]:
    target, own = _target(record), rehearsal.own_name(region)
    if region_of(target) != region:
        yield f"{region}'s record leads to {target}, which is not in {region}"
    check = _health_check(record)
    if check is None:
        yield f"{region}'s record has no health check"
    elif check.fqdn != own:
        yield f"the health check of {region}'s record asks {check.fqdn}, and not the region's own name, {own}"


def unhealthy(rehearsal: Rehearsal, region: str) -> tuple[str, ...]:
    """What the health checks of a region's records found, if Route 53 takes them for unhealthy."""
    states = rehearsal.emulator.health.status()
    checks = filter(None, map(_health_check, _records_of(rehearsal, region)))
    found = (
        f"the health check of {region}'s record asks {_asked(check)}: {states[check.id].reason}"
        for check in checks
        if check.id in states and not states[check.id].healthy
    )
    return tuple(dict.fromkeys(found))


def is_known(rehearsal: Rehearsal) -> bool:
    """Whether every health check has succeeded just now, or failed often enough to count."""
    states = rehearsal.emulator.health.status()
    return all(
        check.disabled
        or (state.checked > 0 and (state.failures == 0 or state.failures >= check.failure_threshold))
        for check in _health_checks()
        if (state := states.get(check.id))
    )


def unvalidated(rehearsal: Rehearsal) -> tuple[str, ...]:
    """The records that certificates have waited for in vain, and what Route 53 has in their place."""
    backends = acm_backends[DEFAULT_ACCOUNT_ID]
    certificates = [
        certificate
        for region in sorted(provided(rehearsal.stack))
        for certificate in list(backends[region]._certificates.values())
    ]
    asked = (
        option["ResourceRecord"]
        for certificate in certificates
        if certificate.status == "VALIDATION_TIMED_OUT"
        for option in certificate.describe()["Certificate"]["DomainValidationOptions"]
    )
    return tuple(dict.fromkeys(map(_awaited, asked)))


def _awaited(wanted: dict[str, str]) -> str:
    held = [record for record in _records(wanted["Name"]) if record.type == wanted["Type"]]
    values = [zones.normal(value) for record in held for value in record.records]
    there = f"its value is {', '.join(values)}" if values else "there is none"
    return f"ACM asked for the {wanted['Type']} record {wanted['Name']} with the value {wanted['Value']}: {there}"


def _records(name: str) -> tuple[Any, ...]:
    zone = zones.hosted_zone(zones.normal(name))
    return zones.record_sets(zone, zones.normal(name)) if zone else ()


def _records_of(rehearsal: Rehearsal, region: str) -> list[Any]:
    return [record for record in _records(leading(rehearsal.stack)) if record.region == region]


def _target(record: Any) -> str:
    return zones.normal(record.alias_target["DNSName"] if record.alias_target else ", ".join(record.records))


def _record_words(record: Any) -> str:
    return (
        f"record {record.type}, set {record.set_identifier or '-'}, latency region {record.region or '-'}, "
        f"health check {record.health_check_id or '-'} → {_target(record)}"
    )


def _health_checks() -> list[Any]:
    return [check for backend in zones.backends() for check in list(backend.health_checks.values())]


def _health_check(record: Any) -> Any | None:
    return next((check for check in _health_checks() if check.id == record.health_check_id), None)


def _asked(check: Any) -> str:
    return f"{endpoint.host(check)}{check.resource_path or '/'}"


def _health_check_words(rehearsal: Rehearsal) -> tuple[str, ...]:
    states = rehearsal.emulator.health.status()
    lines = (
        f"health check {check.id} asks {_asked(check)}: "
        f"{'healthy' if states[check.id].healthy else 'unhealthy'}, {states[check.id].reason}"
        for check in _health_checks()
        if check.id in states
    )
    return tuple(lines) or ("there is no health check",)
