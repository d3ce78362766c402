"""Quotas of API Gateway.

Its messages were recorded: https://github.com/anomalyco/ion/issues/557 (authorizers, and so routes, integrations and
stages, with status 429), https://github.com/boto/boto3/issues/1296 (resources).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from moto.apigateway.models import RestAPI
from moto.apigatewayv2.models import Api
from moto.core.exceptions import JsonRESTError

from tfgen.emulator.quotas.limits import Limits, asked
from tfgen.stack.quotas.api_gateway import INTEGRATIONS, RESOURCES, ROUTES, STAGES
from tfgen.stack.quotas.quota import Quota


@contextlib.contextmanager
def patched(limits: Limits) -> Iterator[None]:
    """Refuses what an API has too many of."""

    def full(kind: str, quota: Quota, error: str, gap: str = " ") -> Callable[..., None]:
        def check(api: Any, *_: Any, **__: Any) -> None:
            if len(getattr(api, kind.lower())) >= limits.of(quota):
                message = f"Maximum number of {kind} for this API has been reached.{gap}Please contact AWS if you need additional {kind}."
                raise _refused(error, message)

        return check

    with (
        asked(Api, "create_route", full("Routes", ROUTES, ROUTES.error)),
        asked(Api, "create_integration", full("Integrations", INTEGRATIONS, INTEGRATIONS.error)),
        asked(Api, "create_stage", full("Stages", STAGES, STAGES.error)),
        asked(RestAPI, "add_child", full("Resources", RESOURCES, RESOURCES.error, gap="  ")),
    ):
        yield


def _refused(error: str, message: str) -> JsonRESTError:
    found = JsonRESTError(error, message)
    found.code = 429
    return found
