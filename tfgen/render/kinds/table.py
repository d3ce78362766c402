"""Tables: a module of its own for each in every region, at the root, because they hold data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tfgen.render.account import ACCOUNT
from tfgen.render.hcl import Expression, call, instance, quote, reference
from tfgen.render.kinds import encryption as service_key
from tfgen.render.module_source import ModuleSource
from tfgen.render.part import Arguments, Block, Column, Made, Part, Skip, given
from tfgen.render.providers import call_of
from tfgen.render.template import render
from tfgen.spec.source import Path
from tfgen.stack import names
from tfgen.stack.kinds.encryption import OF_SERVICE
from tfgen.stack.kinds.table import TABLE, V2017, Capacity, Index, Table, is_replicated, label
from tfgen.stack.region import Region
from tfgen.stack.stack import Stack

_WAYS = ("read", "write")
_MOVING = "replica-moving"
"""The module of a replica of another table than before, under another address: no resource is forgotten and imported in one
apply under the same."""
_RESOURCES = {
    "table": "aws_dynamodb_table.this",
    "replica": "aws_dynamodb_table_replica.this",
    _MOVING: "aws_dynamodb_table_replica.moving",
}
_PROJECTIONS = {"all": "ALL", "keys": "KEYS_ONLY"}


def module_name(name: str, region: Region) -> str:
    """The name of the module that holds a table in a region."""
    return f"table_{label(name)}_{region.label}"


def _is_replica(table: Table, region: Region, stack: Stack) -> bool:
    """Whether a region's table is a replica of home's, rather than a table of its own."""
    return table.replicate and table.global_table != V2017 and region != stack.home


def _module_of(table: Table, region: Region, stack: Stack) -> str:
    """The module that makes a region's table."""
    if not _is_replica(table, region, stack):
        return "table"
    stays = stack.home_was and region.name != stack.home_was
    return _MOVING if stays else "replica"


def _changes_roles(table: Table, stack: Stack) -> bool:
    """Whether another region's table becomes the one that the others are replicas of."""
    return bool(stack.home_was) and table.replicate and table.global_table != V2017


def _is_grouped(table: Table, stack: Stack) -> bool:
    """Whether tables of several regions are put together by a resource."""
    return table.global_table == V2017 and is_replicated(table, stack)


def _needs_stream(table: Table, stack: Stack) -> bool:
    """Whether a table has a stream: AWS disables none while a replica is there, and one that retires goes in this apply.

    Source: https://github.com/hashicorp/terraform-provider-aws/issues/34450
    """
    return table.replicate and (len(stack.holding) > 1 or bool(stack.retiring))


def _regions(table: Table, stack: Stack) -> tuple[Region, ...]:
    """Where a table is: also where it has nothing to do yet, if it is copied there."""
    return stack.holding if table.replicate else stack.regions


def _path(name: str) -> Path:
    return (TABLE.key, name)


def _blocks(stack: Stack, modules: ModuleSource) -> Iterator[Block]:
    for name, table in stack.all(TABLE).items():
        for region in _regions(table, stack):
            yield Block(_module(name, region, stack, modules), _path(name), region.name)
            if _changes_roles(table, stack):
                yield Block(_forgotten(name, region, stack), _path(name), region.name)
        if _is_grouped(table, stack):
            replicas = {region.name: module_name(name, region) for region in stack.holding}
            aws_name = names.of(stack, TABLE, name)
            text = render(
                "global_table.tf.j2", address=f"table_{label(name)}", name=aws_name, modules=replicas
            )
            yield Block(text, _path(name))


def _module(name: str, region: Region, stack: Stack, modules: ModuleSource) -> str:
    table = stack.at(TABLE, region)[name]
    kind = _module_of(table, region, stack)
    if kind == "table":
        arguments, skips = _table(name, table, region, stack), list(_skips(name, table))
    else:
        arguments, skips = _replica(name, table, region, stack), []
    return render(
        "table.tf.j2",
        module=module_name(name, region),
        head=call_of(stack, region.name, modules, kind),
        arguments=arguments,
        skips=skips,
    )


def _forgotten(name: str, region: Region, stack: Stack) -> str:
    """The role that a region's table had until now."""
    role = _RESOURCES["table" if region.name == stack.home_was else "replica"]
    return render("forgotten.tf.j2", address=instance(f"module.{module_name(name, region)}.{role}"))


def _skips(name: str, table: Table) -> Iterator[Skip]:
    """Those of a table, not of its replicas."""
    if not table.recovery:
        yield Skip("CKV_AWS_28", f"the spec sets recovery to false for {name}")


def _table(name: str, table: Table, region: Region, stack: Stack) -> Arguments:
    """Arguments of `modules/table`."""
    hash_key, *range_key = table.key
    return given(
        name=names.of(stack, TABLE, name),
        hash_key=hash_key,
        range_key=range_key[0] if range_key else None,
        attributes=table.attributes(),
        global_indexes={n: _global_index(index) for n, index in sorted(table.global_indexes().items())},
        local_indexes={n: _local_index(index) for n, index in sorted(table.local_indexes().items())},
        capacity=_capacity(table),
        ttl=table.ttl,
        stream=_needs_stream(table, stack),
        recovery=table.recovery,
        protect=table.protect,
        encryption=_encryption(table, region, stack),
    )


