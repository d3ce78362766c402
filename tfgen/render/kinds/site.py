"""The site: at the root, because its buckets hold data, a module for each of them and one for the distribution."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.render import edge
from tfgen.render.account import ACCOUNT
from tfgen.render.hcl import Expression, call, file_in_module, reference
from tfgen.render.module_source import OF_SITE, ModuleSource
from tfgen.render.part import Block, Column, Local, Made, Part, given
from tfgen.render.providers import call_of
from tfgen.render.template import render
from tfgen.spec.source import Path
from tfgen.stack.kinds.routing import has_domain
from tfgen.stack.kinds.site import SITE, bucket, called, policy, regions_of, service, without_ending
from tfgen.stack.region import Region
from tfgen.stack.served import cache_control, content_type
from tfgen.stack.stack import Stack

_PATH: Path = (SITE.key,)
_DOMAIN: Path = (SITE.key, "domain")
_BUCKET = (
    "aws_s3_bucket.this",
    "aws_s3_bucket_lifecycle_configuration.this",
    "aws_s3_bucket_ownership_controls.this",
    "aws_s3_bucket_policy.this",
    "aws_s3_bucket_public_access_block.this",
    "aws_s3_bucket_server_side_encryption_configuration.this",
    "aws_s3_bucket_versioning.this",
    "aws_s3_object.service",
)
_DISTRIBUTION = (
    "aws_cloudfront_distribution.this",
    "aws_cloudfront_function.index",
    "aws_cloudfront_origin_access_control.this",
    "aws_cloudfront_response_headers_policy.this",
)


def _module_name(region: Region) -> str:
    return f"site_{region.label}"


def _locals(stack: Stack) -> Iterator[Local]:
    files = {key: {"type": content_type(key), "cache": cache_control(key)} for key in stack.the(SITE).keys}
    if files:
        yield Local("site_files", files)
    yield Local("site_service", call("jsonencode", service(stack)))


def _blocks(stack: Stack, modules: ModuleSource) -> Iterator[Block]:
    site = stack.the(SITE)
    if site.domain:
        if stack.zone and not has_domain(stack):
            yield Block(render("zone.tf.j2", zone=stack.zone))
        yield edge.certificate("site", site.domain, _DOMAIN)
    for region in regions_of(stack):
        yield _bucket(stack, region, modules)
    yield _distribution(stack, modules)
    if site.domain:
        yield edge.records("site", site.domain, "site", _DOMAIN)


def _bucket(stack: Stack, region: Region, modules: ModuleSource) -> Block:
    name = bucket(stack, region.name).replace("{account}", "%s")
    keys = stack.the(SITE).keys
    text = render(
        "table.tf.j2",
        module=_module_name(region),
        head=call_of(stack, region.name, modules, "site-bucket"),
        arguments=given(
            name=call("format", name, ACCOUNT),
            distribution_arn=reference("module", "site", "arn"),
            folder=file_in_module(OF_SITE) if keys else None,
            files=reference("local", "site_files") if keys else None,
            service=reference("local", "site_service"),
        ),
        skips=[],
    )
    return Block(text, _PATH)


def _distribution(stack: Stack, modules: ModuleSource) -> Block:
    site = stack.the(SITE)
    origins = [
        {"id": region.name, "domain_name": reference("module", _module_name(region), "domain_name")}
        for region in regions_of(stack)
    ]
    text = render(
        "site.tf.j2",
        head=call_of(stack, stack.home.name, modules, "site"),
        arguments=given(
            name=called(stack),
            origins=origins,
            domain=site.domain,
            certificate_arn=edge.certificate_arn("site") if site.domain else None,
            content_security_policy=policy(stack),
            include_subdomains=False if site.domain and site.domain == stack.zone else None,
            spa=site.spa or None,
            files_without_ending=[f"/{key}".replace(" ", "%20") for key in without_ending(site.keys)],
        ),
    )
    return Block(text, _PATH)


def _outputs(stack: Stack) -> Iterator[Block]:
    own = Expression('"https://${module.site.domain_name}"')
    buckets = {region.name: reference("module", _module_name(region), "name") for region in regions_of(stack)}
    domain = stack.the(SITE).domain
    yield Block(render("site_outputs.tf.j2", url=f"https://{domain}" if domain else own, buckets=buckets))


def _made(stack: Stack) -> Iterator[Made]:
    site = stack.the(SITE)
    if site.domain:
        yield from edge.certificate_made("site", _DOMAIN)
        yield from edge.records_made("site", _DOMAIN)
    for region in regions_of(stack):
        module = f"module.{_module_name(region)}"
        for resource in _BUCKET:
            is_bucket = resource == "aws_s3_bucket.this"
            yield Made(f"{module}.{resource}", _PATH, region.name, holds_data=is_bucket)
        for key in site.keys:
            yield Made(f'{module}.aws_s3_object.file["{key}"]', (SITE.key, "folder"), region.name)
    for resource in _DISTRIBUTION:
        yield Made(f"module.site.{resource}", _PATH)


PART = Part(
    kind=SITE,
    locals=_locals,
    blocks=_blocks,
    outputs=_outputs,
    made=_made,
    root_modules=("site", "site-bucket"),
    modules=lambda _: ("site", "site-bucket"),
    columns=(Column("files", ("aws_s3_object",)),),
)
