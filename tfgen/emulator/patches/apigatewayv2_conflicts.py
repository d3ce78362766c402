"""API Gateway's HTTP APIs: what is there already, and what is still in use.

moto makes a second route of a key, writes a new stage or mapping over one of its name, and deletes an integration that
routes lead to.
Sources: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html,
https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations-integrationid.html
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from moto.apigatewayv2.exceptions import APIGatewayV2Error
from moto.apigatewayv2.models import Api, ApiGatewayV2Backend

from tfgen.emulator.patching import replaced


class _ConflictError(APIGatewayV2Error):
    code = 409

    def __init__(self, message: str) -> None:
        super().__init__("ConflictException", message)


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Refuses what API Gateway refuses."""
    route: Any = Api.create_route
    stage, integration = Api.create_stage, Api.delete_integration
    mapping: Any = ApiGatewayV2Backend.create_api_mapping

    def create_route(self: Any, *given: Any, **named: Any) -> Any:
        key = named.get("route_key") or given[2]
        if any(each.route_key == key for each in self.routes.values()):
            raise _ConflictError(f"Route with key {key} already exists for this API")
        return route(self, *given, **named)

    def create_stage(self: Any, config: dict[str, Any]) -> Any:
        if config["stageName"] in self.stages:
            raise _ConflictError("Stage already exists")
        return stage(self, config)

    def delete_integration(self: Any, integration_id: str) -> None:
        using = [
            each.route_id for each in self.routes.values() if each.target == f"integrations/{integration_id}"
        ]
        if using:
            raise _ConflictError(
                f"Cannot delete Integration '{integration_id}' due to Routes referencing it: {', '.join(using)}"
            )
        integration(self, integration_id)

    def create_api_mapping(self: Any, api_id: str, api_mapping_key: str, domain_name: str, stage: str) -> Any:
        if any(
            (each.domain_name, each.api_mapping_key or "") == (domain_name, api_mapping_key or "")
            for each in self.api_mappings.values()
        ):
            raise _ConflictError("ApiMapping key already exists for this domain name")
        return mapping(self, api_id, api_mapping_key, domain_name, stage)

    with (
        replaced(
            Api, create_route=create_route, create_stage=create_stage, delete_integration=delete_integration
        ),
        replaced(ApiGatewayV2Backend, create_api_mapping=create_api_mapping),
    ):
        yield
