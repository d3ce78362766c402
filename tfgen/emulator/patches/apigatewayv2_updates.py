"""API Gateway's changes in place: stages, custom domain names and mappings, as Terraform asks for them.

moto has no UpdateStage, UpdateDomainName and UpdateApiMapping, takes nothing away from a stage, and changes tags of
APIs alone.
Sources: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html,
https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings-apimappingid.html
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from moto.apigateway import urls as rest_urls
from moto.apigatewayv2 import urls
from moto.apigatewayv2.exceptions import APIGatewayV2Error, BadRequestException
from moto.apigatewayv2.models import Api, ApiGatewayV2Backend
from moto.apigatewayv2.responses import ApiGatewayV2Response
from moto.backends import get_backend

from tfgen.emulator.patching import replaced

_STAGE = "{0}/v2/apis/(?P<api_id>[^/]+)/stages/(?P<stage_name>[^/]+)"
_PATHS = (
    f"{_STAGE}/accesslogsettings$",
    f"{_STAGE}/routesettings/(?P<route_key>.+)$",
    "{0}/v2/tags/(?P<resource_arn>.+)$",
)
_SETTINGS = {
    "accessLogSettings": "access_log_settings",
    "autoDeploy": "auto_deploy",
    "clientCertificateId": "client_certificate_id",
    "defaultRouteSettings": "default_route_settings",
    "description": "description",
    "routeSettings": "route_settings",
    "stageVariables": "stage_variables",
}
_MERGED = frozenset({"defaultRouteSettings", "routeSettings", "stageVariables"})
"""What is not said of these stays; of the others, what is said takes their place."""

Answer = tuple[int, dict[str, str], str]


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Gives moto the actions that it lacks."""
    tag_by_moto, untag_by_moto = ApiGatewayV2Backend.tag_resource, ApiGatewayV2Backend.untag_resource

    stage_by_moto = Api.create_stage

    def create_stage(self: Any, config: dict[str, Any]) -> Any:
        _check_routes(self, config)
        return stage_by_moto(self, config)

    def tag_resource(self: Any, resource_arn: str, tags: dict[str, str]) -> None:
        found = _tagged(self, resource_arn)
        if found is None:
            tag_by_moto(self, resource_arn, tags)
        else:
            found.tags = {**(found.tags or {}), **tags}

    def untag_resource(self: Any, resource_arn: str, tag_keys: list[str]) -> None:
        found = _tagged(self, resource_arn)
        if found is None:
            untag_by_moto(self, resource_arn, tag_keys)
        else:
            found.tags = {name: value for name, value in (found.tags or {}).items() if name not in tag_keys}

    with (
        replaced(
            ApiGatewayV2Response,
            update_stage=_update_stage,
            delete_access_log_settings=_delete_access_log_settings,
            delete_route_settings=_delete_route_settings,
            update_domain_name=_update_domain_name,
            update_api_mapping=_update_api_mapping,
        ),
        replaced(Api, create_stage=create_stage),
        replaced(
            ApiGatewayV2Backend,
            delete_domain_name=_delete_domain_name,
            tag_resource=tag_resource,
            untag_resource=untag_resource,
        ),
        _with_paths(urls),
        _with_paths(rest_urls),
    ):
        yield


def _with_paths(module: Any) -> AbstractContextManager[None]:
    """Both services' addresses: moto's server looks in those of REST APIs, which copied the others."""
    added = dict.fromkeys(_PATHS, ApiGatewayV2Response.dispatch)
    return replaced(module, url_paths={**module.url_paths, **added})


def _update_stage(self: Any) -> Answer:
    stage, given = _stage(self), json.loads(self.body or "{}")
    _check_routes(self.apigatewayv2_backend.get_api(self.path.split("/")[-3]), given)
    for member, attribute in _SETTINGS.items():
        if member in given:
            before = getattr(stage, attribute) if member in _MERGED else None
            setattr(stage, attribute, {**before, **given[member]} if before else given[member])
    # a variable that is given as nothing is taken away
    stage.stage_variables = {name: value for name, value in (stage.stage_variables or {}).items() if value}
    stage.updated = datetime.now(UTC)
    return 200, {}, json.dumps(stage.to_json())


def _check_routes(api: Any, given: dict[str, Any]) -> None:
    """Settings are of routes that are there.

    Source: https://github.com/terraform-aws-modules/terraform-aws-apigateway-v2/pull/80
    """
    keys = {route.route_key for route in api.routes.values()}
    for key in given.get("routeSettings") or {}:
        if key not in keys:
            message = f"Unable to find Route by key {key} within the provided RouteSettings"
            raise _not_found(message)


def _not_found(message: str) -> APIGatewayV2Error:
    error = APIGatewayV2Error("NotFoundException", message)
    error.code = 404
    return error


def _delete_access_log_settings(self: Any) -> Answer:
    _stage(self).access_log_settings = None
    return 204, {}, ""


def _delete_route_settings(self: Any) -> Answer:
    key = unquote(self.path.partition("/routesettings/")[2])
    if _stage(self).route_settings.pop(key, None) is None:
        raise _not_found(f"Unable to find Route by key {key} within the provided RouteSettings")
    return 204, {}, ""


def _update_domain_name(self: Any) -> Answer:
    domain = self.apigatewayv2_backend.get_domain_name(self.path.split("/")[-1])
    given = json.loads(self.body or "{}")
    if "domainNameConfigurations" in given:
        domain.__init__(
            domain.domain_name,
            given["domainNameConfigurations"],
            given.get("mutualTlsAuthentication", domain.mutual_tls_authentication),
            domain.tags,
            self.apigatewayv2_backend,
        )
    return 200, {}, json.dumps(domain.to_json())


def _update_api_mapping(self: Any) -> Answer:
    *_, domain_name, _, mapping_id = self.path.split("/")
    backend = self.apigatewayv2_backend
    mapping = backend.get_api_mapping(mapping_id, domain_name)
    given = json.loads(self.body or "{}")
    api_id, stage = given.get("apiId", mapping.api_id), given.get("stage", mapping.stage)
    rest = get_backend("apigateway")[backend.account_id][backend.region_name].apis
    api = rest.get(api_id) or backend.get_api(api_id)
    if stage not in api.stages:
        raise BadRequestException(f"Invalid stage identifier specified: {stage}")
    mapping.api_id, mapping.stage = api_id, stage
    mapping.api_mapping_key = given.get("apiMappingKey", mapping.api_mapping_key)
    return 200, {}, json.dumps(mapping.to_json())


def _delete_domain_name(self: Any, domain_name: str) -> None:
    """With its mappings, which moto takes away while it reads them."""
    self.get_domain_name(domain_name)
    for key in [key for key, each in self.api_mappings.items() if each.domain_name == domain_name]:
        del self.api_mappings[key]
    del self.domain_names[domain_name]


def _stage(self: Any) -> Any:
    _, _, rest = self.path.partition("/apis/")
    api_id, _, name, *_ = rest.split("/")
    return self.apigatewayv2_backend.get_stage(api_id, unquote(name))


def _tagged(self: Any, arn: str) -> Any:
    """A domain name or a stage, which keep their tags themselves; None for anything else."""
    _, _, path = arn.partition("::/")
    kind, _, name = path.partition("/")
    if kind == "domainnames":
        return self.get_domain_name(name)
    api_id, _, stage = name.partition("/stages/")
    return self.get_stage(api_id, unquote(stage)) if stage else None
