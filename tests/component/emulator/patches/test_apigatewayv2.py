"""Custom domain names and their mappings."""

from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.acm.models import acm_backends

from tests.component.emulator.patches.plain import credentials as credentials
from tfgen.emulator.patches import apigatewayv2

ACCOUNT = "123456789012"
DOMAIN = "api.example.com"


def _apis(region: str = "eu-west-1") -> Any:
    return boto3.client("apigatewayv2", region_name=region)


def _certificate(region: str = "eu-west-1", status: str = "ISSUED") -> str:
    arn: str = boto3.client("acm", region_name=region).request_certificate(DomainName=DOMAIN)[
        "CertificateArn"
    ]
    acm_backends[ACCOUNT][region]._certificates[arn].status = status
    return arn


def _domain(certificate: str, region: str = "eu-west-1") -> dict[str, Any]:
    configuration = {"CertificateArn": certificate, "EndpointType": "REGIONAL"}
    made: dict[str, Any] = _apis(region).create_domain_name(
        DomainName=DOMAIN, DomainNameConfigurations=[configuration]
    )
    return made


def _rest_api() -> str:
    """A REST API with a stage."""
    client = boto3.client("apigateway", region_name="eu-west-1")
    api: str = client.create_rest_api(name="rest")["id"]
    root = client.get_resources(restApiId=api)["items"][0]["id"]
    client.put_method(restApiId=api, resourceId=root, httpMethod="GET", authorizationType="NONE")
    client.put_integration(restApiId=api, resourceId=root, httpMethod="GET", type="MOCK")
    client.create_deployment(restApiId=api, stageName="live")
    return api


@mock_aws
def test_moto_gives_domain_names_no_target() -> None:
    assert "ApiGatewayDomainName" not in _domain(_certificate())["DomainNameConfigurations"][0]


@mock_aws
def test_every_region_has_a_target_of_its_own() -> None:
    with apigatewayv2.patched():
        targets = {
            region: _domain(_certificate(region), region)["DomainNameConfigurations"][0]
            for region in ("eu-west-1", "us-east-1")
        }
    for region, told in targets.items():
        assert told["ApiGatewayDomainName"].endswith(f".execute-api.{region}.amazonaws.com")
        assert told["DomainNameStatus"] == "AVAILABLE"
    assert targets["eu-west-1"]["HostedZoneId"] != targets["us-east-1"]["HostedZoneId"]


@mock_aws
def test_moto_takes_any_certificate() -> None:
    _domain(_certificate("us-east-1"))


@pytest.mark.parametrize(
    ("region", "status", "reason"),
    [("us-east-1", "ISSUED", "must be in 'eu-west-1'"), ("eu-west-1", "PENDING_VALIDATION", "not issued")],
)
@mock_aws
def test_a_certificate_is_of_the_region_and_issued(region: str, status: str, reason: str) -> None:
    with apigatewayv2.patched(), pytest.raises(ClientError, match=reason):
        _domain(_certificate(region, status))


@mock_aws
def test_moto_maps_no_rest_api() -> None:
    _domain(_certificate())
    with pytest.raises(ClientError):
        _apis().create_api_mapping(DomainName=DOMAIN, ApiId=_rest_api(), Stage="live")


@mock_aws
def test_rest_apis_are_mapped_to_stages_that_exist() -> None:
    with apigatewayv2.patched():
        _domain(_certificate())
        api = _rest_api()
        made = _apis().create_api_mapping(DomainName=DOMAIN, ApiId=api, Stage="live")
        assert _apis().get_api_mapping(DomainName=DOMAIN, ApiMappingId=made["ApiMappingId"])["ApiId"] == api
        with pytest.raises(ClientError, match="stage"):
            _apis().create_api_mapping(DomainName=DOMAIN, ApiId=api, Stage="other")


def _mapped() -> str:
    _domain(_certificate())
    api: str = _apis().create_api(Name="http", ProtocolType="HTTP")["ApiId"]
    _apis().create_stage(ApiId=api, StageName="$default")
    _apis().create_api_mapping(DomainName=DOMAIN, ApiId=api, Stage="$default")
    return api


@mock_aws
def test_moto_deletes_an_api_that_is_mapped() -> None:
    _apis().delete_api(ApiId=_mapped())


@mock_aws
def test_an_api_that_is_mapped_stays() -> None:
    with apigatewayv2.patched(), pytest.raises(ClientError, match=DOMAIN):
        _apis().delete_api(ApiId=_mapped())
