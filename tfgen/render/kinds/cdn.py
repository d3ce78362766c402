"""The CDN: a distribution under the domain, and behind it the regions under a name of their own.

The domain's record of home is changed in place when clients are led to the edge or back: Route 53 takes no record
without a routing policy beside latency records of the same name, and changes one in place where name, type and set stay.
Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from tfgen.render import edge
from tfgen.render.hcl import reference
from tfgen.render.kinds.encryption import key_arn
from tfgen.render.module_source import ModuleSource
from tfgen.render.part import Arguments, Block, Column, Local, Made, Part, Skip, given
from tfgen.render.providers import call_of
from tfgen.render.template import render
from tfgen.spec.source import Path
from tfgen.stack import names
from tfgen.stack.behaviours import WHO_ASKS, behaviours
from tfgen.stack.edge import EDGE_REGION
from tfgen.stack.kinds.api import API
from tfgen.stack.kinds.cdn import ALL, CDN, CachedRoute, Cdn
from tfgen.stack.kinds.encryption import ENCRYPTION
from tfgen.stack.kinds.routing import RECORD_TYPES, ROUTING
from tfgen.stack.region import Region
from tfgen.stack.stack import Stack

_PATH: Path = (CDN.key,)
_PRICE_CLASS = {"100": "PriceClass_100", "200": "PriceClass_200", ALL: "PriceClass_All"}


def _locals(stack: Stack) -> Iterator[Local]:
    yield Local("origin", stack.the(CDN).origin)


def _blocks(stack: Stack, modules: ModuleSource) -> Iterator[Block]:
    yield edge.certificate("cdn", reference("local", "domain"), _PATH, record="validation")
    for region in stack.regions:
        yield Block(render("origin_certificate.tf.j2", region=region, name=f"{region.label}_origin"), _PATH)
    home = reference("aws_acm_certificate", f"{stack.home.label}_origin")
    yield Block(render("origin_validation.tf.j2", certificate=home), _PATH)
    text = render(
        "table.tf.j2",
        module="cdn",
        head=call_of(stack, EDGE_REGION, modules, "cdn"),
        arguments=_of_module(stack),
        skips=list(_skips(stack.the(CDN))),
    )
    yield Block(text, _PATH)


def _of_module(stack: Stack) -> dict[str, Any]:
    cdn = stack.the(CDN)
    policies = _policies(stack)
    return {
        "service": names.service(stack),
        "domain": reference("local", "domain"),
        "origin": reference("local", "origin"),
        "certificate_arn": edge.certificate_arn("cdn"),
        **given(
            behaviors=[
                {
                    "path": each.pattern,
                    **({"policy": policies[each.pattern][0]} if each.cached else {}),
                    **({"forward": False} if each.cached and not each.others else {}),
                }
                for each in behaviours(stack)
            ],
            policies=dict(policies.values()),
            preflights={"api": {}} if _has_cors(stack) and cdn.cache else {},
            price_class=_PRICE_CLASS[cdn.price_class] if cdn.price_class != ALL else None,
            firewalls={"edge": {}} if cdn.waf else {},
            logs={"edge": {"retention": cdn.logs}} if cdn.logs else {},
            key_arn=_logs_key(stack),
        ),
    }


def _has_cors(stack: Stack) -> bool:
    return stack.the(API).cors is not None


def _logs_key(stack: Stack) -> Any:
    """The service's key in us-east-1, where it runs there: another region's key encrypts no log group there."""
    here = next((region for region in stack.regions if region.name == EDGE_REGION), None)
    return key_arn(stack, here) if here and stack.the(CDN).logs and stack.all(ENCRYPTION) else None


def _policies(stack: Stack) -> dict[str, tuple[str, dict[str, Any]]]:
    """The cache policy of each pattern that is cached: its name, and what it says."""
    found = {}
    for each in behaviours(stack):
        if each.cached:
            policy = _policy(each.cached, stack, is_shared=bool(each.others))
            found[each.pattern] = _policy_name(policy), policy
    return found


def _policy(cached: CachedRoute, stack: Stack, *, is_shared: bool) -> dict[str, Any]:
    """What tells answers apart: who asks as well, where other methods of the path have that forwarded."""
    headers = {*cached.headers, *(("Origin",) if _has_cors(stack) else ())}
    query = {} if cached.query == ALL else {"query": sorted(cached.query)}
    if is_shared:
        said = {each.lower() for each in headers}
        headers |= {each for each in WHO_ASKS if each.lower() not in said}
    return {
        "ttl": cached.ttl,
        **query,
        **given(headers=sorted(headers)),
        **({"cookies": True} if is_shared else {}),
    }


def _policy_name(policy: dict[str, Any]) -> str:
    """One name for all routes of the same settings, and another where they differ: AWS gives an account 20 policies."""
    told = json.dumps(policy, sort_keys=True)
    return f"{policy['ttl']}s-{hashlib.sha256(told.encode()).hexdigest()[:6]}"


def _skips(cdn: Cdn) -> Iterator[Skip]:
    logged = "its logs go to CloudWatch, by standard logging v2"
    yield Skip("CKV_AWS_86", logged if cdn.logs else "no `logs` in the spec")
    yield Skip("CKV_AWS_305", "an API has no root object")
    yield Skip("CKV_AWS_310", "the origin's own name fails over, by latency records and health checks")
    yield Skip("CKV_AWS_374", "an API for the whole world")
    yield Skip("CKV2_AWS_32", "the functions say the headers")
    yield Skip("CKV2_AWS_31", "metrics and samples tell what the web ACL refuses")
    yield Skip("CKV2_AWS_47", "its web ACL has that group of rules" if cdn.waf else "no `waf` in the spec")
    if not cdn.waf:
        yield Skip("CKV_AWS_68", "no `waf` in the spec")


def _arguments(_: Stack, region: Region) -> Arguments:
    origin = {
        "domain": reference("local", "origin"),
        "certificate_arn": reference("aws_acm_certificate", f"{region.label}_origin", "arn"),
        "validation_record_fqdn": reference("aws_route53_record", "origin_validation", "fqdn"),
    }
    return {"origins": {"api": origin}}


def _beside(stack: Stack, region: Region, needed: tuple[str, ...]) -> Iterator[Block]:
    text = render(
        "record.tf.j2",
        address=f"{region.label}_origin",
        name=reference("local", "origin"),
        region=region,
        routing=stack.the(ROUTING),
        target=reference("module", region.label, "origin_target_domain_name"),
        target_zone=reference("module", region.label, "origin_target_zone_id"),
        health_check=reference("module", region.label, "health_check_id"),
        modules=[reference("module", module) for module in needed],
        first=[],
    )
    yield Block(text, ("regions", region.name))


def _outputs(_: Stack) -> Iterator[Block]:
    yield Block(render("cdn_outputs.tf.j2"), _PATH)


def _made(stack: Stack) -> Iterator[Made]:
    cdn = stack.the(CDN)
    yield from edge.certificate_made("cdn", _PATH, record="validation")
    yield Made("aws_route53_record.origin_validation", _PATH)
    yield Made("module.cdn.aws_cloudfront_distribution.this", _PATH)
    for name in sorted(dict(_policies(stack).values())):
        yield Made(f'module.cdn.aws_cloudfront_cache_policy.this["{name}"]', _PATH)
    if _has_cors(stack) and cdn.cache:
        yield Made('module.cdn.aws_cloudfront_origin_request_policy.this["api"]', _PATH)
    if cdn.waf:
        yield Made('module.cdn.aws_wafv2_web_acl.this["edge"]', _PATH)
    for kind in ("group", "delivery_source", "delivery_destination", "delivery") if cdn.logs else ():
        yield Made(f'module.cdn.aws_cloudwatch_log_{kind}.this["edge"]', _PATH)
    for region in stack.regions:
        yield from _made_in(region, stack)


def _made_in(region: Region, stack: Stack) -> Iterator[Made]:
    module = f'module.{region.label}.module.origin["api"]'
    record = f"aws_route53_record.{region.label}_origin"
    kinds = RECORD_TYPES[stack.the(ROUTING).record]
    for address in (
        f"aws_acm_certificate.{region.label}_origin",
        f"{module}.aws_acm_certificate_validation.this",
        f"{module}.aws_apigatewayv2_api_mapping.this",
        f"{module}.aws_apigatewayv2_domain_name.this",
        *([record] if "CNAME" in kinds else [f'{record}["{kind}"]' for kind in kinds]),
    ):
        yield Made(address, _PATH, region.name)


PART = Part(
    kind=CDN,
    locals=_locals,
    blocks=_blocks,
    arguments=_arguments,
    beside=_beside,
    outputs=_outputs,
    made=_made,
    root_modules=("cdn",),
    modules=lambda _: ("cdn", "domain"),
    in_region=("origin",),
    columns=(Column("distributions", ("aws_cloudfront_distribution",)),),
)
