"""Distributions, kept as they were sent.

moto reads a configuration into objects, and tells what it did not read otherwise, or not at all: cache policies come
back with forwarded values, functions and origin access controls get lost. It takes any version, and deletes what is
enabled.

A distribution that Terraform deletes is gone at once. Its provider does not believe that: it first asks 15 seconds later,
unless it is told that there is no such distribution any more. All others are answered as documented.
Sources: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html and
https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DeleteDistribution.html; and
internal/service/cloudfront/distribution.go of https://github.com/hashicorp/terraform-provider-aws
"""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Iterator, Mapping
from typing import Any

from moto.cloudfront import models
from moto.cloudfront.exceptions import NoSuchDistribution
from moto.cloudfront.models import CloudFrontBackend, random_id
from moto.cloudfront.responses import CloudFrontResponse
from moto.core.utils import utcnow

from tfgen.emulator.cloudfront.aliases import distributions
from tfgen.emulator.cloudfront.distribution_checks import check
from tfgen.emulator.cloudfront.refused import check_match, refused
from tfgen.emulator.patching import replaced

_TERRAFORM = "terraform-provider-aws/"
_NOTHING = {"Quantity": 0}
_LEFT_OUT: Mapping[str, Any] = {
    "Aliases": _NOTHING,
    "CacheBehaviors": _NOTHING,
    "Comment": "",
    "ContinuousDeploymentPolicyId": "",
    "CustomErrorResponses": _NOTHING,
    "DefaultRootObject": "",
    "HttpVersion": "http2",
    "IsIPV6Enabled": True,
    "Logging": {"Enabled": False, "IncludeCookies": False, "Bucket": "", "Prefix": ""},
    "OriginGroups": _NOTHING,
    "PriceClass": "PriceClass_All",
    "Restrictions": {"GeoRestriction": {"RestrictionType": "none", "Quantity": 0}},
    "Staging": False,
    "ViewerCertificate": {
        "CloudFrontDefaultCertificate": True,
        "SSLSupportMethod": "vip",
        "MinimumProtocolVersion": "TLSv1",
        "CertificateSource": "cloudfront",
    },
    "WebACLId": "",
}
"""What a configuration has that does not say it."""


class Config(dict[str, Any]):
    """A distribution's configuration, with what moto reads of it."""

    @property
    def caller_reference(self) -> str:
        """Of the request that made it."""
        return str(self["CallerReference"])

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError as missing:
            raise AttributeError(name) from missing


def _config(given: Mapping[str, Any]) -> Config:
    return Config(copy.deepcopy({**_LEFT_OUT, **given}))


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Configurations whole, versions that count, what AWS refuses refused."""
    create_by_moto = CloudFrontBackend.create_distribution_with_tags
    delete_by_moto: Any = CloudFrontResponse.delete_distribution

    def create(self: Any, distribution_config: dict[str, Any], tags: list[dict[str, str]]) -> Any:
        check(self, distribution_config)
        made = create_by_moto(self, distribution_config, tags)
        distribution: Any = made[0]
        distribution.last_modified_time = utcnow()
        return made

    def update(self: Any, dist_config: dict[str, Any], _id: str, if_match: str) -> Any:
        distribution = _found(self, _id)
        check_match(if_match, distribution.etag)
        config = _config(dist_config)
        if config.caller_reference != distribution.distribution_config.caller_reference:
            raise refused("IllegalUpdate", "The caller reference of a distribution cannot be changed.")
        check(self, config, _id)
        distribution.distribution_config, distribution.etag = config, random_id()
        distribution.last_modified_time = utcnow()
        distribution.status = "InProgress"
        return distribution, distribution.location, distribution.etag

    def delete(self: Any, distribution_id: str, if_match: str) -> None:
        distribution = _found(self, distribution_id)
        check_match(if_match, distribution.etag)
        if distribution.distribution_config["Enabled"]:
            raise refused(
                "DistributionNotDisabled",
                "The distribution you are trying to delete has not been disabled.",
            )
        del self.distributions[distribution_id]
        self.invalidations.pop(distribution_id, None)

    def deleted(self: Any) -> Any:
        answer = delete_by_moto(self)
        if _TERRAFORM in self.headers.get("User-Agent", ""):
            raise NoSuchDistribution
        return answer

    with (
        replaced(models, DistributionConfig=_config),
        replaced(CloudFrontResponse, delete_distribution=deleted),
        replaced(
            CloudFrontBackend,
            create_distribution_with_tags=create,
            update_distribution=update,
            delete_distribution=delete,
        ),
    ):
        yield


def disable() -> int:
    """Disables every distribution, and gives how many were not: Terraform's provider waits 30 seconds after each it disables."""
    enabled = [each.distribution_config for each in distributions() if each.distribution_config["Enabled"]]
    for config in enabled:
        config["Enabled"] = False
    return len(enabled)


def _found(backend: Any, distribution_id: str) -> Any:
    if distribution_id not in backend.distributions:
        raise NoSuchDistribution
    return backend.distributions[distribution_id]
