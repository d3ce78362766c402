"""API Gateway's REST APIs: their binary media types, and whether their own name answers.

moto makes them without binary media types, reads the value of an operation where API Gateway has the media type in
its path, and takes "false" for true.
Source: https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateRestApi-Patch
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from typing import Any

from moto.apigateway.models import RestAPI
from moto.apigateway.responses import APIGatewayResponse

from tfgen.emulator.patching import replaced

_TYPES = "/binaryMediaTypes/"
_ENDPOINT = "/disableExecuteApiEndpoint"


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Reads paths of operations as API Gateway does."""
    apply_by_moto, told_by_moto = RestAPI.apply_patch_operations, RestAPI.to_dict
    create_by_moto: Any = APIGatewayResponse.create_rest_api

    def create_rest_api(self: Any) -> Any:
        status, headers, body = create_by_moto(self)
        types = json.loads(self.body).get("binaryMediaTypes")
        if types:
            made = self.backend.get_rest_api(json.loads(body)["id"])
            made.binaryMediaTypes = list(types)
            body = json.dumps(made.to_dict())
        return status, headers, body

    def to_dict(self: Any) -> dict[str, Any]:
        return {
            name: value for name, value in told_by_moto(self).items() if name != "binaryMediaTypes" or value
        }

    def apply_patch_operations(self: Any, patch_operations: list[dict[str, Any]]) -> None:
        others = []
        for operation in patch_operations:
            path = operation["path"]
            if path.startswith(_TYPES):
                _change(self.binaryMediaTypes, operation)
            elif path == _ENDPOINT:
                self.disableExecuteApiEndpoint = operation["value"] == "true"
            else:
                others.append(operation)
        apply_by_moto(self, others)

    with (
        replaced(RestAPI, apply_patch_operations=apply_patch_operations, to_dict=to_dict),
        replaced(APIGatewayResponse, create_rest_api=create_rest_api),
    ):
        yield


def _change(types: list[str], operation: dict[str, Any]) -> None:
    named = operation["path"].removeprefix(_TYPES).replace("~1", "/").replace("~0", "~")
    if operation["op"] in ("remove", "replace") and named in types:
        types.remove(named)
    added = {"add": named, "replace": operation.get("value")}.get(operation["op"])
    if added and added not in types:
        types.append(added)
