"""What an OpenAPI document says of who may call a REST API, which moto's import passes over.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authtype.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from moto.apigateway.exceptions import BadRequestException

_AUTHORIZER, _AUTHTYPE = "x-amazon-apigateway-authorizer", "x-amazon-apigateway-authtype"
_KEY_SOURCE = "x-amazon-apigateway-api-key-source"
_SIGNED = "awsSigv4"
_ANY = "x-amazon-apigateway-any-method"


def imported(backend: Any, api: Any, document: Mapping[str, Any], *, overwrite: bool) -> None:
    """Makes the authorizers of a document that was imported, and lets its methods ask them.

    An authorizer of a name that is there is changed, and keeps its id; others go where the document takes their place.
    """
    schemes = document.get("components", {}).get("securitySchemes", {})
    made = {
        name: _authorizer(backend, api, name, scheme)
        for name, scheme in schemes.items()
        if _AUTHORIZER in scheme
    }
    if overwrite:
        for gone in set(api.authorizers) - set(made.values()):
            del api.authorizers[gone]
    if _KEY_SOURCE in document:
        api.api_key_source = document[_KEY_SOURCE]
    for path, operations in document["paths"].items():
        for verb, operation in operations.items():
            if isinstance(operation, Mapping):
                method = _method(api, path, verb)
                if method:
                    _secure(method, operation.get("security", document.get("security", ())), schemes, made)


def _method(api: Any, path: str, verb: str) -> Any:
    resource = api.get_resource_for_path(path)
    return resource.resource_methods.get("ANY" if verb == _ANY else verb.upper()) if resource else None


def _authorizer(backend: Any, api: Any, name: str, scheme: Mapping[str, Any]) -> str:
    said = scheme[_AUTHORIZER]
    source = said.get("identitySource") or f"method.request.header.{scheme.get('name', 'Authorization')}"
    there = next((each for each in api.authorizers.values() if each.name == name), None)
    made = there or backend.create_authorizer(api.id, name, said["type"].upper())
    made.type = said["type"].upper()
    made.provider_arns = said.get("providerARNs")
    made.auth_type = scheme.get(_AUTHTYPE)
    made.authorizer_uri = said.get("authorizerUri")
    made.authorizer_credentials = said.get("authorizerCredentials")
    made.identity_source = source
    made.identity_validation_expression = said.get("identityValidationExpression")
    made.authorizer_result_ttl = said.get("authorizerResultTtlInSeconds", 300)
    return str(made.id)


def _secure(method: Any, security: Any, schemes: Mapping[str, Any], made: Mapping[str, str]) -> None:
    method.authorization_type, method.authorizer_id, method.authorization_scopes = "NONE", None, None
    method.api_key_required = False
    for name, scopes in (pair for each in security for pair in each.items()):
        if name not in schemes:
            raise BadRequestException(f"Unable to find the security scheme {name}")
        scheme = schemes[name]
        if name in made:
            kind = scheme[_AUTHORIZER]["type"].upper()
            method.authorization_type = kind if kind == "COGNITO_USER_POOLS" else "CUSTOM"
            method.authorizer_id = made[name]
            method.authorization_scopes = list(scopes) or None
        elif scheme.get(_AUTHTYPE) == _SIGNED:
            method.authorization_type = "AWS_IAM"
        elif (scheme.get("name") or "").lower() == "x-api-key":
            method.api_key_required = True
