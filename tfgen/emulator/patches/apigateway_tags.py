"""API Gateway's REST APIs: moto changes the tags of their stages alone, not those of API keys and usage plans.

Source: https://docs.aws.amazon.com/apigateway/latest/api/API_TagResource.html
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from moto.apigateway import urls
from moto.apigateway.responses import APIGatewayResponse

from tfgen.emulator.patching import replaced

_OTHERS = {"apikeys": "get_api_key", "usageplans": "get_usage_plan"}
"""What finds what else than an API has tags, by the beginning of its ARN's resource."""
_PATH = "{0}/tags/(?P<resource_arn>.+)$"


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Changes the tags of what an ARN names: an API, a stage of it, a key, a usage plan."""
    with (
        replaced(
            APIGatewayResponse, get_tags=_get_tags, tag_resource=_tag_resource, untag_resource=_untag_resource
        ),
        replaced(urls, url_paths={**urls.url_paths, _PATH: APIGatewayResponse.dispatch}),
    ):
        yield


def _get_tags(self: Any) -> str:
    return json.dumps({"tags": _named(self).tags or {}})


def _tag_resource(self: Any) -> tuple[int, dict[str, str], str]:
    found = _named(self)
    found.tags = {**(found.tags or {}), **self._get_param("tags")}
    return 204, {}, ""


def _untag_resource(self: Any) -> tuple[int, dict[str, str], str]:
    found, gone = _named(self), self.querystring.get("tagKeys") or []
    found.tags = {name: value for name, value in (found.tags or {}).items() if name not in gone}
    return 204, {}, ""


def _named(self: Any) -> Any:
    """Of an ARN such as arn:aws:apigateway:eu-west-1::/restapis/ID/stages/NAME. Raises moto's NotFound errors."""
    parts = unquote(self.path.split("/tags/")[1]).partition("/")[2].split("/")
    if parts[0] in _OTHERS:
        return getattr(self.backend, _OTHERS[parts[0]])(parts[1])
    if parts[2:3] == ["stages"]:
        return self.backend.get_stage(parts[1], parts[3])
    return self.backend.get_rest_api(parts[1])
