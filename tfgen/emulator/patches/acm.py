"""Certificate Manager.

moto issues a certificate after a minute, whoever owns the domain. ACM issues it once the CNAME record that it asked
for is there, and gives up after 72 hours.
It tells the domain name before the others, where moto tells a set; and it keeps a certificate that a domain name of
API Gateway or a distribution uses, which moto deletes.
Sources: https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html and
https://docs.aws.amazon.com/acm/latest/APIReference/API_DeleteCertificate.html
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from moto.acm.models import AWSCertificateManagerBackend, CertBundle
from moto.backends import get_backend
from moto.core.exceptions import AWSError
from moto.core.utils import utcnow

from tfgen.emulator.patching import replaced

PATIENCE_SECONDS = 20
"""How long a certificate waits for its record; ACM's 72 hours would keep a rehearsal from ever failing."""


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Issues certificates whose validation record exists in a hosted zone, and keeps those that are used."""
    check, describe = CertBundle.check, CertBundle.describe
    delete, request = (
        AWSCertificateManagerBackend.delete_certificate,
        AWSCertificateManagerBackend.request_certificate,
    )

    def request_certificate(self: Any, domain_name: str, *said: Any, **named: Any) -> str:
        arn = request(self, domain_name, *said, **named)
        certificate = self._certificates[arn]
        certificate.sans = [domain_name, *sorted(set(certificate.sans) - {domain_name})]
        return arn

    def describe_in_order(self: Any) -> dict[str, Any]:
        told = describe(self)
        options = told["Certificate"].get("DomainValidationOptions", [])
        options.sort(key=lambda option: self.sans.index(option["DomainName"]))
        return told

    def delete_certificate(self: Any, arn: str) -> None:
        if arn in self._certificates and _is_used(self, arn):
            raise _InUseError(f"Certificate {arn} in account {self.account_id} is in use.")
        delete(self, arn)

    def check_record(self: Any) -> None:
        if self.type == "AMAZON_ISSUED" and self.status == "PENDING_VALIDATION":
            if all(_is_there(option["ResourceRecord"]) for option in _options(self)):
                self.status = "ISSUED"
            elif (utcnow() - self.created_at).total_seconds() > PATIENCE_SECONDS:
                self.status = "VALIDATION_TIMED_OUT"
        else:
            check(self)

    with (
        replaced(CertBundle, check=check_record, describe=describe_in_order),
        replaced(
            AWSCertificateManagerBackend,
            delete_certificate=delete_certificate,
            request_certificate=request_certificate,
        ),
    ):
        yield


class _InUseError(AWSError):
    TYPE = "ResourceInUseException"


def _is_used(acm: Any, arn: str) -> bool:
    """By a custom domain name of API Gateway, or by CloudFront."""
    gateway: Any = get_backend("apigatewayv2")[acm.account_id][acm.region_name]
    return (
        any(
            configuration.get("certificateArn") == arn
            for name in list(gateway.domain_names.values())
            for configuration in name.domain_name_configurations
        )
        or any(arn in (name.certificate_arn, name.regional_certificate_arn) for name in _rest_names(acm))
        or any(
            each.distribution_config["ViewerCertificate"].get("ACMCertificateArn") == arn
            for each in _distributions(acm)
        )
    )


def _distributions(acm: Any) -> list[Any]:
    edge: Any = get_backend("cloudfront")[acm.account_id]["aws"]
    return list(edge.distributions.values())


def _rest_names(acm: Any) -> list[Any]:
    regions: Any = get_backend("apigateway")[acm.account_id]
    return [name for region in list(regions.values()) for name in list(region.domain_names.values())]


def _options(certificate: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = certificate.describe()["Certificate"]["DomainValidationOptions"]
    return found


def _is_there(wanted: dict[str, str]) -> bool:
    return any(
        (record.name, record.type) == (wanted["Name"], wanted["Type"]) and wanted["Value"] in record.records
        for account in get_backend("route53").values()
        for backend in account.values()
        for zone in backend.zones.values()
        for record in zone.rrsets
    )
