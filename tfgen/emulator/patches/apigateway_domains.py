"""API Gateway's custom domain names by its first API: edge-optimised ones, and changes.

moto gives every name both a regional and an edge's target, takes any certificate, and any name again; it changes none. An
edge-optimised name is CloudFront's: its certificate lies in us-east-1, and no other name of the account, in any region,
nor a distribution, is called so. That is why such names cannot stand behind latency records.
Sources: https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDomainName.html,
https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-edge-optimized-custom-domain-name.html and
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-regional-api-custom-domain-migrate.html; the
message of the certificate's region: https://github.com/architect/architect/issues/25
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from typing import Any

from moto.apigateway.exceptions import BadRequestException
from moto.apigateway.models import APIGatewayBackend, DomainName
from moto.apigateway.responses import APIGatewayResponse
from moto.backends import get_backend

from tfgen.emulator.cloudfront import aliases, certificates
from tfgen.emulator.patching import replaced

_OF_EDGE = ("distributionDomainName", "distributionHostedZoneId", "certificateArn", "certificateName")
_OF_REGION = (
    "regionalDomainName",
    "regionalHostedZoneId",
    "regionalCertificateArn",
    "regionalCertificateName",
)
_TYPES = "/endpointConfiguration/types"
_FIELDS = {
    "/certificateArn": "certificate_arn",
    "/regionalCertificateArn": "regional_certificate_arn",
    "/securityPolicy": "security_policy",
}


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Domain names of one kind or the other, as they say."""
    create: Any = APIGatewayBackend.create_domain_name
    tell = DomainName.to_json

    def create_domain_name(self: Any, domain_name: str, *said: Any) -> Any:
        if domain_name in self.domain_names or aliases.is_taken(domain_name.lower()):
            raise BadRequestException("The domain name you provided already exists.")
        made = create(self, domain_name, *said)
        made.region = self.region_name
        try:
            _check_certificate(made)
        except BadRequestException:
            del self.domain_names[domain_name]
            raise
        return made

    def to_json(self: Any) -> dict[str, Any]:
        others = _OF_REGION if is_edge(self) else _OF_EDGE
        configuration = {"types": ["EDGE"], **(self.endpoint_configuration or {})}
        told = {name: value for name, value in tell(self).items() if name not in others}
        return {**told, "endpointConfiguration": configuration}

    def update_domain_name(self: Any) -> str:
        domain = self.backend.get_domain_name(self.path.split("/")[2])
        before = dict(vars(domain))
        for operation in json.loads(self.body)["patchOperations"]:
            _change(domain, operation)
        try:
            if (
                is_edge(domain)
                and not _was_edge(before)
                and aliases.is_taken(domain.domain_name.lower(), domain)
            ):
                raise BadRequestException("The domain name you provided already exists.")
            _check_certificate(domain)
        except BadRequestException:
            vars(domain).update(before)
            raise
        return json.dumps(domain.to_json())

    with (
        replaced(APIGatewayBackend, create_domain_name=create_domain_name),
        replaced(DomainName, to_json=to_json),
        replaced(APIGatewayResponse, update_domain_name=update_domain_name),
    ):
        yield


def is_edge(domain: Any) -> bool:
    """Whether a custom domain name is edge-optimised, as those are that do not say."""
    return aliases.EDGE in _types(domain.endpoint_configuration)


def _types(configuration: Any) -> list[str]:
    return list((configuration or {}).get("types") or [aliases.EDGE])


def _was_edge(before: dict[str, Any]) -> bool:
    return aliases.EDGE in _types(before["endpoint_configuration"])


def _change(domain: Any, operation: dict[str, Any]) -> None:
    path, value = operation["path"], operation.get("value")
    if path.startswith(_TYPES):
        domain.endpoint_configuration = _changed(domain.endpoint_configuration or {}, operation)
    elif path in _FIELDS:
        setattr(domain, _FIELDS[path], value)
    else:
        raise BadRequestException(f"Invalid patch path {path}")


def _changed(configuration: dict[str, Any], operation: dict[str, Any]) -> dict[str, Any]:
    named, value = operation["path"].removeprefix(_TYPES).removeprefix("/"), operation.get("value")
    types = [each for each in _types(configuration) if each != named and operation["op"] != "replace"]
    return {**configuration, "types": [*types, *([value] if operation["op"] != "remove" else [])]}


def _check_certificate(domain: Any) -> None:
    edge = is_edge(domain)
    region = certificates.REGION if edge else domain.region
    arn = (domain.certificate_arn if edge else domain.regional_certificate_arn) or ""
    parts = arn.split(":")
    if len(parts) < 6 or parts[3] != region:
        raise BadRequestException(f"Invalid certificate ARN: {arn}. Certificate must be in '{region}'.")
    certificate = get_backend("acm")[parts[4]][region]._certificates.get(arn)
    if certificate is None or certificate.status != "ISSUED":
        raise BadRequestException(f"The certificate {arn} does not exist, or is not issued.")
    if not certificates.covers(certificate, domain.domain_name):
        raise BadRequestException("The domain name to be created is not covered by the provided certificate.")
