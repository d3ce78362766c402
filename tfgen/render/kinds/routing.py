"""Routing: certificates and their one validation record, and in every region a domain name, a health check and
the records that lead to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tfgen.render.hcl import Expression, attribute, call, instance, reference
from tfgen.render.module_source import ModuleSource
from tfgen.render.part import GLOBAL, Arguments, Block, Column, Local, Made, Part
from tfgen.render.providers import provider
from tfgen.render.template import render
from tfgen.spec.source import Path
from tfgen.stack.kinds.cdn import leads_to_edge, regions_answer
from tfgen.stack.kinds.routing import ROUTING, Routing, is_drained
from tfgen.stack.own_domain import OWN_DOMAIN
from tfgen.stack.region import Region
from tfgen.stack.stack import Stack

_DOMAIN: Path = ("domain",)
_ANCHOR = "anchor"
"""The certificate of the global root: ACM asks for one and the same record in every region of an account."""


def _locals(stack: Stack) -> Iterator[Local]:
    health = stack.the(ROUTING).health
    value = {"path": health.path, "interval": health.interval, "failures": health.failures}
    yield Local("health", value)


def _blocks(stack: Stack, _: ModuleSource) -> Iterator[Block]:
    if stack.zone:
        yield Block(render("zone.tf.j2", zone=stack.zone))
    for region in stack.regions if regions_answer(stack) else ():
        text = render("certificate.tf.j2", name=region.label, provider=provider(stack, region.name))
        yield Block(text, _of(region), region.name)
    if stack.is_apart:
        yield Block(render("certificate.tf.j2", name=_ANCHOR, provider=None), _DOMAIN, GLOBAL)
    overwrites = stack.the(ROUTING).adopt.validation
    certificate = reference("aws_acm_certificate", _asking(stack))
    text = render("validation.tf.j2", certificate=certificate, overwrites=overwrites)
    yield Block(text, _DOMAIN, GLOBAL)


def _asking(stack: Stack) -> str:
    """The certificate of which the record is known that validates them all.

    The edge's certificate asks for the same record. It follows the one that stands already, lest it is made anew.
    """
    if stack.is_apart:
        return _ANCHOR
    return "cdn" if leads_to_edge(stack) else stack.home.label


def _validation(stack: Stack, certificate: str) -> Expression:
    """The name of the record that validates a certificate: told by itself where the record is in another state.

    AWS ends it in a dot, Route 53's provider does not: another text would make the validation anew.
    """
    if not stack.is_apart:
        return reference("aws_route53_record", "validation", "fqdn")
    asked = call("one", reference("aws_acm_certificate", certificate, "domain_validation_options"))
    return call("trimsuffix", attribute(asked, "resource_record_name"), ".")


def _arguments(stack: Stack, region: Region) -> Arguments:
    health = reference("local", "health")
    own: dict[str, Any] = {"drained": True} if is_drained(stack, region) else {}
    if stack.all(OWN_DOMAIN):
        # the record comes first: a check that asks a name which is not there yet finds the region unhealthy
        own["fqdn"] = instance(f'aws_route53_record.{region.label}_own["A"].name')
    domain = {
        "domain": reference("local", "domain"),
        "certificate_arn": reference("aws_acm_certificate", region.label, "arn"),
        "validation_record_fqdn": _validation(stack, region.label),
    }
    return {
        **(domain if regions_answer(stack) else {}),
        "health": call("merge", health, own) if own else health,
    }


def _beside(stack: Stack, region: Region, needed: tuple[str, ...]) -> Iterator[Block]:
    routing = stack.the(ROUTING)
    if leads_to_edge(stack):
        if region in _led(stack):
            origins = [reference("aws_route53_record", f"{each.label}_origin") for each in stack.regions]
            before = _first(routing, stack, region)
            text = render(
                "cdn_record.tf.j2",
                address=region.label,
                region=region,
                routing=routing,
                after=before + origins,
            )
            yield Block(text, _of(region))
        return
    modules = [reference("module", module) for module in needed]
    text = render(
        "record.tf.j2",
        address=region.label,
        name=reference("local", "domain"),
        region=region,
        routing=routing,
        target=reference("module", region.label, "target_domain_name"),
        target_zone=reference("module", region.label, "target_zone_id"),
        health_check=reference("module", region.label, "health_check_id"),
        modules=modules,
        first=_first(routing, stack, region),
    )
    yield Block(text, _of(region))


def _first(routing: Routing, stack: Stack, region: Region) -> list[Expression]:
    """Route 53 takes no latency record beside one without policy, which home's replaces."""
    waits = routing.adopt.records and region != stack.home and not stack.is_apart
    return [instance(_record(stack.home))] if waits else []


def _led(stack: Stack) -> tuple[Region, ...]:
    """The regions that have a record of the domain: home's alone leads to the edge, once all others are not needed."""
    return stack.regions if regions_answer(stack) else stack.regions[:1]


def _outputs(stack: Stack) -> Iterator[Block]:
    def by_region(output: str) -> dict[str, Any]:
        return {region.name: reference("module", region.label, output) for region in stack.regions}

    own = {
        region.name: f"https://{d.of(region)}"
        for d in stack.all(OWN_DOMAIN).values()
        for region in stack.regions
    }
    yield Block(
        render("outputs.tf.j2", urls=own or by_region("url"), health_check_ids=by_region("health_check_id"))
    )


def _of(region: Region) -> Path:
    return ("regions", region.name)


def _record(region: Region) -> str:
    return f"aws_route53_record.{region.label}"


def _made(stack: Stack) -> Iterator[Made]:
    yield Made("aws_route53_record.validation", _DOMAIN)
    if stack.is_apart:
        yield Made(f"aws_acm_certificate.{_ANCHOR}", _DOMAIN)
    adopted = _import_ids(stack)
    for region in stack.regions:
        addresses = [f"module.{region.label}.module.health.aws_route53_health_check.this"]
        if regions_answer(stack):
            addresses += [
                f"aws_acm_certificate.{region.label}",
                f"module.{region.label}.module.domain.aws_acm_certificate_validation.this",
                f"module.{region.label}.module.domain.aws_apigatewayv2_api_mapping.this",
                f"module.{region.label}.module.domain.aws_apigatewayv2_domain_name.this",
            ]
        record = _record(region)
        is_alias = stack.the(ROUTING).record == "alias"
        if region in _led(stack):
            addresses += [f'{record}["A"]', f'{record}["AAAA"]'] if is_alias else [record]
        for address in addresses:
            yield Made(address, _of(region), region.name, import_id=adopted.get(address))


def _import_ids(stack: Stack) -> dict[str, str | Expression]:
    """By what resources are imported that exist already, by their address."""
    adopt = stack.the(ROUTING).adopt
    found: dict[str, str | Expression] = {}
    for region in stack.regions:
        if region.name in adopt.domain:
            found[f"module.{region.label}.module.domain.aws_apigatewayv2_domain_name.this"] = stack.domain
    zone = reference("local", "zone_id")
    for kind in adopt.records:
        address = _record(stack.home) + ("" if kind == "CNAME" else f'["{kind}"]')
        found[address] = call("format", f"%s_{stack.domain}_{kind}", zone)
    return found


PART = Part(
    kind=ROUTING,
    locals=_locals,
    blocks=_blocks,
    arguments=_arguments,
    beside=_beside,
    outputs=_outputs,
    made=_made,
    columns=(
        Column("records", ("aws_route53_record",)),
        Column("health checks", ("aws_route53_health_check",)),
    ),
    in_region=("domain", "health"),
    left_out=lambda stack: () if regions_answer(stack) else ("domain",),
)
