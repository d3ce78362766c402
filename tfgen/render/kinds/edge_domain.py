"""The domain of an edge-optimised API: a certificate in us-east-1, a domain name, and records that lead to it alone."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.render.edge import certificate, certificate_arn, certificate_made
from tfgen.render.hcl import Expression, call, reference
from tfgen.render.module_source import ModuleSource
from tfgen.render.part import Arguments, Block, Column, Made, Part
from tfgen.render.template import render
from tfgen.spec.source import Path
from tfgen.stack.kinds.routing import EDGE_DOMAIN, RECORD_TYPES
from tfgen.stack.region import Region
from tfgen.stack.stack import Stack

_DOMAIN: Path = ("domain",)
_NAME = "edge"
"""Of the certificate."""
_VALIDATION = "validation"
"""The record that regional endpoints have too, so that it stays when one gives way to the other."""


def _blocks(stack: Stack, _: ModuleSource) -> Iterator[Block]:
    if stack.zone:
        yield Block(render("zone.tf.j2", zone=stack.zone))
    yield certificate(_NAME, reference("local", "domain"), _DOMAIN, _VALIDATION)
    overwrites = stack.the(EDGE_DOMAIN).adopt.validation
    made = reference("aws_acm_certificate", _NAME)
    yield Block(render("validation.tf.j2", certificate=made, overwrites=overwrites), _DOMAIN)


def _arguments(_stack: Stack, _region: Region) -> Arguments:
    own = {"domain": reference("local", "domain"), "certificate_arn": certificate_arn(_NAME)}
    return {"edge_domains": {"api": own}}


def _beside(_stack: Stack, region: Region, needed: tuple[str, ...]) -> Iterator[Block]:
    modules = [reference("module", module) for module in needed]
    yield Block(render("edge_record.tf.j2", region=region, modules=modules), _DOMAIN)


def _outputs(stack: Stack) -> Iterator[Block]:
    urls = {region.name: reference("module", region.label, "url") for region in stack.regions}
    yield Block(render("edge_outputs.tf.j2", urls=urls))


def _made(stack: Stack) -> Iterator[Made]:
    adopt = stack.the(EDGE_DOMAIN).adopt
    yield from certificate_made(_NAME, _DOMAIN, _VALIDATION)
    yield Made(f"aws_route53_record.{_VALIDATION}", _DOMAIN)
    for region in stack.regions:
        module = f'module.{region.label}.module.edge_domain["api"]'
        is_there = region.name in adopt.domain
        yield Made(f"{module}.aws_api_gateway_base_path_mapping.this", _DOMAIN, region.name)
        name = f"{module}.aws_api_gateway_domain_name.this"
        yield Made(name, _DOMAIN, region.name, import_id=stack.domain if is_there else None)
        yield from _records(stack, region)


def _records(stack: Stack, region: Region) -> Iterator[Made]:
    """Under the addresses of latency records, so that one takes the other's place in one change of Route 53."""
    for kind in RECORD_TYPES["alias"]:
        found: Expression | None = None
        if kind in stack.the(EDGE_DOMAIN).adopt.records:
            found = call("format", f"%s_{stack.domain}_{kind}", reference("local", "zone_id"))
        yield Made(f'aws_route53_record.{region.label}["{kind}"]', _DOMAIN, region.name, import_id=found)


PART = Part(
    kind=EDGE_DOMAIN,
    blocks=_blocks,
    arguments=_arguments,
    beside=_beside,
    outputs=_outputs,
    made=_made,
    columns=(Column("records", ("aws_route53_record",)),),
    in_region=("edge_domain", "edge-domain"),
)
