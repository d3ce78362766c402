"""Settings of tables: those that moto lacks, and those that the replicas of a global table share.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
"""

from __future__ import annotations

import copy
from typing import Any

from moto.dynamodb.models import dynamodb_backends

from tfgen.emulator.dynamodb.groups import Replica

UNITS = ("ReadCapacityUnits", "WriteCapacityUnits")
STREAM = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
"""The stream that a table gets with its first replica, if it has none."""


def is_on_demand(table: Any) -> bool:
    """Whether requests are paid one by one."""
    return bool(table.billing_mode == "PAY_PER_REQUEST")


def has_stream(table: Any) -> bool:
    """Whether a stream is on."""
    return bool((table.stream_specification or {}).get("StreamEnabled"))


def customer_key(table: Any) -> str | None:
    """The customer's key that a table is encrypted with, if it is."""
    key: str | None = (table.sse_specification or {}).get("KMSMasterKeyId")
    managed = not is_encrypted(table) or key == table._get_default_encryption_key(
        table.account_id, table.region_name
    )
    return None if managed else key


def is_encrypted(table: Any) -> bool:
    """Whether a table is encrypted with a key of KMS, and not with one that DynamoDB owns."""
    return bool((table.sse_specification or {}).get("Enabled"))


def encrypt(table: Any, specification: dict[str, Any]) -> None:
    """Changes the key of a table, which moto's UpdateTable does not."""
    changed = dict(specification)
    if changed.get("Enabled") and "KMSMasterKeyId" not in changed:
        changed["KMSMasterKeyId"] = table._get_default_encryption_key(table.account_id, table.region_name)
    table.sse_specification = changed


def create_table(source: Replica, replica: Replica) -> None:
    """Creates the table of a new replica after another one."""
    model, key = source.table, replica.overrides.get("KMSMasterKeyId")
    table = dynamodb_backends[replica.account][replica.region].create_table(
        name=model.name,
        schema=copy.deepcopy(model.schema),
        attr=copy.deepcopy(model.attr),
        throughput=None if is_on_demand(model) else dict(model.throughput),
        global_indexes=[],
        indexes=[index.describe() for index in copy.deepcopy(model.indexes)],
        billing_mode=model.billing_mode,
        streams=dict(model.stream_specification),
        sse_specification=None,
        tags=[],
        deletion_protection_enabled=False,
        warm_throughput=None,
    )
    table.ttl = dict(model.ttl)
    if key or is_encrypted(model):
        encrypt(table, {"Enabled": True, "SSEType": "KMS", **({"KMSMasterKeyId": key} if key else {})})
    share(source, replica)


def release_capacity(table: Any) -> None:
    """Takes the provisioned capacity from an on-demand table, which moto's UpdateTable does not."""
    if is_on_demand(table):
        for owner in (table, *table.global_indexes):
            owner.throughput = {**owner.throughput, "ReadCapacityUnits": 0, "WriteCapacityUnits": 0}


def share(source: Replica, target: Replica) -> None:
    """Gives a replica the billing mode, indexes and capacity of another, but for what was said for either alone.

    Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateReplicationGroupMemberAction.html
    """
    shared, table = source.table, target.table
    _follow(source)
    own = {index.name: index for index in table.global_indexes}
    table.billing_mode = shared.billing_mode
    table.attr = copy.deepcopy(shared.attr)
    table.throughput = _capacity(shared, table, source.overrides)
    table.warm_throughput = copy.deepcopy(shared.warm_throughput)
    table.global_indexes = copy.deepcopy(shared.global_indexes)
    overrides = _index_overrides(source)
    for index in table.global_indexes:
        index.throughput = _capacity(index, own.get(index.name, index), overrides.get(index.name, {}))
    override(target)


def _follow(replica: Replica) -> None:
    """Read capacity that was said for a replica alone is the one that it has, however it came by it."""
    table, indexes = replica.table, _index_overrides(replica)
    owners = {None: (table, replica.overrides)} | {
        index.name: (index, indexes.get(index.name, {})) for index in table.global_indexes
    }
    for owner, said in owners.values():
        if "ProvisionedThroughputOverride" in said and not is_on_demand(table):
            said["ProvisionedThroughputOverride"] = {UNITS[0]: owner.throughput[UNITS[0]]}


def set_reads(replica: Replica, index: str, units: int) -> None:
    """Changes the read capacity of one replica, or of its index, alone."""
    said = replica.overrides
    if index:
        known = said.setdefault("GlobalSecondaryIndexes", [])
        said = next((each for each in known if each["IndexName"] == index), {})
        if not said:
            said["IndexName"] = index
            known.append(said)
    said["ProvisionedThroughputOverride"] = {UNITS[0]: units}
    override(replica)


def _capacity(shared: Any, own: Any, overrides: dict[str, Any]) -> dict[str, Any]:
    """Read capacity that was said for one replica alone is not for the others, if they have any."""
    capacity = dict(shared.throughput)
    if "ProvisionedThroughputOverride" in overrides and own.throughput["ReadCapacityUnits"]:
        capacity["ReadCapacityUnits"] = own.throughput["ReadCapacityUnits"]
    return capacity


def _index_overrides(replica: Replica) -> dict[str, dict[str, Any]]:
    return {index["IndexName"]: index for index in replica.overrides.get("GlobalSecondaryIndexes", [])}


def override(replica: Replica) -> None:
    """Applies what was said for a replica alone."""
    table, said = replica.table, replica.overrides
    if not is_on_demand(table):
        table.throughput.update(said.get("ProvisionedThroughputOverride", {}))
        overrides = _index_overrides(replica)
        for index in table.global_indexes:
            index.throughput.update(overrides.get(index.name, {}).get("ProvisionedThroughputOverride", {}))
    if "TableClassOverride" in said:
        table.table_class = said["TableClassOverride"]
