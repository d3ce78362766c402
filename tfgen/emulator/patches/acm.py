"""Certificate Manager.

moto issues a certificate after a minute, whoever owns the domain. ACM issues it once the CNAME record that it asked
for is there, and gives up after 72 hours.
Source: https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from moto.acm.models import CertBundle
from moto.backends import get_backend
from moto.core.utils import utcnow

from tfgen.emulator.patching import replaced

PATIENCE_SECONDS = 20
"""How long a certificate waits for its record; ACM's 72 hours would keep a rehearsal from ever failing."""


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Issues certificates whose validation record exists in a hosted zone."""
    check = CertBundle.check

    def check_record(self: Any) -> None:
        if self.type == "AMAZON_ISSUED" and self.status == "PENDING_VALIDATION":
            if all(_is_there(option["ResourceRecord"]) for option in _options(self)):
                self.status = "ISSUED"
            elif (utcnow() - self.created_at).total_seconds() > PATIENCE_SECONDS:
                self.status = "VALIDATION_TIMED_OUT"
        else:
            check(self)

    with replaced(CertBundle, check=check_record):
        yield


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
