"""A domain that another service answered before: its certificates, its custom domain names without API mappings, and records."""

from __future__ import annotations

from typing import Any

from tfgen.emulator.stand_ins.clients import Clients
from tfgen.stack.edge import EDGE_REGION
from tfgen.stack.kinds.routing import EDGE_DOMAIN, AdoptedRouting, domains
from tfgen.stack.stack import Stack

_VALUES = {"A": "192.0.2.1", "AAAA": "2001:db8::1", "CNAME": "legacy.example.net"}
"""Of what nobody answers at. Source: RFC 5737, RFC 3849 and RFC 6761."""


def make(stack: Stack, client: Clients) -> None:
    """Makes what exists of it. A certificate needs its record only until it is issued."""
    for routing in domains(stack):
        _make(routing.adopt, stack, client)


def _make(adopt: AdoptedRouting, stack: Stack, client: Clients) -> None:
    regions = [region.name for region in stack.regions if region.name in adopt.domain]
    has_edge = bool(stack.all(EDGE_DOMAIN))
    home = EDGE_REGION if has_edge else stack.home.name
    for kind in adopt.records:
        change_record("CREATE", _record(stack.domain, kind, _VALUES[kind]), stack, client)
    if regions or adopt.validation:
        of = {region: EDGE_REGION if has_edge else region for region in regions}
        certificates = {
            region: requested(stack.domain, client("acm", region)) for region in (home, *of.values())
        }
        record = validation(certificates[home], client("acm", home))
        change_record("CREATE", record, stack, client)
        for region in regions:
            arn = certificates[of[region]]
            client("acm", of[region]).describe_certificate(CertificateArn=arn)
            _make_name(stack.domain, arn, region, client, has_edge)
        if not adopt.validation:
            change_record("DELETE", record, stack, client)


def _make_name(domain: str, certificate: str, region: str, client: Clients, has_edge: bool) -> None:
    """The custom domain name, of either type of endpoint."""
    if has_edge:
        types = {"types": ["EDGE"], "ipAddressType": "dualstack"}
        client("apigateway", region).create_domain_name(
            domainName=domain,
            certificateArn=certificate,
            endpointConfiguration=types,
            securityPolicy="TLS_1_2",
        )
    else:
        placed = {"CertificateArn": certificate, "EndpointType": "REGIONAL"}
        gateway = client("apigatewayv2", region)
        gateway.create_domain_name(DomainName=domain, DomainNameConfigurations=[placed])


def requested(domain: str, acm: Any) -> str:
    """The ARN of a certificate that waits for its validation."""
    arn: str = acm.request_certificate(DomainName=domain, ValidationMethod="DNS")["CertificateArn"]
    return arn


def validation(certificate: str, acm: Any) -> dict[str, Any]:
    """The record that a certificate waits for."""
    told = acm.describe_certificate(CertificateArn=certificate)["Certificate"]["DomainValidationOptions"]
    asked = told[0]["ResourceRecord"]
    return _record(asked["Name"], asked["Type"], asked["Value"])


def _record(name: str, kind: str, value: str) -> dict[str, Any]:
    return {"Name": name, "Type": kind, "TTL": 60, "ResourceRecords": [{"Value": value}]}


def change_record(action: str, record: dict[str, Any], stack: Stack, client: Clients) -> None:
    """Creates or deletes a record in the one zone that a stack finds."""
    route53 = client("route53", stack.home.name)
    zones = route53.list_hosted_zones()["HostedZones"]
    zone = stack.zone_id or zones[0]["Id"]
    batch = {"Changes": [{"Action": action, "ResourceRecordSet": record}]}
    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=batch)
