"""What an evacuation asks AWS, and what it changes there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tfgen.frozen import frozen
from tfgen.journey.evacuation import Evacuation, Way
from tfgen.stack.edge import EDGE_REGION
from tfgen.stack.stack import Stack

Clients = Callable[[str, str], Any]
"""A boto3 client by service and region."""


class NotEvacuatedError(Exception):
    """AWS does not answer, refuses, or has not what is to be changed."""


@frozen
class Change:
    """A change of one thing in AWS."""

    what: str
    now: Mapping[str, Any]
    wanted: Mapping[str, Any]
    make: Callable[[], object]

    @property
    def is_needed(self) -> bool:
        """Whether AWS has it otherwise."""
        return self.now != self.wanted


def changes(evacuation: Evacuation, stack: Stack, clients: Clients) -> list[Change]:
    """What is to be changed, as AWS has it now. Raises NotEvacuatedError."""
    from botocore.exceptions import BotoCoreError, ClientError

    find = _checks if evacuation.way is Way.dns else _function
    try:
        return list(find(evacuation, stack, clients))
    except (BotoCoreError, ClientError) as error:
        raise NotEvacuatedError(str(error)) from error


def make(change: Change) -> None:
    """Makes a change. Raises NotEvacuatedError."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        change.make()
    except (BotoCoreError, ClientError) as error:
        raise NotEvacuatedError(f"{change.what}: {error}") from error


def _checks(evacuation: Evacuation, stack: Stack, clients: Clients) -> Iterator[Change]:
    route53 = clients("route53", EDGE_REGION)
    zone = stack.zone_id or _zone(route53, stack.zone)
    found: dict[str, None] = {}
    for record in _records(route53, zone, evacuation.target):
        if record.get("Region") == evacuation.region and record.get("HealthCheckId"):
            found[record["HealthCheckId"]] = None
    if not found:
        raise NotEvacuatedError(
            f"{evacuation.target} has no record for {evacuation.region} with a health check in zone {zone}"
        )
    wanted = {"Disabled": not evacuation.undo, "Inverted": not evacuation.undo}
    for check in found:
        config = route53.get_health_check(HealthCheckId=check)["HealthCheck"]["HealthCheckConfig"]
        now = {name: bool(config.get(name, False)) for name in wanted}
        yield Change(f"health check {check}", now, wanted, _update(route53, check, wanted))


def _update(route53: Any, check: str, wanted: Mapping[str, bool]) -> Callable[[], object]:
    return lambda: route53.update_health_check(HealthCheckId=check, **wanted)


def _zone(route53: Any, name: str) -> str:
    zones = route53.list_hosted_zones_by_name(DNSName=name)["HostedZones"]
    public = [
        each["Id"].rpartition("/")[2]
        for each in zones
        if each["Name"] == f"{name}." and not each.get("Config", {}).get("PrivateZone")
    ]
    if len(public) != 1:
        raise NotEvacuatedError(
            f"{len(public) or 'no'} public hosted zones are called {name}: `zone_id` says which is meant"
        )
    return str(public[0])


def _records(route53: Any, zone: str, name: str) -> Iterator[Mapping[str, Any]]:
    """The record sets of a name: they stand together, in the order of names."""
    pages = route53.get_paginator("list_resource_record_sets")
    for page in pages.paginate(HostedZoneId=zone, StartRecordName=f"{name}."):
        for record in page["ResourceRecordSets"]:
            if record["Name"] != f"{name}.":
                return
            yield record


def _function(evacuation: Evacuation, _: Stack, clients: Clients) -> Iterator[Change]:
    called, functions = evacuation.target, clients("lambda", evacuation.region)
    now = functions.get_function_concurrency(FunctionName=called).get("ReservedConcurrentExecutions")
    wanted = evacuation.reserved

    def change() -> object:
        if wanted is None:
            return functions.delete_function_concurrency(FunctionName=called)
        return functions.put_function_concurrency(FunctionName=called, ReservedConcurrentExecutions=wanted)

    yield Change(f"function {called} in {evacuation.region}", {"reserved": now}, {"reserved": wanted}, change)
