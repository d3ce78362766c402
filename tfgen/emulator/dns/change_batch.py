"""Change batches of record sets, refused where Route 53 refuses them.

Sources: https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html and
https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html and
https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html. The messages are those that AWS
was seen to answer, as users report them; for routing policies other than latency, in the same form.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from moto.route53.exceptions import (
    InvalidActionValue,
    NoSuchHealthCheck,
    Route53ClientError,
)
from moto.route53.models import RecordSet
from moto.route53.utils import validate_domain_name

from tfgen.emulator.dns.record_form import check_form
from tfgen.emulator.dns.record_values import problem
from tfgen.emulator.dns.zones import is_below, normal

_POLICIES = {
    "region": "latency",
    "weight": "weighted",
    "failover": "failover",
    "geo_location": "GEO",
    "multi_value_answer": "multivalue answer",
}
"""The attribute of moto's record sets that makes a routing policy, and the policy's name in messages."""

CLOUDFRONT, CLOUDFRONT_ZONE = "cloudfront.net", "Z2FDTNDATAQYW2"
"""The names of distributions, and their hosted zone. https://docs.aws.amazon.com/general/latest/gr/cf_region.html"""


class InvalidChangeBatchError(Route53ClientError):
    """A batch that Route 53 refuses; answered as `InvalidChangeBatch`."""

    def __init__(self, message: str) -> None:
        """Takes what is wrong; AWS answers a list of such messages in brackets."""
        super().__init__("InvalidChangeBatch", f"[{message}]")


def applied(zone: Any, changes: Sequence[dict[str, Any]], health_checks: Collection[str]) -> list[Any]:
    """The record sets of a zone after all changes of a batch, each made after the one before it.

    The zone itself stays as it is. Raises moto's exceptions, which it answers as errors of the API.
    """
    records = {_key(record): record for record in zone.rrsets}
    for change in changes:
        action, said = change["Action"], change["ResourceRecordSet"]
        check_form(action, said)
        record = _record_set(said, zone)
        if action == "DELETE":
            _check_deletion(record, records.get(_key(record)))
            _check_authority(record, zone)
            del records[_key(record)]
        elif action in ("CREATE", "UPSERT"):
            if action == "CREATE" and _key(record) in records:
                raise InvalidChangeBatchError(
                    f"Tried to create resource record set {_label(record)} but it already exists"
                )
            if record.health_check_id and record.health_check_id not in health_checks:
                raise NoSuchHealthCheck(record.health_check_id)
            _check_values(record, zone)
            _check_alias(record, records.values(), zone)
            _check_conflicts(record, records.values(), zone)
            records[_key(record)] = record
        else:
            raise InvalidActionValue(action)
    return list(records.values())


def _record_set(said: dict[str, Any], zone: Any) -> Any:
    validate_domain_name(said["Name"], code="InvalidChangeBatch")
    name = f"{normal(said['Name'])}."
    if not is_below(normal(name), normal(zone.name)):
        raise InvalidChangeBatchError(f"RRSet with DNS name {name} is not permitted in zone {zone.name}")
    values = [value["Value"] for value in said.get("ResourceRecords") or ()]
    make: Any = RecordSet  # moto declares abstract what it never defines
    return make({**said, "Name": name, "ResourceRecords": values})


def _check_deletion(record: Any, existing: Any | None) -> None:
    problem = "it was not found" if existing is None else None
    if existing is not None and _content(record) != _content(existing):
        problem = "the values provided do not match the current values"
    if problem:
        raise InvalidChangeBatchError(f"Tried to delete resource record set {_label(record)} but {problem}")


def _check_authority(record: Any, zone: Any) -> None:
    if normal(record.name) == normal(zone.name) and record.type in ("NS", "SOA"):
        count = (
            "at least one NS record for the zone itself" if record.type == "NS" else "exactly one SOA record"
        )
        raise InvalidChangeBatchError(f"A HostedZone must contain {count}.")


