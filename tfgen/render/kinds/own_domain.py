"""A name for each region: its certificate and validation record, a domain name in the region, and alias records."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.render.hcl import reference
from tfgen.render.module_source import ModuleSource
from tfgen.render.part import Arguments, Block, Made, Part
from tfgen.render.providers import provider
from tfgen.render.template import render
from tfgen.spec.source import Path
from tfgen.stack.own_domain import OWN_DOMAIN
from tfgen.stack.region import Region
from tfgen.stack.stack import Stack

_PATH: Path = ("routing", "regional")


def _blocks(stack: Stack, _: ModuleSource) -> Iterator[Block]:
    for region in stack.regions:
        domain = stack.the(OWN_DOMAIN).of(region)
        certificate = reference("aws_acm_certificate", f"{region.label}_own")
        text = render(
            "own_certificate.tf.j2",
            provider=provider(stack, region.name),
            domain=domain,
            certificate=certificate,
            certificate_name=f"{region.label}_own",
            record_name=f"{region.label}_validation",
        )
        yield Block(text, _PATH, region.name)


def _arguments(stack: Stack, region: Region) -> Arguments:
    own = {
        "domain": stack.the(OWN_DOMAIN).of(region),
        "certificate_arn": reference("aws_acm_certificate", f"{region.label}_own", "arn"),
        "validation_record_fqdn": reference("aws_route53_record", f"{region.label}_validation", "fqdn"),
    }
    return {"own_domains": {"api": own}}


def _beside(stack: Stack, region: Region, _needed: tuple[str, ...]) -> Iterator[Block]:
    domain = stack.the(OWN_DOMAIN).of(region)
    text = render("own_record.tf.j2", region=region, domain=domain, record_name=f"{region.label}_own")
    yield Block(text, _PATH)


def _made(stack: Stack) -> Iterator[Made]:
    for region in stack.regions:
        module = f'module.{region.label}.module.own_domain["api"]'
        for address in (
            f"aws_acm_certificate.{region.label}_own",
            f"aws_route53_record.{region.label}_validation",
            f'aws_route53_record.{region.label}_own["A"]',
            f'aws_route53_record.{region.label}_own["AAAA"]',
            f"{module}.aws_acm_certificate_validation.this",
            f"{module}.aws_apigatewayv2_api_mapping.this",
            f"{module}.aws_apigatewayv2_domain_name.this",
        ):
            yield Made(address, _PATH, region.name)


PART = Part(
    kind=OWN_DOMAIN,
    blocks=_blocks,
    arguments=_arguments,
    beside=_beside,
    made=_made,
    in_region=("own_domain",),
)
