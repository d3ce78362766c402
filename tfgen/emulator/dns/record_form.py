"""Record sets of a change, refused where their members do not go together.

https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from moto.route53.exceptions import InvalidInput

POLICIES = (
    "Weight",
    "Region",
    "Failover",
    "GeoLocation",
    "MultiValueAnswer",
    "CidrRoutingConfig",
    "GeoProximityLocation",
)
"""The members that make a routing policy."""


def check_form(action: str, said: Mapping[str, Any]) -> None:
    """Raises InvalidInput about a record set, as it was sent."""
    where = (
        f"Change with [Action={action}, Name={said['Name']}, Type={said['Type']}, "
        f"SetIdentifier={said.get('SetIdentifier') or 'null'}]"
    )
    is_alias, has_values = bool(said.get("AliasTarget")), bool(said.get("ResourceRecords"))
    has_ttl = said.get("TTL") is not None
    if not is_alias and not (has_values and has_ttl):
        raise _exactly_one("none", where)
    if is_alias and (has_values or has_ttl):
        raise _exactly_one("more than one", where)
    policies = [name for name in POLICIES if said.get(name) is not None]
    if policies and not said.get("SetIdentifier"):
        raise InvalidInput(f"Invalid request: Missing field 'SetIdentifier' in {where}")
    if said.get("SetIdentifier") and len(policies) != 1:
        found = "more than one" if policies else "none"
        raise InvalidInput(
            f"Invalid request: Expected exactly one of [{', '.join(POLICIES)}], but found {found} in {where}"
        )


def _exactly_one(found: str, where: str) -> InvalidInput:
    return InvalidInput(
        "Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], "
        f"or TrafficPolicyInstanceId], but found {found} in {where}"
    )
