"""Application Auto Scaling: moto knows no tags of scalable targets, which the provider lists at every refresh.

Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ListTagsForResource.html
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from typing import Any

from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse

from tfgen.emulator.patching import replaced


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Adds ListTagsForResource, TagResource and UntagResource, and the tags that a new target is given."""
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

    with replaced(
        ApplicationAutoScalingResponse,
        register_scalable_target=register_scalable_target,
        list_tags_for_resource=list_tags_for_resource,
        tag_resource=tag_resource,
        untag_resource=untag_resource,
    ):
        yield
