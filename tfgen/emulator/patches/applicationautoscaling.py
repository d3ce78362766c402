"""Application Auto Scaling: moto knows no tags of scalable targets, which the provider lists at every refresh.

And it takes several policies that aim at one metric, and keeps the alarms of one that another takes the place of.

Sources: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ListTagsForResource.html,
https://github.com/hashicorp/terraform-provider-aws/issues/41179
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from typing import Any

from moto.applicationautoscaling.exceptions import AWSValidationException
from moto.applicationautoscaling.models import (
    ApplicationAutoscalingBackend,
    FakeApplicationAutoscalingPolicy,
)
from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse

from tfgen.emulator.patching import replaced


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Adds ListTagsForResource, TagResource and UntagResource, and the tags that a new target is given.

    Refuses a second policy for a metric.
    """
    tags: dict[str, dict[str, str]] = {}
    register = ApplicationAutoScalingResponse.register_scalable_target

    def register_scalable_target(self: Any) -> str:
        answer: str = register(self)
        given = self._get_param("Tags")
        if given:
            tags.setdefault(json.loads(answer)["ScalableTargetARN"], {}).update(given)
        return answer

    def list_tags_for_resource(self: Any) -> str:
        return json.dumps({"Tags": tags.get(self._get_param("ResourceARN"), {})})

    def tag_resource(self: Any) -> str:
        tags.setdefault(self._get_param("ResourceARN"), {}).update(self._get_param("Tags"))
        return "{}"

    def untag_resource(self: Any) -> str:
        for key in self._get_param("TagKeys"):
            tags.get(self._get_param("ResourceARN"), {}).pop(key, None)
        return "{}"

    with (
        replaced(
            ApplicationAutoscalingBackend,
            put_scaling_policy=_one_for_each_metric(ApplicationAutoscalingBackend.put_scaling_policy),
        ),
        replaced(
            ApplicationAutoScalingResponse,
            register_scalable_target=register_scalable_target,
            list_tags_for_resource=list_tags_for_resource,
            tag_resource=tag_resource,
            untag_resource=untag_resource,
        ),
    ):
        yield


def _one_for_each_metric(original: Any) -> Any:
    def put_scaling_policy(
        backend: Any,
        policy_name: str,
        service_namespace: str,
        resource_id: str,
        scalable_dimension: str,
        policy_body: dict[str, Any],
        policy_type: str | None,
    ) -> Any:
        metric = _metric(policy_body)
        for policy in list(backend.policies.values()):
            same = (policy.service_namespace, policy.resource_id, policy.scalable_dimension)
            if (
                same == (service_namespace, resource_id, scalable_dimension)
                and policy.policy_name != policy_name
                and metric
                and _metric(policy.target_tracking_scaling_policy_configuration) == metric
            ):
                raise AWSValidationException(
                    "Only one TargetTrackingScaling policy for a given metric specification is allowed."
                )
        key = FakeApplicationAutoscalingPolicy.formulate_key(
            service_namespace, resource_id, scalable_dimension, policy_name
        )
        before = backend.policies.get(key)
        after = original(
            backend,
            policy_name,
            service_namespace,
            resource_id,
            scalable_dimension,
            policy_body,
            policy_type,
        )
        if before:  # moto makes alarms for what takes its place, and keeps the old ones
            before.delete_alarms(backend.account_id, backend.region_name)
        return after

    return put_scaling_policy


def _metric(configuration: dict[str, Any] | None) -> Any:
    """What a policy aims at; None if it tracks no target."""
    told = configuration or {}
    return told.get("PredefinedMetricSpecification") or told.get("CustomizedMetricSpecification")
