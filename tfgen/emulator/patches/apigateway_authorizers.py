"""API Gateway's REST APIs: what makes an authorizer, how one is changed, and that methods may ask it.

moto takes every authorizer, loses its validation expression, passes over changes of user pools, and deletes one that
methods ask.
Sources: https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html,
https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateAuthorizer-Patch,
https://github.com/hashicorp/terraform-provider-aws/issues/14812
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from typing import Any

from moto.apigateway.exceptions import ApiGatewayException, BadRequestException
from moto.apigateway.models import APIGatewayBackend, Authorizer
from moto.apigateway.responses import APIGatewayResponse

from tfgen.emulator.patching import replaced

_POOLS = "/providerARNs"
_MEMBERS = {
    "/authType": "auth_type",
    "/authorizerCredentials": "authorizer_credentials",
    "/authorizerResultTtlInSeconds": "authorizer_result_ttl",
    "/authorizerUri": "authorizer_uri",
    "/identitySource": "identity_source",
    "/identityValidationExpression": "identity_validation_expression",
    "/name": "name",
    "/type": "type",
}


class _ConflictError(ApiGatewayException):
    code = 409

    def __init__(self, message: str) -> None:
        super().__init__("ConflictException", message)


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Refuses what API Gateway refuses, and keeps what is said."""
    create: Any = APIGatewayResponse.create_authorizer

    def create_authorizer(self: Any) -> Any:
        said = json.loads(self.body)
        _check_name(self.backend.get_rest_api(self.path.split("/")[2]), said.get("name"))
        _check(said)
        answer = create(self)
        status, headers, body = answer
        if status != 201:
            return answer
        made = self.backend.get_authorizer(self.path.split("/")[2], json.loads(body)["id"])
        made.identity_validation_expression = said.get("identityValidationExpression")
        return status, headers, json.dumps(made.to_json())

    def apply_operations(self: Any, patch_operations: list[dict[str, Any]]) -> Any:
        for operation in patch_operations:
            _change(self, operation["op"], operation["path"], operation.get("value"))
        return self

    def delete_authorizer(self: Any, restapi_id: str, authorizer_id: str) -> None:
        found = self.get_authorizer(restapi_id, authorizer_id)
        api = self.get_rest_api(restapi_id)
        using = [
            f"{verb}/{resource.get_path()}"
            for resource in api.resources.values()
            for verb, method in resource.resource_methods.items()
            if method.authorizer_id == authorizer_id
        ]
        if using:
            message = f"Cannot delete authorizer '{found.name}', is referenced in method: {using[0]}"
            raise _ConflictError(message)
        del api.authorizers[authorizer_id]

    with (
        replaced(APIGatewayResponse, create_authorizer=create_authorizer),
        replaced(Authorizer, apply_operations=apply_operations),
        replaced(APIGatewayBackend, delete_authorizer=delete_authorizer),
    ):
        yield


def _change(authorizer: Any, op: str, path: str, value: Any) -> None:
    if path == _POOLS:
        pools = authorizer.provider_arns = list(authorizer.provider_arns or ())
        if op == "add" and value not in pools:
            pools.append(value)
        elif op == "remove" and value in pools:
            pools.remove(value)
    elif path in _MEMBERS:
        is_number = path == "/authorizerResultTtlInSeconds"
        setattr(authorizer, _MEMBERS[path], int(value) if is_number else None if op == "remove" else value)
    else:
        raise BadRequestException(f"Invalid patch path {path}")


def _check_name(api: Any, name: str | None) -> None:
    if any(each.name == name for each in api.authorizers.values()):
        raise BadRequestException(
            f"Authorizer name must be unique. Authorizer {name} already exists in this RestApi."
        )


def _check(said: dict[str, Any]) -> None:
    kind = said.get("type")
    ttl = said.get("authorizerResultTtlInSeconds", 300)
    if kind == "COGNITO_USER_POOLS" and not said.get("providerARNs"):
        raise BadRequestException("A COGNITO_USER_POOLS authorizer needs providerARNs.")
    if kind in ("TOKEN", "REQUEST") and not said.get("authorizerUri"):
        raise BadRequestException(f"A {kind} authorizer needs an authorizerUri.")
    needs_source = kind in ("TOKEN", "COGNITO_USER_POOLS") or (kind == "REQUEST" and ttl)
    if needs_source and not said.get("identitySource"):
        raise BadRequestException(f"A {kind} authorizer needs an identitySource, as it is set up.")
