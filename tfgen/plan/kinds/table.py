"""Tables: what deletes data, what AWS refuses, what leaves a region without a table or an index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tfgen.diagnostics import Severity
from tfgen.plan import replicas, replication
from tfgen.plan.change import Change
from tfgen.plan.codes import GAP, REFUSED, TABLE_LOST
from tfgen.plan.reviewed import Finding, Reviewed
from tfgen.stack import names
from tfgen.stack.kinds.encryption import OF_SERVICE
from tfgen.stack.kinds.table import TABLE, V2017, Table, is_replicated
from tfgen.stack.stack import Stack

_TABLE, _REPLICA = "aws_dynamodb_table", "aws_dynamodb_table_replica"
_WITH_PROTECTION = ("billing_mode", "stream_enabled", "global_secondary_index")
_INDEX_PARTS = ("hash_key", "range_key", "projection_type")


def review(plan: Reviewed) -> Iterator[Finding]:
    """What is to be said of tables and replicas."""
    for change in plan.of(_TABLE):
        yield from replication.review(plan, change)
        yield from _lost(plan, change)
        yield from _protected(plan, change)
        if not (change.deletes or change.forgets) and change.before:
            yield from _kept(plan, change)
            yield from _ttl(plan, change)
            yield from _alone(plan, change)
            yield from _stream(plan, change)
            yield from _encryption(plan, change)
            yield from _capacity(plan, change)
            yield from _indexes(plan, change)
    for change in plan.of(_REPLICA):
        yield from replication.review(plan, change)
        yield from _replica_lost(plan, change)
        yield from _protected(plan, change)
    yield from replicas.review(plan)


def _lost(plan: Reviewed, change: Change) -> Iterator[Finding]:
    if not change.deletes or replication.changes(plan, change):
        return
    wanted = change.replaces or change.before.get("name") in _names(plan.stack)
    meant = plan.retires(change) or not wanted
    yield Finding(
        TABLE_LOST,
        f"the plan deletes {change.address} with its data",
        change.address,
        plan.path(change),
        None
        if meant
        else "apply this only if the data may go; `tfgen explain TFG402` tells what else may be meant",
        Severity.WARNING if meant else None,
    )


def _names(stack: Stack) -> set[str]:
    """What AWS calls the tables of the spec."""
    return {names.of(stack, TABLE, name) for name in stack.all(TABLE)}


def _replica_lost(plan: Reviewed, change: Change) -> Iterator[Finding]:
    """A region that stays loses its replica: until another is copied, or for ever."""
    region = plan.region(change)
    table = _table_of_replica(change)
    if not change.deletes or region not in {each.name for each in plan.stack.regions}:
        return
    if replication.changes(plan, change):
        return
    if change.replaces:
        message = (
            f"{region} is without its table {table} until its data is copied once more, which takes hours"
        )
        hint = "drain the region before, in an apply of its own; `tfgen explain TFG405` tells of such changes"
        yield plan.finding(GAP, change, message, hint)
    elif table in _names(plan.stack):
        message = f"the plan deletes the replica of {table} in {region}, which stays in the spec"
        hint = "apply this only if the data there may go; `tfgen explain TFG402` tells what else may be meant"
        yield plan.finding(TABLE_LOST, change, message, hint)


def _table_of_replica(change: Change) -> str:
    return str(change.before.get("global_table_arn", "")).rpartition("/")[2]


def _protected(plan: Reviewed, change: Change) -> Iterator[Finding]:
    if change.deletes and not change.replaces and change.before.get("deletion_protection_enabled"):
        message = f"AWS refuses to delete {change.address}, which is protected against it"
        hint = "an apply before, with `protect: false` on the table, or on the table in the region alone"
        yield plan.finding(REFUSED, change, message, hint)


def _spec_table(plan: Reviewed, change: Change) -> tuple[str, Table] | None:
    name = plan.name(change)
    table = plan.stack.all(TABLE).get(name) if name else None
    return (name, table) if name and table else None


def _kept(plan: Reviewed, change: Change) -> Iterator[Finding]:
    """What the spec says otherwise than AWS has it, and the provider does not compare.

    Source: https://github.com/hashicorp/terraform-provider-aws/issues/14889
    """
    found = _spec_table(plan, change)
    if not found:
        return
    name, table = found
    in_aws = {each["name"]: each["type"] for each in change.before.get("attribute", ())}
    for attribute, kind in table.attributes().items():
        if in_aws.get(attribute, kind) != kind:
            message = (
                f"`{attribute}` of table `{name}` is of type {in_aws[attribute]} in AWS, and stays so: "
                f"Terraform sees no difference to {kind}"
            )
            hint = f"say {in_aws[attribute]}; or add another table with the key that is wanted, and copy the data"
            yield plan.finding(REFUSED, change, message, hint)
    local = {each["name"]: each for each in change.before.get("local_secondary_index", ())}
    for index, projection in _projections(table).items():
        if index in local and _projection_in_aws(local[index]) != projection:
            message = f"index `{index}` of table `{name}` keeps its projection: a local index is made with its table"
            hint = "say what it was; or add another table with the index that is wanted, and copy the data"
            yield plan.finding(REFUSED, change, message, hint)


def _projections(table: Table) -> dict[str, tuple[str, frozenset[str]]]:
    words = {"all": "ALL", "keys": "KEYS_ONLY"}
    return {
        name: (words[index.project], frozenset())
        if isinstance(index.project, str)
        else ("INCLUDE", frozenset(index.project))
        for name, index in table.local_indexes().items()
    }


def _projection_in_aws(index: Mapping[str, Any]) -> tuple[str, frozenset[str]]:
    return index["projection_type"], frozenset(index.get("non_key_attributes") or ())


def _alone(plan: Reviewed, change: Change) -> Iterator[Finding]:
    """AWS changes deletion protection by itself alone; the provider asks for it together with these.

    Source: resourceTableUpdate in internal/service/dynamodb/table.go of https://github.com/hashicorp/terraform-provider-aws
    """
    others = [name for name in _WITH_PROTECTION if change.differs(name)]
    if change.differs("deletion_protection_enabled") and others:
        table, wanted = change.before.get("name"), change.after.get("deletion_protection_enabled")
        message = (
            f"AWS refuses to change the deletion protection of {table} together with {' and '.join(others)}"
        )
        hint = (
            f"change it in AWS: `aws dynamodb update-table --table-name {table} --region {plan.region(change)} "
            f"--{'' if wanted else 'no-'}deletion-protection-enabled`; then plan again"
        )
        yield plan.finding(REFUSED, change, message, hint)


def _stream(plan: Reviewed, change: Change) -> Iterator[Finding]:
    """A stream does not change together with a capacity: recorded on AWS in October 2026 (ack-api-quirks, DDB-TABLE-433)."""
    if change.differs("stream_enabled") and _becomes_provisioned(change):
        table = change.before.get("name")
        message = f"AWS refuses to give {table} a capacity together with a change of its stream, which regions bring"
        hint = "two applies: the regions in one, `capacity` in the other"
        yield plan.finding(REFUSED, change, message, hint)


def _becomes_provisioned(change: Change) -> bool:
    return change.differs("billing_mode") and change.after.get("billing_mode") == "PROVISIONED"


def _ttl(plan: Reviewed, change: Change) -> Iterator[Finding]:
    """AWS takes one change of TTL an hour, and none of the attribute of one that is active.

    Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html
    """
    before, after = (_ttl_of(side) for side in (change.before, change.after))
    if not before or before == after:
        return
    table = change.before["name"]
    way = "another attribute" if after else "nothing"
    message = f"AWS refuses to change the TTL of {table} from `{before}` to {way} while it is active"
    hint = (
        f"disable it in AWS: `aws dynamodb update-time-to-live --table-name {table} --region "
        f"{plan.region(change)} --time-to-live-specification AttributeName={before},Enabled=false`; "
        "an hour later, plan again"
    )
    yield plan.finding(REFUSED, change, message, hint)


def _ttl_of(table: Mapping[str, Any]) -> str:
    blocks = table.get("ttl") or [{}]
    return str(blocks[0].get("attribute_name") or "") if blocks[0].get("enabled") else ""


def _encryption(plan: Reviewed, change: Change) -> Iterator[Finding]:
    """A key of one's own comes to a global table, or goes, by its replicas: the provider asks for the table's alone.

    Source: https://github.com/hashicorp/terraform-provider-aws/issues/21726
    """
    before, after = (_key(side) for side in (change.before, change.after))
    found = _spec_table(plan, change)
    if found and found[1].encryption == OF_SERVICE and not before:
        after = after or _NEW_KEY
    if before == after or not after or not found or not _is_global(found[1], plan.stack):
        return
    message = f"AWS refuses to give table `{found[0]}` another KMS key in this way, because it has replicas"
    hint = (
        "take the other regions away first (`retiring`), change the key at home alone, then add them again: "
        "their data is copied anew"
    )
    yield plan.finding(REFUSED, change, message, hint)


_NEW_KEY = "known after apply"
"""The key that a plan makes together with what is encrypted by it."""


def _is_global(table: Table, stack: Stack) -> bool:
    return is_replicated(table, stack) and table.global_table != V2017


def _key(table: Mapping[str, Any]) -> str:
    blocks = table.get("server_side_encryption") or [{}]
    return str(blocks[0].get("kms_key_arn") or "")


def _capacity(plan: Reviewed, change: Change) -> Iterator[Finding]:
    """The provider sends a capacity of 1, which autoscaling raises when its target is registered, one step later.

    Source: https://github.com/hashicorp/terraform-provider-aws/pull/22630
    """
    if _becomes_provisioned(change):
        table = change.before["name"]
        message = f"{table} takes one read and one write a second until autoscaling raises it: requests are throttled"
        hint = (
            f"give it capacity before: `aws dynamodb update-table --table-name {table} --region {plan.region(change)} "
            "--billing-mode PROVISIONED --provisioned-throughput ReadCapacityUnits=…,WriteCapacityUnits=…`, "
            "with --global-secondary-index-updates for its indexes; then plan again"
        )
        yield plan.finding(GAP, change, message, hint)


def _indexes(plan: Reviewed, change: Change) -> Iterator[Finding]:
    """AWS changes no index: it is deleted and made anew, under the same name."""
    before, after = (
        {each["name"]: each for each in side.get("global_secondary_index", ())}
        for side in (change.before, change.after)
    )
    for name in sorted(before.keys() - after.keys()):
        if plan.has_new_code:
            message = f"index `{name}` of {change.before['name']} goes before the new code of functions runs"
            hint = "an apply with the new code first, and the index taken away in the next"
            yield plan.finding(GAP, change, message, hint)
    for name in sorted(before.keys() & after.keys()):
        if _form(before[name]) != _form(after[name]):
            message = f"index `{name}` of {change.before['name']} is deleted and made anew: queries on it fail meanwhile"
            hint = "add an index of another name, lead the queries to it, then take this one away"
            yield plan.finding(GAP, change, message, hint)


def _form(index: Mapping[str, Any]) -> tuple[Any, ...]:
    included = frozenset(index.get("non_key_attributes") or ())
    return (*(index.get(part) or "" for part in _INDEX_PARTS), included)
