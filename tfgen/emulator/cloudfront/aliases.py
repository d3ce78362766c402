"""Names at the edge: a name belongs to one distribution, or to one edge-optimised API, of all accounts.

Sources: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-restrictions
and https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-edge-optimized-custom-domain-name.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from moto.apigateway.models import apigateway_backends
from moto.cloudfront.models import cloudfront_backends
from moto.core.models import DEFAULT_ACCOUNT_ID

EDGE = "EDGE"


def of(config: Mapping[str, Any]) -> list[str]:
    """The alternate domain names of a distribution."""
    return [str(name).lower() for name in (config.get("Aliases") or {}).get("Items") or ()]


def distributions() -> list[Any]:
    """Of the account."""
    return list(cloudfront_backends[DEFAULT_ACCOUNT_ID]["aws"].distributions.values())


def edge_names() -> Iterator[tuple[str, Any]]:
    """The region and moto's domain name of each edge-optimised custom domain name."""
    for region, backend in list(apigateway_backends[DEFAULT_ACCOUNT_ID].items()):
        for domain in list(backend.domain_names.values()):
            if EDGE in ((domain.endpoint_configuration or {}).get("types") or [EDGE]):
                yield region, domain


def is_taken(name: str, but: object = None) -> bool:
    """Whether a distribution or an edge-optimised API has a name: another than `but`, the id of one or the other itself."""
    return any(
        name in of(each.distribution_config) for each in distributions() if each.distribution_id != but
    ) or any(domain.domain_name.lower() == name for _, domain in edge_names() if domain is not but)
