"""Route 53: pages of record sets, and callers' references of zones.

moto does not sort by SetIdentifier, and neither starts a page at one nor tells the next; it makes a second zone of one
caller's reference.
Sources: https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html and
https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from moto.core.responses import ActionResult
from moto.route53.exceptions import InvalidInput, Route53ClientError
from moto.route53.models import Route53Backend
from moto.route53.responses import Route53

from tfgen.emulator.dns.zones import normal
from tfgen.emulator.patching import replaced

_MOST_ITEMS = 300


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Lists record sets in AWS's order, and makes one zone of each reference."""
    create = Route53Backend.create_hosted_zone

    def create_hosted_zone(self: Any, *said: Any, **named: Any) -> Any:
        reference = named.get("caller_reference")
        if reference and any(zone.caller_reference == reference for zone in self.zones.values()):
            raise Route53ClientError(
                "HostedZoneAlreadyExists",
                f"A hosted zone has already been created with the specified caller reference: {reference}.",
            )
        return create(self, *said, **named)

    with (
        replaced(Route53Backend, create_hosted_zone=create_hosted_zone),
        replaced(Route53, list_resource_record_sets=_list),
    ):
        yield


def _list(response: Any) -> ActionResult:
    start = (
        response._get_param("StartRecordName"),
        response._get_param("StartRecordType"),
        response._get_param("StartRecordIdentifier"),
    )
    if (start[1] and not start[0]) or (start[2] and not start[1]):
        raise InvalidInput("The input is not valid")
    most = min(response._get_int_param("MaxItems") or _MOST_ITEMS, _MOST_ITEMS)
    zone = response.backend.get_hosted_zone(response._get_param("HostedZoneId"))
    first = _place(*(part or "" for part in start)) if start[0] else ()
    found = sorted((record for record in tuple(zone.rrsets) if _place_of(record) >= first), key=_place_of)
    following = found[most] if len(found) > most else None
    return ActionResult(
        {
            "ResourceRecordSets": found[:most],
            "IsTruncated": following is not None,
            "NextRecordName": following and following.name,
            "NextRecordType": following and following.type,
            "NextRecordIdentifier": following and following.set_identifier,
            "MaxItems": most,
        }
    )


def _place_of(record: Any) -> tuple[Any, ...]:
    return _place(record.name, record.type, record.set_identifier or "")


def _place(name: str, kind: str, identifier: str) -> tuple[Any, ...]:
    return tuple(reversed(normal(name).split("."))), kind, identifier
