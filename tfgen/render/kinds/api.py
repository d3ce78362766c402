"""The API: one HTTP or REST API in the module of every region."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.render import authorization
from tfgen.render.hcl import call, member, quote, reference
from tfgen.render.part import Arguments, Block, Column, Local, Made, Part, given
from tfgen.render.template import render
from tfgen.spec.source import Path
from tfgen.stack import names
from tfgen.stack.kinds.api import API, is_edge
from tfgen.stack.kinds.function import FUNCTION, routes
from tfgen.stack.kinds.routing import has_domain
from tfgen.stack.mapping import MAPPING
from tfgen.stack.region import Region
from tfgen.stack.route import methods
from tfgen.stack.stack import Stack

_RESOURCES = {
    "http": ("aws_apigatewayv2_api.this", "aws_apigatewayv2_stage.this", "aws_cloudwatch_log_group.this"),
    "rest": (
        "aws_api_gateway_deployment.this",
        "aws_api_gateway_method_settings.all",
        "aws_api_gateway_rest_api.this",
        "aws_api_gateway_stage.this",
        "aws_cloudwatch_log_group.this",
    ),
}


def _argument(stack: Stack) -> str:
    """The argument of the region's module that takes the API."""
    return f"{stack.the(API).kind}_apis"


def _value(stack: Stack) -> Arguments:
    api = stack.the(API)
    owners = _owners(stack)
    cors = api.cors and {
        "origins": api.cors.origins,
        "methods": api.cors.methods or methods(routes(stack)),
        "headers": api.cors.headers,
        "max_age": api.cors.max_age,
        "credentials": api.cors.credentials,
    }
    throttle = api.throttle and {"rate": api.throttle.rate, "burst": api.throttle.burst}
    return {
        "name": names.service(stack),
        "log_retention": api.logs,
        "routes": owners,
        "functions": {name: {} for name in sorted(set(owners.values()))},
        **given(binary=api.binary or None, cors=cors, throttle=throttle),
        **({"endpoint": "EDGE"} if is_edge(stack) else {}),
        **_authorization(stack),
    }


def _authorization(stack: Stack) -> Arguments:
    """Who may call, but for what regions are told for themselves."""
    region = stack.home.name
    own = authorization.in_region(stack, region)
    return {name: each for name, each in authorization.of(stack, region).items() if name not in own}


def _owners(stack: Stack) -> dict[str, str]:
    """The function that answers each route."""
    functions = stack.all(FUNCTION).items()
    return dict(sorted((route, name) for name, function in functions for route in function.http))


def _locals(stack: Stack) -> Iterator[Local]:
    yield Local(_argument(stack), {"api": _value(stack)})


def _arguments(stack: Stack, region: Region) -> Arguments:
    name = _argument(stack)
    shared = reference("local", name)
    own = authorization.in_region(stack, region.name)
    return {name: {"api": call("merge", member(shared, "api"), own)} if own else shared}


def _outputs(stack: Stack) -> Iterator[Block]:
    """Where there is a domain, routing tells the addresses beside it."""
    if not (has_domain(stack) or stack.all(MAPPING)):
        urls = {region.name: reference("module", region.label, "url") for region in stack.regions}
        yield Block(render("region_urls.tf.j2", urls=urls))


def _made(stack: Stack) -> Iterator[Made]:
    kind = stack.the(API).kind
    owners = _owners(stack)
    for region in stack.regions:
        module = f'module.{region.label}.module.{kind}_api["api"]'
        at: Path = ("regions", region.name)
        adopted = _import_ids(stack, region)
        for resource in _RESOURCES[kind]:
            yield Made(f"{module}.{resource}", at, region.name, import_id=adopted.get(resource))
        for name in sorted(set(owners.values())):
            path: Path = (FUNCTION.key, name)
            yield Made(f"{module}.aws_lambda_permission.this[{quote(name)}]", path, region.name)
            if kind == "http":
                yield Made(f"{module}.aws_apigatewayv2_integration.this[{quote(name)}]", path, region.name)
        for route, name in owners.items() if kind == "http" else ():
            path = (FUNCTION.key, name, "http", route)
            yield Made(f"{module}.aws_apigatewayv2_route.this[{quote(route)}]", path, region.name)


def _import_ids(stack: Stack, region: Region) -> dict[str, str]:
    """By what resources of the API are imported that exist in a region."""
    api = stack.the(API)
    logs = names.api_logs(api.kind, names.service(stack))
    return {"aws_cloudwatch_log_group.this": logs} if region.name in api.adopt.logs else {}


PART = Part(
    kind=API,
    locals=_locals,
    arguments=_arguments,
    outputs=_outputs,
    made=_made,
    columns=(Column("routes", in_region=lambda stack: len(routes(stack))),),
    in_region=("api", "http-api", "rest-api"),
)