def _replica(name: str, table: Table, region: Region, stack: Stack) -> Arguments:
    """Arguments of `modules/replica`."""
    return given(
        name=names.of(stack, TABLE, name),
        source_arn=_source_arn(name, stack),
        capacity=_capacity(table),
        recovery=table.recovery,
        protect=table.protect,
        key_arn=_key_arn(table, region, stack),
    )


def _source_arn(name: str, stack: Stack) -> Expression:
    """The table that a replica is made of: by its name where it is in a state of its own."""
    if not stack.is_apart:
        return reference("module", module_name(name, stack.home), "arn")
    arn = names.arn("dynamodb", f"table/{names.of(stack, TABLE, name)}")
    return call("replace", arn.replace("{region}", stack.home.name), "{account}", ACCOUNT)


def _capacity(table: Table) -> Arguments:
    """The bounds of all that scales; an index without a capacity of its own has the table's."""
    if table.capacity is None:
        return {}
    indexes = sorted(table.global_indexes().items())
    owners = {
        "table": table.capacity,
        **{f"index/{n}": each.capacity or table.capacity for n, each in indexes},
    }
    return {f"{owner}/{way}": _bounds(capacity, way) for owner, capacity in owners.items() for way in _WAYS}


def _bounds(capacity: Capacity, way: str) -> Arguments:
    bounds = capacity.read if way == "read" else capacity.write
    return {"min": bounds.min, "max": bounds.max, "target": bounds.target}


def _global_index(index: Index) -> Arguments:
    hash_key, *range_key = index.key
    return given(
        hash_key=hash_key,
        range_key=range_key[0] if range_key else None,
        **_projection(index),
    )


def _local_index(index: Index) -> Arguments:
    return given(range_key=list(index.key)[1], **_projection(index))


def _projection(index: Index) -> dict[str, Any]:
    if isinstance(index.project, str):
        return {"projection": _PROJECTIONS[index.project]}
    return {"projection": "INCLUDE", "include": index.project}


def _encryption(table: Table, region: Region, stack: Stack) -> Arguments:
    if table.encryption == "aws-managed":
        return {"managed": True}
    return given(key_arn=_key_arn(table, region, stack))


def _key_arn(table: Table, region: Region, stack: Stack) -> str | Expression | None:
    if table.encryption == OF_SERVICE:
        return service_key.key_arn(stack, region)
    return table.encryption.get(region.name) if isinstance(table.encryption, Mapping) else None


def _outputs(stack: Stack) -> Iterator[Block]:
    def arns(name: str) -> dict[str, Expression]:
        return {
            region.name: reference("module", module_name(name, region), "arn") for region in stack.regions
        }

    if stack.all(TABLE):
        yield Block(render("table_arns.tf.j2", arns={name: arns(name) for name in stack.all(TABLE)}))


def _modules(stack: Stack) -> Iterator[str]:
    for table in stack.all(TABLE).values():
        for region in _regions(table, stack):
            yield _module_of(table, region, stack)


def _made(stack: Stack) -> Iterator[Made]:
    for name, table in stack.all(TABLE).items():
        if _is_grouped(table, stack):
            called = names.of(stack, TABLE, name) if table.adopt else None
            yield Made(f"aws_dynamodb_global_table.table_{label(name)}", _path(name), import_id=called)
        for region in _regions(table, stack):
            yield from _made_in(name, table, region, stack)


def _made_in(name: str, table: Table, region: Region, stack: Stack) -> Iterator[Made]:
    module = f"module.{module_name(name, region)}"
    resource = _RESOURCES[_module_of(table, region, stack)]
    is_there = region.name in table.adopt or _changes_roles(table, stack)
    there = _import_id(name, table, region, stack) if is_there else None
    yield Made(f"{module}.{resource}", _path(name), region.name, holds_data=True, import_id=there)
    for key in _capacity(table):
        for scaling in ("policy", "target"):
            yield Made(f"{module}.aws_appautoscaling_{scaling}.this[{quote(key)}]", _path(name), region.name)


def _import_id(name: str, table: Table, region: Region, stack: Stack) -> str:
    called = names.of(stack, TABLE, name)
    return f"{called}:{stack.home.name}" if _is_replica(table, region, stack) else called


PART = Part(
    kind=TABLE,
    blocks=_blocks,
    needed=lambda stack, region: [module_name(name, region) for name in stack.all(TABLE)],
    outputs=_outputs,
    made=_made,
    is_data=True,
    root_modules=("table", "replica", _MOVING),
    modules=_modules,
    columns=(
        Column("tables", ("aws_dynamodb_table", "aws_dynamodb_table_replica", "aws_dynamodb_global_table")),
    ),
)
