"""What the API tells of health checks.

moto answers GetHealthCheckStatus with a success, whatever happens, and does not know GetHealthCheckLastFailureReason.
Route 53 answers what each of its health checkers last saw, and nothing of health checks that ask no endpoint.
Sources: https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetHealthCheckStatus.html and
https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetHealthCheckLastFailureReason.html
"""

from __future__ import annotations

import contextlib
import http.client
from collections.abc import Callable, Iterator
from typing import Any

from moto.core.responses import ActionResult
from moto.route53 import urls
from moto.route53.exceptions import InvalidInput
from moto.route53.responses import Route53

from tfgen.emulator.dns.endpoint import CODES, CheckResult
from tfgen.emulator.dns.watch import Observation
from tfgen.emulator.patching import replaced

Observations = Callable[[str], tuple[Observation | None, Observation | None]]
"""What the last request of a health check found, and the last that failed."""

REGIONS = (
    "ap-northeast-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "eu-west-1",
    "sa-east-1",
    "us-east-1",
    "us-west-1",
    "us-west-2",
)
"""Where Route 53's health checkers are, if a health check does not say."""

_LAST_FAILURE = r"{0}/(?P<api_version>[\d_-]+)/healthcheck/(?P<health_check_id>[^/]+)/lastfailurereason$"


@contextlib.contextmanager
def answering(observations: Observations) -> Iterator[None]:
    """Answers both questions from what was observed."""

    def get_health_check_status(self: Any) -> Any:
        check = _check(self)
        return _answer(check, observations(check.id)[0])

    def get_health_check_last_failure_reason(self: Any) -> Any:
        check = _check(self)
        return _answer(check, observations(check.id)[1])

    with (
        replaced(urls, url_paths={**urls.url_paths, _LAST_FAILURE: Route53.dispatch}),
        replaced(
            Route53,
            get_health_check_status=get_health_check_status,
            get_health_check_last_failure_reason=get_health_check_last_failure_reason,
        ),
    ):
        yield


def _check(response: Any) -> Any:
    check = response.backend.get_health_check(response._get_param("HealthCheckId"))
    if check.type_ not in CODES:
        raise InvalidInput(f"Health checks of type {check.type_} have no status that this API tells.")
    return check


def _answer(check: Any, observation: Observation | None) -> Any:
    checkers = check.regions or REGIONS if observation else ()
    return ActionResult(
        {
            "HealthCheckObservations": [
                {
                    "Region": region,
                    "IPAddress": "127.0.0.1",
                    "StatusReport": {"Status": _status(observation.result), "CheckedTime": observation.at},
                }
                for region in checkers
                if observation
            ]
        }
    )


def _status(result: CheckResult) -> str:
    found = result.reason
    if result.code is not None:
        phrase = http.client.responses.get(result.code, "unknown")
        found = found.replace(f"HTTP {result.code}", f"HTTP Status Code {result.code}, {phrase}")
    return f"{'Success' if result.succeeded else 'Failure'}: {found}"
