"""CloudFront Functions in their two stages: moto has one, and neither changes nor publishes them.

A function is made and changed in DEVELOPMENT; publishing copies it to LIVE, where distributions run it. Tags apart, what
is told of a function is told by stage.
Sources: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/managing-functions.html and
https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_PublishFunction.html
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from moto.cloudfront import urls
from moto.cloudfront.exceptions import NoSuchFunctionExists
from moto.cloudfront.models import random_id
from moto.cloudfront.responses import CloudFrontResponse
from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow

from tfgen.emulator.cloudfront.policies import behaviours
from tfgen.emulator.cloudfront.refused import check_match, refused
from tfgen.emulator.patching import replaced

DEVELOPMENT, LIVE = "DEVELOPMENT", "LIVE"
_PUBLISH = "{0}/2020-05-31/function/(?P<function_name>[^/]+)/publish$"


class Version(NamedTuple):
    """What a stage of a function has."""

    code: bytes
    config: dict[str, Any]
    etag: str
    modified: Any


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Two stages, changes, and none deleted that is in use."""
    create_by_moto: Any = CloudFrontResponse.create_function

    def create(self: Any) -> Any:
        made = create_by_moto(self)
        function = self.backend.describe_function(self._get_param("Name"))
        function.live = None
        return ActionResult({**made.result, "FunctionSummary": _summary(self.backend, function, DEVELOPMENT)})

    def describe(self: Any) -> Any:
        function, stage = _asked(self)
        told = _summary(self.backend, function, stage)
        return ActionResult({"FunctionSummary": told, "ETag": _version(function, stage).etag})

    def get(self: Any) -> Any:
        version = _version(*_asked(self))
        content_type = "application/octet-stream"
        return ActionResult({"FunctionCode": version.code, "ETag": version.etag, "ContentType": content_type})

    def update(self: Any) -> Any:
        function = _matched(self)
        function.config, function.code = (
            self._get_param("FunctionConfig", {}),
            self._get_param("FunctionCode"),
        )
        function.etag, function.last_modified_time = random_id(), utcnow()
        told = _summary(self.backend, function, DEVELOPMENT)
        return ActionResult({"FunctionSummary": told, "ETag": function.etag})

    def publish(self: Any) -> Any:
        function = _matched(self)
        function.live = Version(function.code, function.config, random_id(), utcnow())
        return ActionResult({"FunctionSummary": _summary(self.backend, function, LIVE)})

    def delete(self: Any) -> Any:
        function = _matched(self)
        uses = using(self.backend, function.arn)
        if uses:
            raise refused(
                "FunctionInUse",
                f"Cannot delete function {function.name}, it is in use by {len(uses)} distributions",
            )
        del self.backend.functions[function.name]
        return EmptyResult()

    def list_functions(self: Any) -> Any:
        wanted = self._get_param("Stage") or DEVELOPMENT
        found = [each for each in self.backend.functions.values() if wanted != LIVE or live(each)]
        items = [_summary(self.backend, each, wanted) for each in found]
        return ActionResult({"FunctionList": {"MaxItems": 100, "Quantity": len(items), "Items": items}})

    with (
        replaced(urls, url_paths={**urls.url_paths, _PUBLISH: CloudFrontResponse.dispatch}),
        replaced(
            CloudFrontResponse,
            create_function=create,
            describe_function=describe,
            get_function=get,
            update_function=update,
            publish_function=publish,
            delete_function=delete,
            list_functions=list_functions,
        ),
    ):
        yield


def live(function: Any) -> Version | None:
    """What of a function runs at the edge; None if it was never published."""
    found: Version | None = getattr(function, "live", None)
    return found


def using(backend: Any, arn: str) -> list[str]:
    """The distributions that run a function."""
    return [
        identifier
        for identifier, distribution in list(backend.distributions.items())
        for behaviour in behaviours(distribution.distribution_config)
        if any(each["FunctionARN"] == arn for each in associations(behaviour))
    ]


def associations(behaviour: Any) -> list[dict[str, str]]:
    """The functions of a behaviour: {"FunctionARN": …, "EventType": "viewer-request"}."""
    return list((behaviour.get("FunctionAssociations") or {}).get("Items") or ())


def _asked(response: Any) -> tuple[Any, str]:
    function = response.backend.describe_function(response._get_param("Name"))
    stage = response._get_param("Stage") or DEVELOPMENT
    if stage == LIVE and live(function) is None:
        raise NoSuchFunctionExists(function.name)
    return function, stage


def _version(function: Any, stage: str) -> Version:
    published = live(function)
    if stage == LIVE and published:
        return published
    return Version(function.code, function.config, function.etag, function.last_modified_time)


def _matched(response: Any) -> Any:
    function = response.backend.describe_function(response._get_param("Name"))
    check_match(response._get_param("IfMatch"), function.etag)
    return function


def _summary(backend: Any, function: Any, stage: str) -> dict[str, Any]:
    version = _version(function, stage)
    published = "UNASSOCIATED" if live(function) else "UNPUBLISHED"
    return {
        "Name": function.name,
        "Status": "ASSOCIATED" if using(backend, function.arn) else published,
        "FunctionConfig": version.config,
        "FunctionMetadata": {
            "FunctionARN": function.arn,
            "Stage": stage,
            "CreatedTime": function.created_time,
            "LastModifiedTime": version.modified,
        },
    }
