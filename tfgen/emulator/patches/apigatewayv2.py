"""API Gateway's custom domain names and their mappings.

moto answers domain names without status, target and hosted zone, takes any certificate, maps no REST API, and
deletes an API that a domain is mapped to. API Gateway gives every custom domain name a name of its own in its
region, asks for a certificate of that region, maps HTTP and REST APIs alike, and keeps an API that is mapped.
Source: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames.html
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from typing import Any

from moto.apigatewayv2.exceptions import ApiNotFound, BadRequestException
from moto.apigatewayv2.models import ApiGatewayV2Backend, ApiMapping, DomainName
from moto.backends import get_backend

from tfgen.emulator.patching import replaced


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Domain names with targets, mappings of both kinds of API."""
    make, tell = DomainName.__init__, DomainName.to_json
    create_mapping, delete_api = ApiGatewayV2Backend.create_api_mapping, ApiGatewayV2Backend.delete_api

    def initialise(
        self: Any, domain_name: str, domain_name_configurations: Any, *rest: Any, **named: Any
    ) -> None:
        make(self, domain_name, domain_name_configurations, *rest, **named)
        region = (named.get("backend") or rest[-1]).region_name
        for configuration in self.domain_name_configurations:
            _check_certificate(configuration.get("certificateArn", ""), region)
            configuration.update(_placed(domain_name, region))

    def told(self: Any) -> Any:
        return {key: value for key, value in tell(self).items() if value or key != "mutualTlsAuthentication"}

    def create_any_mapping(self: Any, api_id: str, api_mapping_key: str, domain_name: str, stage: str) -> Any:
        rest = get_backend("apigateway")[self.account_id][self.region_name].apis
        if api_id not in rest:
            _check_stage(stage, self.apis[api_id].stages if api_id in self.apis else {stage: None})
            return create_mapping(self, api_id, api_mapping_key, domain_name, stage)
        self.get_domain_name(domain_name)
        _check_stage(stage, rest[api_id].stages)
        mapping_id = self._generate_api_maping_id(api_mapping_key, stage, domain_name)
        self.api_mappings[mapping_id] = ApiMapping(api_id, api_mapping_key, mapping_id, domain_name, stage)
        return self.api_mappings[mapping_id]

    def delete_unmapped_api(self: Any, api_id: str) -> None:
        if api_id not in self.apis:
            raise ApiNotFound(api_id)
        mapped = [mapping.domain_name for mapping in self.api_mappings.values() if mapping.api_id == api_id]
        if mapped:
            raise BadRequestException(
                f"Unable to delete API {api_id}. Delete its API mappings first: {', '.join(sorted(mapped))}"
            )
        delete_api(self, api_id)

    with (
        replaced(DomainName, __init__=initialise, to_json=told),
        replaced(ApiGatewayV2Backend, create_api_mapping=create_any_mapping, delete_api=delete_unmapped_api),
    ):
        yield


def _placed(domain_name: str, region: str) -> dict[str, str]:
    # made up, as steady as AWS's own: one hosted zone per region, one name per domain and region
    return {
        "apiGatewayDomainName": f"d-{_digest(domain_name + region)}.execute-api.{region}.amazonaws.com",
        "hostedZoneId": f"Z{_digest(region).upper()}",
        "domainNameStatus": "AVAILABLE",
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def _check_certificate(arn: str, region: str) -> None:
    parts = arn.split(":")
    if len(parts) < 4 or parts[3] != region:
        raise BadRequestException(f"Invalid certificate ARN: {arn}. Certificate must be in '{region}'.")
    account = get_backend("acm")[parts[4]]
    certificate = account[region]._certificates.get(arn)
    if certificate is None or certificate.status != "ISSUED":
        raise BadRequestException(f"The certificate {arn} does not exist, or is not issued.")


def _check_stage(stage: str, stages: Any) -> None:
    if stage not in stages:
        raise BadRequestException(f"Invalid stage identifier specified: {stage}")
