"""Quotas of CloudFront.

Errors: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html; messages in our own words.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from moto.cloudfront.models import CloudFrontBackend
from moto.cloudfront.responses import CloudFrontResponse

from tfgen.emulator.cloudfront import aliases, policies
from tfgen.emulator.cloudfront.refused import refused
from tfgen.emulator.quotas.limits import Limits, asked
from tfgen.stack.quotas.cloudfront import (
    ALIASES,
    ANSWERING,
    BEHAVIOURS,
    CACHING,
    CONTENT_POLICY,
    CONTROLS,
    FORWARDING,
    FUNCTION_SIZE,
    FUNCTIONS,
    ORIGINS,
)


@contextlib.contextmanager
def patched(limits: Limits) -> Iterator[None]:
    """Refuses distributions, policies, functions and controls that go beyond."""

    def distributing(_: Any, distribution_config: Mapping[str, Any], *__: Any, **___: Any) -> None:
        _check(len(aliases.of(distribution_config)), limits.of(ALIASES), ALIASES.error)
        _check(len(distribution_config["Origins"]["Items"]), limits.of(ORIGINS), ORIGINS.error)
        behaviours = (distribution_config.get("CacheBehaviors") or {}).get("Items") or ()
        _check(len(behaviours), limits.of(BEHAVIOURS), BEHAVIOURS.error)

    def changing(_: Any, dist_config: Mapping[str, Any], *__: Any, **___: Any) -> None:
        distributing(_, dist_config)

    def caching(response: Any) -> None:
        _check(len(policies.own(response.backend, policies.CACHE)) + 1, limits.of(CACHING), CACHING.error)

    def forwarding(response: Any) -> None:
        held = policies.own(response.backend, policies.ORIGIN_REQUEST)
        _check(len(held) + 1, limits.of(FORWARDING), FORWARDING.error)

    def answering(response: Any) -> None:
        _check_length(response)
        held = policies.own(response.backend, policies.RESPONSE_HEADERS)
        _check(len(held) + 1, limits.of(ANSWERING), ANSWERING.error)

    def _check_length(response: Any) -> None:
        config = response._get_param("ResponseHeadersPolicyConfig", {})
        said = (config.get("SecurityHeadersConfig") or {}).get("ContentSecurityPolicy") or {}
        length = len(said.get("ContentSecurityPolicy", ""))
        _check(length, limits.of(CONTENT_POLICY), CONTENT_POLICY.error)

    def controlling(backend: Any, *_: Any) -> None:
        _check(len(backend.origin_access_controls) + 1, limits.of(CONTROLS), CONTROLS.error)

    def writing(response: Any) -> None:
        _check(len(response._get_param("FunctionCode")), limits.of(FUNCTION_SIZE), FUNCTION_SIZE.error)

    def making(response: Any) -> None:
        writing(response)
        _check(len(response.backend.functions) + 1, limits.of(FUNCTIONS), FUNCTIONS.error)

    checks: tuple[tuple[Any, str, Callable[..., None]], ...] = (
        (CloudFrontBackend, "create_distribution_with_tags", distributing),
        (CloudFrontBackend, "update_distribution", changing),
        (CloudFrontBackend, "create_origin_access_control", controlling),
        (CloudFrontResponse, "create_cache_policy", caching),
        (CloudFrontResponse, "create_origin_request_policy", forwarding),
        (CloudFrontResponse, "create_response_headers_policy", answering),
        (CloudFrontResponse, "update_response_headers_policy", _check_length),
        (CloudFrontResponse, "create_function", making),
        (CloudFrontResponse, "update_function", writing),
    )
    with contextlib.ExitStack() as opened:
        for owner, method, check in checks:
            opened.enter_context(asked(owner, method, check))
        yield


def _check(count: int, most: int, error: str) -> None:
    if count > most:
        raise refused(error, f"Your request has, or would make, {count:,} where {most:,} are the most.")
