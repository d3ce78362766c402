"""The certificate that a name needs at CloudFront's edge, which API Gateway's edge-optimised names need as well.

https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from moto.backends import get_backend

REGION = "us-east-1"
"""Where certificates of the edge lie, and web ACLs."""


def issued(arn: str) -> Any | None:
    """The certificate, if it lies in REGION and is issued."""
    parts = arn.split(":")
    if len(parts) < 6 or parts[3] != REGION:
        return None
    certificate = get_backend("acm")[parts[4]][REGION]._certificates.get(arn)
    if certificate is None:
        return None
    certificate.check()
    return certificate if certificate.status == "ISSUED" else None


def covers(certificate: Any, name: str) -> bool:
    """Whether a certificate is for a name; a wildcard stands for one label."""
    return any(is_covered(name, known) for known in (certificate.common_name, *certificate.sans))


def is_covered(name: str, known: str) -> bool:
    """Whether a name is one, or what its wildcard stands for: *.example.com for www.example.com."""
    wanted, said = name.lower(), known.lower()
    return wanted == said or (said.startswith("*.") and wanted.partition(".")[2] == said[2:] != "")


def uncovered(certificate: Any, names: Iterable[str]) -> list[str]:
    """The names that a certificate is not for."""
    return [name for name in names if not covers(certificate, name)]
