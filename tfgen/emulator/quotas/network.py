"""Quotas of Route 53 and ACM.

Sources: https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHealthCheck.html,
https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from moto.acm.models import AWSCertificateManagerBackend
from moto.core.exceptions import AWSError
from moto.route53.exceptions import Route53ClientError
from moto.route53.models import Route53Backend

from tfgen.emulator.quotas.limits import Limits, asked
from tfgen.stack.quotas.network import CERTIFICATES, HEALTH_CHECKS


@contextlib.contextmanager
def patched(limits: Limits) -> Iterator[None]:
    """Refuses health checks and certificates that go beyond."""

    def checking(route53: Any, *_: Any, **__: Any) -> None:
        if len(route53.health_checks) >= limits.of(HEALTH_CHECKS):
            message = f"The account has reached its {limits.of(HEALTH_CHECKS)} active health checks"
            raise Route53ClientError(HEALTH_CHECKS.error, message)

    def requesting(acm: Any, *_: Any, **__: Any) -> None:
        if len(acm._certificates) >= limits.of(CERTIFICATES):
            message = f"The account has reached its {limits.of(CERTIFICATES)} certificates"
            raise AWSError(message, exception_type=CERTIFICATES.error)

    with (
        asked(Route53Backend, "create_health_check", checking),
        asked(AWSCertificateManagerBackend, "request_certificate", requesting),
    ):
        yield
