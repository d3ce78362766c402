"""Route 53: health checks that cannot be, and those that are made twice.

moto takes any configuration, makes another health check of the same caller's reference, deletes those that do not
exist, and counts no versions.
Sources: https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html and
https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHealthCheck.html
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any

from moto.route53.exceptions import InvalidInput, Route53ClientError
from moto.route53.models import Route53Backend

from tfgen.emulator.dns.endpoint import CODES
from tfgen.emulator.patching import replaced

_INTERVALS = (10, 30)


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Checks configurations, references and versions."""
    create, update = Route53Backend.create_health_check, Route53Backend.update_health_check
    delete = Route53Backend.delete_health_check

    def create_health_check(self: Any, caller_reference: str, health_check_args: dict[str, Any]) -> Any:
        existing = next(
            (each for each in self.health_checks.values() if each.caller_reference == caller_reference), None
        )
        if existing is None:
            _check(health_check_args)
            made: Any = create(self, caller_reference, health_check_args)
            made.made_as = dict(health_check_args)
            return made
        if existing.made_as == health_check_args:
            return existing
        raise Route53ClientError(
            "HealthCheckAlreadyExists",
            "A health check with the same caller reference and a different configuration exists: "
            f"{caller_reference}.",
        )

    def update_health_check(self: Any, health_check_id: str, health_check_args: dict[str, Any]) -> Any:
        changed = update(self, health_check_id, health_check_args)
        changed.health_check_version += 1
        return changed

    def delete_health_check(self: Any, health_check_id: str) -> None:
        self.get_health_check(health_check_id)
        delete(self, health_check_id)

    with replaced(
        Route53Backend,
        create_health_check=create_health_check,
        update_health_check=update_health_check,
        delete_health_check=delete_health_check,
    ):
        yield


def _check(said: Mapping[str, Any]) -> None:
    kind = str(said.get("type"))
    if kind not in CODES:
        return
    interval = said.get("request_interval")
    if interval is not None and int(interval) not in _INTERVALS:
        raise InvalidInput(f"Invalid parameter : RequestInterval must be 10 or 30, not {interval}.")
    if not said.get("ip_address") and not said.get("fqdn"):
        raise InvalidInput(f"Invalid parameter : {kind} needs IPAddress or FullyQualifiedDomainName.")
    if kind.endswith("STR_MATCH") and not said.get("search_string"):
        raise InvalidInput(f"Invalid parameter : {kind} needs SearchString.")
