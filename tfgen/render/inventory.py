"""Every resource that the rendered files make, by its address.

It is what a plan must list and what a scan must have seen, told from the Stack alone: modules/ and this file
belong together, and a test holds this list against real plans.
"""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.render.arguments import is_replica, table_module
from tfgen.render.hcl import quote
from tfgen.stack.function import Function
from tfgen.stack.region import Region
from tfgen.stack.stack import Stack
from tfgen.stack.table import V2017, Table
from tfgen.stack.table import label as table_label

_OF_A_FUNCTION = (
    "aws_cloudwatch_log_group.function",
    "aws_iam_role.function",
    "aws_iam_role_policy.function",
    "aws_lambda_function.function",
    "aws_lambda_alias.live",
)
_OF_A_REGION = (
    "aws_acm_certificate_validation.this",
    "aws_apigatewayv2_api_mapping.this",
    "aws_apigatewayv2_domain_name.this",
    "aws_cloudwatch_log_group.api",
    "aws_route53_health_check.this",
)
_OF_A_KIND = {
    "http": ("aws_apigatewayv2_api.this[0]", "aws_apigatewayv2_stage.this[0]"),
    "rest": (
        "aws_api_gateway_deployment.this[0]",
        "aws_api_gateway_method_settings.all[0]",
        "aws_api_gateway_rest_api.this[0]",
        "aws_api_gateway_stage.this[0]",
    ),
}
_AUTOSCALING = ("aws_appautoscaling_policy.this", "aws_appautoscaling_target.this")


def addresses(stack: Stack) -> list[str]:
    """The address of every resource instance, sorted."""
    return sorted(_addresses(stack))


def _addresses(stack: Stack) -> Iterator[str]:
    yield "aws_route53_record.validation"
    for region in stack.regions:
        yield f"aws_acm_certificate.{region.label}"
        if stack.routing.record == "alias":
            yield from (f'aws_route53_record.{region.label}["{kind}"]' for kind in ("A", "AAAA"))
        else:
            yield f"aws_route53_record.{region.label}"
        yield from (f"module.{region.label}.{address}" for address in _in_region(stack, region))
    for name, table in stack.tables.items():
        if table.global_table == V2017 and len(stack.regions) > 1:
            yield f"aws_dynamodb_global_table.table_{table_label(name)}"
        for region in stack.regions:
            module = table_module(name, region)
            yield from (
                f"module.{module}.{address}" for address in _of_table(table, is_replica(table, region, stack))
            )


def _in_region(stack: Stack, region: Region) -> Iterator[str]:
    yield from _OF_A_REGION
    yield from _OF_A_KIND[stack.api.kind]
    for name, function in stack.functions_in(region).items():
        yield from (f"{address}[{quote(name)}]" for address in _OF_A_FUNCTION)
        yield from _of_routes(name, function, stack.api.kind)


def _of_routes(name: str, function: Function, kind: str) -> Iterator[str]:
    if not function.http:
        return
    yield f"aws_lambda_permission.api[{quote(name)}]"
    if kind == "http":
        yield f"aws_apigatewayv2_integration.function[{quote(name)}]"
        yield from (f"aws_apigatewayv2_route.this[{quote(route)}]" for route in function.http)


def _of_table(table: Table, replica: bool) -> Iterator[str]:
    yield "aws_dynamodb_table_replica.this" if replica else "aws_dynamodb_table.this"
    if table.capacity:
        owners = ["table", *(f"index/{name}" for name in table.global_indexes())]
        for owner in owners:
            for direction in ("read",) if replica else ("read", "write"):
                yield from (f"{address}[{quote(f'{owner}/{direction}')}]" for address in _AUTOSCALING)