def _check_values(record: Any, zone: Any) -> None:
    found = problem(record.type, record.records)
    if found:
        raise InvalidChangeBatchError(found)
    if record.type == "CNAME" and normal(record.name) == normal(zone.name):
        raise InvalidChangeBatchError(
            f"RRSet of type CNAME with DNS name {record.name} is not permitted at apex in zone {zone.name}"
        )


def _check_alias(record: Any, existing: Iterable[Any], zone: Any) -> None:
    """Of aliases to other record sets of the zone and to CloudFront: what else lies outside, other services know alone."""
    alias = record.alias_target
    if not alias:
        return
    target, of_zone = normal(alias["DNSName"]), alias["HostedZoneId"].rpartition("/")[2]
    is_outside = is_below(target, CLOUDFRONT) is not (of_zone == CLOUDFRONT_ZONE)
    reason = None
    if of_zone == zone.id.rpartition("/")[2]:
        is_outside = not is_below(target, normal(zone.name))
        if not any(normal(other.name) == target and other.type == record.type for other in existing):
            reason = "that target was not found"
    if is_outside:
        reason = "the alias target name does not lie within the target zone"
    if reason:
        raise InvalidChangeBatchError(
            f"Tried to create an alias that targets {target}., type {record.type} in zone {of_zone}, but {reason}"
        )
    if of_zone == CLOUDFRONT_ZONE and str(alias["EvaluateTargetHealth"]).lower() == "true":
        raise InvalidChangeBatchError("EvaluateTargetHealth cannot be true where the target is CloudFront's")


def _check_conflicts(record: Any, existing: Iterable[Any], zone: Any) -> None:
    others = [other for other in existing if other.name == record.name and _key(other) != _key(record)]
    for other in others:
        if other.type == record.type:
            _check_policies(record, other)
        elif record.type == "CNAME":
            raise InvalidChangeBatchError(
                f"RRSet of type CNAME with DNS name {record.name} is not permitted as it conflicts with other records "
                f"with the same DNS name in zone {zone.name}"
            )
        elif other.type == "CNAME":
            raise InvalidChangeBatchError(
                f"RRSet of type {record.type} with DNS name {record.name} is not permitted because a conflicting "
                f"RRSet of type CNAME with the same DNS name already exists in zone {zone.name}"
            )


def _check_policies(record: Any, other: Any) -> None:
    policy = _policy(record)
    of = f"RRSet with DNS name {record.name}, type {record.type}"
    if policy is None:
        raise InvalidChangeBatchError(
            f"{of} cannot be created as other RRSets exist with the same name and type."
        )
    of += f", SetIdentifier {record.set_identifier}"
    if policy == "latency":
        of += f", and Region Name={record.region}"
    if _policy(other) != policy:
        raise InvalidChangeBatchError(
            f"{of} cannot be created because a non-{policy} RRSet with the same name and type already exists."
        )
    if policy == "latency" and other.region == record.region:
        raise InvalidChangeBatchError(
            f"{of} cannot be created because a latency RRSet with the same name, type and region already exists."
        )


def _policy(record: Any) -> str | None:
    # a weight of 0 makes a policy
    said = (policy for field, policy in _POLICIES.items() if getattr(record, field) is not None)
    return next(said, None)


def _key(record: Any) -> tuple[str, str, str | None]:
    return normal(record.name), record.type, record.set_identifier


def _label(record: Any) -> str:
    label = f"name='{record.name}', type='{record.type}'"
    return f"[{label}, set-identifier='{record.set_identifier}']" if record.set_identifier else f"[{label}]"


def _content(record: Any) -> tuple[Any, ...]:
    alias = record.alias_target and (
        normal(record.alias_target["DNSName"]),
        record.alias_target["HostedZoneId"],
        record.alias_target["EvaluateTargetHealth"],
    )
    ttl = None if record.ttl is None else int(record.ttl)
    policies = [getattr(record, field) for field in _POLICIES]
    return sorted(record.records), ttl, alias, record.health_check_id, policies
