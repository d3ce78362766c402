"""Which API and stage a name and a path lead to.

What moto keeps is copied before it is searched: other threads change it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from moto.apigateway.models import apigateway_backends
from moto.apigatewayv2.models import apigatewayv2_backends
from moto.core.models import DEFAULT_ACCOUNT_ID

from tfgen.emulator.cloudfront.aliases import edge_names
from tfgen.emulator.dns.change_batch import CLOUDFRONT
from tfgen.emulator.front_door.routes import DEFAULT
from tfgen.emulator.patches.apigateway_domains import is_edge

_EXECUTE_API = re.compile(r"([a-z0-9-]+)\.execute-api\.([a-z0-9-]+)\.amazonaws\.com")


@dataclass(frozen=True, slots=True)
class Target:
    """An API, and what of the request's path is its own."""

    region: str
    api: Any
    """moto's, of either kind."""
    is_rest: bool
    stage: str
    path: str
    """Within the stage, still percent-encoded."""
    is_custom: bool
    """Whether the request came by a custom domain name."""

    @property
    def api_id(self) -> str:
        return str(self.api.id if self.is_rest else self.api.api_id)


def region_of(name: str) -> str | None:
    """The region of a name of API Gateway: an API's own, or the target of a custom domain name."""
    found = _EXECUTE_API.fullmatch(name)
    return found[2] if found and found[2] in apigatewayv2_backends[DEFAULT_ACCOUNT_ID] else None


def is_of_edge(name: str) -> bool:
    """Whether a name is one that CloudFront gave to a distribution, or to an edge-optimised API's domain name."""
    return name.endswith(f".{CLOUDFRONT}")


def region_of_edge(name: str) -> str | None:
    """The region of the edge-optimised domain name whose records point at a name of CloudFront's."""
    found = (region for region, domain in edge_names() if domain.distribution_domain_name == name)
    return next(found, None)


def is_own_name(name: str) -> bool:
    """Whether a name is one that API Gateway gave to an API."""
    return _EXECUTE_API.fullmatch(name) is not None and not name.startswith("d-")


def by_own_name(name: str, path: str) -> Target | None:
    """None if there is no such API, if its own name is disabled, or if it has no such stage."""
    found = _EXECUTE_API.fullmatch(name)
    if found is None:
        return None
    api_id, region = found.groups()
    http, rest = _apis(region)
    first, _, rest_of_path = path[1:].partition("/")
    if api_id in http and not http[api_id].disable_execute_api_endpoint:
        stages = http[api_id].stages
        if first in stages:
            return Target(region, http[api_id], False, first, f"/{rest_of_path}", False)
        if DEFAULT in stages:
            return Target(region, http[api_id], False, DEFAULT, path, False)
    if api_id in rest and not rest[api_id].disableExecuteApiEndpoint and first in rest[api_id].stages:
        return Target(region, rest[api_id], True, first, f"/{rest_of_path}", False)
    return None


def is_target_name(region: str, name: str) -> bool:
    """Whether a name is the one that records of some custom domain name in a region point at."""
    return any(
        name == configuration.get("apiGatewayDomainName")
        for domain in list(apigatewayv2_backends[DEFAULT_ACCOUNT_ID][region].domain_names.values())
        for configuration in domain.domain_name_configurations
    ) or any(
        name == (domain.distribution_domain_name if is_edge(domain) else domain.regional_domain_name)
        for domain in list(apigateway_backends[DEFAULT_ACCOUNT_ID][region].domain_names.values())
    )


def by_custom_name(region: str, name: str, path: str) -> Target | None:
    """None if the region has no such custom domain name, or none of its mappings covers the path.

    The longest mapping wins. https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
    """
    http, rest = _apis(region)
    mappings = sorted(_mappings(region, name), key=lambda mapping: -len(mapping[0]))
    for key, api_id, stage in mappings:
        if key and not f"{path}/".startswith(f"/{key}/"):
            continue
        inner = (path[len(key) + 1 :] or "/") if key else path
        if stage is None:  # it is in the path, which base path mappings allow
            stage, _, inner = inner[1:].partition("/")
            inner = f"/{inner}"
        api = http.get(api_id) or rest.get(api_id)
        is_known = api is not None and stage in api.stages
        return Target(region, api, api_id in rest, stage, inner, True) if is_known else None
    return None


def _mappings(region: str, domain: str) -> list[tuple[str, str, str | None]]:
    """Key, API and stage of each mapping of a domain name."""
    found: list[tuple[str, str, str | None]] = [
        (mapping.api_mapping_key or "", mapping.api_id, mapping.stage)
        for mapping in list(apigatewayv2_backends[DEFAULT_ACCOUNT_ID][region].api_mappings.values())
        if mapping.domain_name == domain
    ]
    by_base_path = apigateway_backends[DEFAULT_ACCOUNT_ID][region].base_path_mappings.get(domain, {})
    for mapping in list(by_base_path.values()):
        key = "" if mapping.base_path == "(none)" else mapping.base_path
        found.append((key, mapping.rest_api_id, mapping.stage))
    return found


def _apis(region: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """HTTP and REST APIs of a region by id."""
    return (
        apigatewayv2_backends[DEFAULT_ACCOUNT_ID][region].apis,
        apigateway_backends[DEFAULT_ACCOUNT_ID][region].apis,
    )
