"""What DynamoDB and Application Auto Scaling do about each other's tables.

Recorded on AWS in October 2026 (ack-api-quirks, services/dynamodb): a new replica gets the scalable targets and
policies of writes from the region that adds it, under their names (DDB-TABLE-194, DDB-TABLE-288); a new index of a
global table gets those of writes (DDB-TABLE-322); a target that is registered moves the capacity into its bounds at
once (DDB-TABLE-195, DDB-TABLE-314); reads that scale are of their region alone (DDB-TABLE-321). That reads of a new
replica are registered too is told by https://github.com/hashicorp/terraform-provider-aws/issues/41179. Nothing goes
with a table, a replica or an index (DDB-TABLE-292).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from moto.applicationautoscaling.exceptions import AWSValidationException
from moto.backends import get_backend
from moto.dynamodb.models import dynamodb_backends

from tfgen.emulator.dynamodb.groups import Group, Groups, Replica, Version
from tfgen.emulator.dynamodb.settings import UNITS, is_on_demand, set_reads, share

READ, WRITE = UNITS


def scaled(table: Any, regions: Iterable[str]) -> set[tuple[str, str]]:
    """What has a scalable target, and a policy that moves it, in one of the regions: AWS shares them for writes."""
    backends = [_backend(table.account_id, region) for region in regions]
    targets = {
        (each.resource_id, each.scalable_dimension) for backend in backends for each in _targets(backend)
    }
    policies = [policy for backend in backends for policy in list(backend.policies.values())]
    return targets & {(policy.resource_id, policy.scalable_dimension) for policy in policies}


def copy_to(replica: Replica, source: str) -> None:
    """Registers for a new replica what scales in the region that it was added from."""
    if is_on_demand(replica.table):
        return
    own, other = _backend(replica.account, replica.region), _backend(replica.account, source)
    resource = f"table/{replica.name}"
    for target in _targets(other):
        if target.resource_id == resource or target.resource_id.startswith(f"{resource}/index/"):
            _register(own, target, target.resource_id, target.scalable_dimension)
    for policy in list(other.policies.values()):
        if policy.resource_id == resource or policy.resource_id.startswith(f"{resource}/index/"):
            _put(own, policy, policy.resource_id, policy.scalable_dimension, policy.policy_name)


def scale_index(group: Group, name: str) -> None:
    """Registers the writes of a new index of a global table in every region, as those of the table are."""
    resource = f"table/{group.name}/index/{name}"
    for replica in group.replicas.values():
        backend = _backend(replica.account, replica.region)
        dimension = f"dynamodb:table:{WRITE}"
        found = [each for each in _targets(backend) if each.resource_id == f"table/{group.name}"]
        for target in found:
            if target.scalable_dimension == dimension:
                _register(backend, target, resource, f"dynamodb:index:{WRITE}")
        for policy in list(backend.policies.values()):
            if (policy.resource_id, policy.scalable_dimension) == (f"table/{group.name}", dimension):
                called = f"DynamoDBWriteCapacityUtilization:{resource}"
                _put(backend, policy, resource, f"dynamodb:index:{WRITE}", called)


def check_exists(backend: Any, resource: str) -> None:
    """Raises the error with which a scalable target of what is not there is refused."""
    table, index = _owner(backend, resource)
    if table is None:
        raise AWSValidationException(f"DynamoDB table does not exist: {resource}")
    if "/index/" in resource and index is None:
        raise AWSValidationException(f"DynamoDB index does not exist: {resource}")


def move(groups: Groups, backend: Any, target: Any) -> None:
    """Moves the capacity of a table or an index into the bounds of its scalable target."""
    table, index = _owner(backend, target.resource_id)
    if is_on_demand(table):
        return
    owner, unit = index or table, target.scalable_dimension.rpartition(":")[2]
    units = max(target.min_capacity, min(owner.throughput[unit], target.max_capacity))
    if units == owner.throughput[unit]:
        return
    owner.throughput = {**owner.throughput, unit: units}
    group = groups.of(table)
    if not group or group.version is not Version.current:
        return
    own = group.replicas[table.region_name]
    if unit == READ:
        set_reads(own, index.name if index else "", units)
    else:
        for replica in group.others(table.region_name):
            share(own, replica)


def _owner(backend: Any, resource: str) -> tuple[Any, Any]:
    """moto's table and its index, as far as they are there, of a resource such as table/NAME/index/INDEX."""
    _, name, *index = resource.split("/")
    table = dynamodb_backends[backend.account_id][backend.region_name].tables.get(name)
    found = [each for each in (table.global_indexes if table else ()) if [each.name] == index[-1:]]
    return table, found[0] if found else None


def _backend(account: str, region: str) -> Any:
    return get_backend("applicationautoscaling")[account][region]


def _targets(backend: Any) -> list[Any]:
    return [target for dimension in list(backend.targets.values()) for target in list(dimension.values())]


def _register(backend: Any, target: Any, resource: str, dimension: str) -> None:
    backend.register_scalable_target(
        namespace="dynamodb",
        r_id=resource,
        dimension=dimension,
        min_capacity=target.min_capacity,
        max_capacity=target.max_capacity,
        role_arn=target.role_arn,
        suspended_state=target.suspended_state,
    )


def _put(backend: Any, policy: Any, resource: str, dimension: str, name: str) -> None:
    """Copies a policy, unless what scales has one: a second one for a metric is refused."""
    if all(
        (own.resource_id, own.scalable_dimension) != (resource, dimension)
        for own in backend.policies.values()
    ):
        backend.put_scaling_policy(
            policy_name=name,
            service_namespace="dynamodb",
            resource_id=resource,
            scalable_dimension=dimension,
            policy_body=policy.target_tracking_scaling_policy_configuration,
            policy_type=policy.policy_type,
        )
