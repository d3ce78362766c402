"""Application Auto Scaling: targets and policies that cannot be, and what becomes of those that are gone.

moto takes targets without capacities and of tables that do not exist, and policies without a target; it keeps the
policies of a target that is gone; it answers another error where there is none; and it knows no activities. Nothing
is scaled here, so there are none.
Sources: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html and
https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeregisterScalableTarget.html
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from typing import Any

from moto.applicationautoscaling.exceptions import AWSValidationException
from moto.applicationautoscaling.models import ApplicationAutoscalingBackend
from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse
from moto.core.exceptions import JsonRESTError
from moto.dynamodb.models import dynamodb_backends

from tfgen.emulator.patching import replaced

_TABLES = ("dynamodb:table:ReadCapacityUnits", "dynamodb:table:WriteCapacityUnits")


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Refuses them, and answers that there are no activities."""
    backend = ApplicationAutoscalingBackend
    register, deregister = backend.register_scalable_target, backend.deregister_scalable_target
    put, delete = backend.put_scaling_policy, backend.delete_scaling_policy

    def register_scalable_target(
        self: Any,
        namespace: str,
        r_id: str,
        dimension: str,
        min_capacity: Any,
        max_capacity: Any,
        **more: Any,
    ) -> Any:
        existing = self.targets.get(dimension, {}).get(r_id)
        least = existing.min_capacity if existing and min_capacity is None else min_capacity
        most = existing.max_capacity if existing and max_capacity is None else max_capacity
        if least is None or most is None:
            raise AWSValidationException("A new scalable target needs MinCapacity and MaxCapacity")
        if int(least) > int(most):
            raise AWSValidationException("Maximum capacity cannot be less than minimum capacity")
        _, _, table = r_id.partition("/")
        if dimension in _TABLES and table not in dynamodb_backends[self.account_id][self.region_name].tables:
            raise AWSValidationException(f"DynamoDB table does not exist: {r_id}")
        return register(
            self, namespace, r_id, dimension, min_capacity=min_capacity, max_capacity=max_capacity, **more
        )

    def deregister_scalable_target(self: Any, namespace: str, r_id: str, dimension: str) -> None:
        with _not_found():
            deregister(self, namespace, r_id, dimension)
        for policy in list(self.policies.values()):
            if (policy.resource_id, policy.scalable_dimension) == (r_id, dimension):
                delete(self, policy.policy_name, namespace, r_id, dimension)

    def put_scaling_policy(
        self: Any,
        policy_name: str,
        service_namespace: str,
        resource_id: str,
        scalable_dimension: str,
        *said: Any,
        **more: Any,
    ) -> Any:
        if resource_id not in self.targets.get(scalable_dimension, {}):
            raise _missing(
                f"No scalable target registered for service namespace: {service_namespace}, "
                f"resource ID: {resource_id}, scalable dimension: {scalable_dimension}"
            )
        return put(self, policy_name, service_namespace, resource_id, scalable_dimension, *said, **more)

    def delete_scaling_policy(self: Any, *said: Any, **named: Any) -> None:
        with _not_found():
            delete(self, *said, **named)

    with (
        replaced(
            backend,
            register_scalable_target=register_scalable_target,
            deregister_scalable_target=deregister_scalable_target,
            put_scaling_policy=put_scaling_policy,
            delete_scaling_policy=delete_scaling_policy,
        ),
        replaced(
            ApplicationAutoScalingResponse,
            describe_scaling_activities=lambda _: json.dumps({"ScalingActivities": []}),
        ),
    ):
        yield


@contextlib.contextmanager
def _not_found() -> Iterator[None]:
    try:
        yield
    except AWSValidationException as error:
        raise _missing(error.message) from error


def _missing(message: str) -> JsonRESTError:
    return JsonRESTError("ObjectNotFoundException", message)
