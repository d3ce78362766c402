"""A domain that another spec makes: certificates, custom domain names and latency records, without the owner's API.

The region that a rehearsal adds has its domain name already, and no record leads to it.
"""

from __future__ import annotations

from typing import Any

from tfgen.emulator.stand_ins.clients import Clients
from tfgen.emulator.stand_ins.routing import change_record, requested, validation
from tfgen.stack.mapping import MAPPING
from tfgen.stack.stack import Stack
from tfgen.stack.variations import spare_region


def make(stack: Stack, client: Clients) -> None:
    """Makes it in every region. A certificate needs its record only until it is issued."""
    spare = spare_region(stack)
    regions = [*(region.name for region in stack.regions), *([spare] if spare else [])]
    for domain in stack.all(MAPPING).values():
        certificates = {region: requested(domain.existing, client("acm", region)) for region in regions}
        home = stack.home.name
        change_record("CREATE", validation(certificates[home], client("acm", home)), stack, client)
        for region, certificate in certificates.items():
            client("acm", region).describe_certificate(CertificateArn=certificate)
            placed = {"CertificateArn": certificate, "EndpointType": "REGIONAL"}
            made = client("apigatewayv2", region).create_domain_name(
                DomainName=domain.existing, DomainNameConfigurations=[placed]
            )
            if region != spare:
                record = _record(domain.existing, region, made["DomainNameConfigurations"][0])
                change_record("CREATE", record, stack, client)


def _record(domain: str, region: str, target: dict[str, Any]) -> dict[str, Any]:
    alias = {
        "DNSName": target["ApiGatewayDomainName"],
        "HostedZoneId": target["HostedZoneId"],
        "EvaluateTargetHealth": False,
    }
    return {"Name": domain, "Type": "A", "SetIdentifier": region, "Region": region, "AliasTarget": alias}
