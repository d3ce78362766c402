"""What a REST API is made of when it is deployed.

moto imports only a part of an OpenAPI document: it names the method `x-amazon-apigateway-any-method` as it stands,
fails on integrations of the type `mock`, drops gateway responses and binary media types; and its deployments keep
nothing, so that a change would be live without one.
"""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from moto.apigateway.models import APIGatewayBackend, RestAPI

from tfgen.emulator.front_door import rest_security
from tfgen.emulator.patching import replaced

_VERBS = frozenset({"delete", "get", "head", "options", "patch", "post", "put"})
_ANY = "x-amazon-apigateway-any-method"
_INTEGRATION = "x-amazon-apigateway-integration"


@dataclass(frozen=True, slots=True)
class Method:
    """Of a resource."""

    authorization: str
    needs_key: bool
    integration: Any
    """moto's, or None."""
    authorizer_id: str = ""
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resource:
    """A path of the API."""

    id: str
    methods: Mapping[str, Method]


@dataclass(frozen=True, slots=True)
class Deployed:
    """An API as it was when a deployment was made."""

    resources: Mapping[str, Resource]
    """By path, such as /keys/{key}."""
    responses: Mapping[str, Any]
    """moto's gateway responses by type, such as DEFAULT_4XX."""
    binary_types: tuple[str, ...]
    id: str
    authorizers: Mapping[str, Any] = field(default_factory=dict)
    """Copies of moto's, by id."""


_kept: WeakKeyDictionary[Any, Deployed] = WeakKeyDictionary()
"""By moto's deployment."""


def deployed(api: Any, stage: str) -> Deployed | None:
    """What a stage serves, or None if its deployment is gone."""
    deployment = api.deployments.get(api.stages[stage].deployment_id)
    return _kept.get(deployment) if deployment else None


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Patches moto."""
    put_by_moto: Any = APIGatewayBackend.put_rest_api
    deploy_by_moto: Any = RestAPI.create_deployment

    def put_rest_api(
        self: Any, function_id: str, api_doc: dict[str, Any], fail_on_warnings: bool, mode: str = "merge"
    ) -> Any:
        api = put_by_moto(self, function_id, _understood(api_doc), fail_on_warnings, mode)
        if mode == "overwrite":
            api.root_resource_id = api.default.id
            api.gateway_responses.clear()
        for kind, response in api_doc.get("x-amazon-apigateway-gateway-responses", {}).items():
            status = response.get("statusCode")
            parameters, templates = response.get("responseParameters"), response.get("responseTemplates")
            self.put_gateway_response(function_id, kind, status, parameters, templates)
        if "x-amazon-apigateway-binary-media-types" in api_doc:
            api.binaryMediaTypes = list(api_doc["x-amazon-apigateway-binary-media-types"])
        rest_security.imported(self, api, api_doc, overwrite=mode == "overwrite")
        return api

    def create_deployment(self: Any, name: str, description: str, stage_variables: Any = None) -> Any:
        deployment = deploy_by_moto(self, name, description, stage_variables)
        _kept[deployment] = _snapshot(self, deployment.id)
        return deployment

    with (
        replaced(APIGatewayBackend, put_rest_api=put_rest_api),
        replaced(RestAPI, create_deployment=create_deployment),
    ):
        yield


def _understood(document: dict[str, Any]) -> dict[str, Any]:
    """The document as moto's import reads it."""
    paths = {
        path: {
            "any" if verb == _ANY else verb: _operation(operation)
            for verb, operation in operations.items()
            if verb in (*_VERBS, _ANY)
        }
        for path, operations in document["paths"].items()
    }
    return {**document, "paths": paths}


def _operation(operation: dict[str, Any]) -> dict[str, Any]:
    if _INTEGRATION not in operation:
        return operation
    integration = {"httpMethod": "", "uri": "", **operation[_INTEGRATION]}
    integration["type"] = integration["type"].upper()
    return {**operation, _INTEGRATION: integration}


def _snapshot(api: Any, deployment: str) -> Deployed:
    resources = {
        resource.get_path(): Resource(
            resource.id,
            {
                verb: Method(
                    method.authorization_type or "NONE",
                    method.api_key_required,
                    method.method_integration,
                    method.authorizer_id or "",
                    tuple(method.authorization_scopes or ()),
                )
                for verb, method in resource.resource_methods.items()
            },
        )
        for resource in api.resources.values()
    }
    authorizers = {each.id: copy.copy(each) for each in api.authorizers.values()}
    binary = tuple(api.binaryMediaTypes)
    return Deployed(resources, dict(api.gateway_responses), binary, deployment, authorizers)
