"""What each module is given: values of the Stack in the modules' own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tfgen.render.hcl import Expression, call, file_in_module, reference
from tfgen.stack.api import Api
from tfgen.stack.function import Function
from tfgen.stack.region import Region
from tfgen.stack.route import methods
from tfgen.stack.stack import Stack
from tfgen.stack.table import V2017, Capacity, Index, Range, Table
from tfgen.stack.table import label as table_label

Arguments = dict[str, Any]

_PROJECTIONS = {"all": "ALL", "keys": "KEYS_ONLY"}


def given(**arguments: Any) -> Arguments:
    """The arguments without those that are empty, for which the module has its default."""
    return {name: value for name, value in arguments.items() if value not in (None, "", (), {}, [])}


def function_value(function: Function) -> Arguments:
    """A function as `modules/region` takes it."""
    return given(
        description=function.description,
        package=file_in_module(function.package.path),
        handler=function.handler,
        runtime=function.runtime,
        architecture=function.arch,
        memory=function.memory,
        timeout=function.timeout,
        environment=dict(sorted(function.environment().items())),
        layers=function.layers,
        reserved_concurrency=function.reserved,
        log_retention=function.logs,
        tracing=function.tracing,
        routes=function.http,
        access=dict(sorted(function.access.items())),
    )


def api_value(api: Api, routes: list[str]) -> Arguments:
    """The API as `modules/region` takes it."""
    cors = api.cors and {
        "origins": api.cors.origins,
        "methods": api.cors.methods or methods(routes),
        "headers": api.cors.headers,
        "max_age": api.cors.max_age,
        "credentials": api.cors.credentials,
    }
    throttle = api.throttle and {"rate": api.throttle.rate, "burst": api.throttle.burst}
    return given(kind=api.kind, log_retention=api.logs, cors=cors, throttle=throttle)


def region_arguments(stack: Stack, region: Region) -> Arguments:
    """Arguments of the region's module."""
    health = reference("local", "health")
    return given(
        service=stack.service,
        region=region.name,
        domain=reference("local", "domain"),
        certificate_arn=reference("aws_acm_certificate", region.label, "arn"),
        validation_record_fqdn=reference("aws_route53_record", "validation", "fqdn"),
        api=reference("local", "api"),
        health=call("merge", health, {"drained": True}) if region.drained else health,
        functions=_functions_in(stack, region),
        tables={name: _table_in(table, name, region) for name, table in stack.tables.items()},
    )


def _functions_in(stack: Stack, region: Region) -> Expression:
    """Functions that differ stand whole: checkov follows no merge within a merge, and would scan none of them."""
    functions = reference("local", "functions")
    changed = {
        name: function_value(function)
        for name, function in (region.functions or {}).items()
        if function != stack.functions[name]
    }
    return call("merge", functions, changed) if changed else functions


def _table_in(table: Table, name: str, region: Region) -> Arguments:
    return given(arn=reference("module", table_module(name, region), "arn"), key_arn=_key_arn(table, region))


def _key_arn(table: Table, region: Region) -> str | None:
    return table.encryption.get(region.name) if isinstance(table.encryption, Mapping) else None


def table_module(name: str, region: Region) -> str:
    """The name of the module that holds a table in a region."""
    return f"table_{table_label(name)}_{region.label}"


def is_replica(table: Table, region: Region, stack: Stack) -> bool:
    """Whether a region's table is a replica of home's, rather than a table of its own."""
    return table.global_table != V2017 and region != stack.home


def table_arguments(name: str, region: Region, stack: Stack) -> Arguments:
    """Arguments of `modules/table` in a region that has a table of its own."""
    table = stack.table_in(name, region)
    hash_key, *range_key = table.key
    return given(
        name=name,
        hash_key=hash_key,
        range_key=range_key[0] if range_key else None,
        attributes=table.attributes(),
        global_indexes={n: _global_index(index) for n, index in sorted(table.global_indexes().items())},
        local_indexes={n: _local_index(index) for n, index in sorted(table.local_indexes().items())},
        capacity=table.capacity and _capacity(table.capacity),
        ttl=table.ttl,
        stream=len(stack.regions) > 1,
        recovery=table.recovery,
        protect=table.protect,
        encryption=_encryption(table, region),
    )


def replica_arguments(name: str, region: Region, stack: Stack) -> Arguments:
    """Arguments of `modules/replica`."""
    table = stack.table_in(name, region)
    return given(
        name=name,
        source_arn=reference("module", table_module(name, stack.home), "arn"),
        read_capacity=table.capacity and _range(table.capacity.read),
        index_read_capacity=table.capacity and _index_reads(table, table.capacity),
        recovery=table.recovery,
        protect=table.protect,
        key_arn=_key_arn(table, region),
    )


def _index_reads(table: Table, default: Capacity) -> Arguments:
    indexes = sorted(table.global_indexes().items())
    return {name: _range((index.capacity or default).read) for name, index in indexes}


def _range(bounds: Range) -> Arguments:
    return {"min": bounds.min, "max": bounds.max, "target": bounds.target}


def _capacity(capacity: Capacity) -> Arguments:
    return {"read": _range(capacity.read), "write": _range(capacity.write)}


def _global_index(index: Index) -> Arguments:
    hash_key, *range_key = index.key
    return given(
        hash_key=hash_key,
        range_key=range_key[0] if range_key else None,
        **_projection(index),
        capacity=index.capacity and _capacity(index.capacity),
    )


def _local_index(index: Index) -> Arguments:
    return given(range_key=list(index.key)[1], **_projection(index))


def _projection(index: Index) -> Arguments:
    if isinstance(index.project, str):
        return {"projection": _PROJECTIONS[index.project]}
    return {"projection": "INCLUDE", "include": index.project}


def _encryption(table: Table, region: Region) -> Arguments:
    if table.encryption == "aws-managed":
        return {"managed": True}
    return given(key_arn=_key_arn(table, region))
