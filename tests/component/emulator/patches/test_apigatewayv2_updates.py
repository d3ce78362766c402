"""Changes of stages, custom domain names and mappings in place."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.apigateway import urls as rest_urls
from moto.apigatewayv2 import urls

from tests.component.emulator.patches.plain import credentials as credentials
from tests.component.emulator.patches.test_apigatewayv2 import DOMAIN, _apis, _certificate, _domain, _mapped
from tfgen.emulator.patches import apigatewayv2, apigatewayv2_updates


def _stage(**settings: Any) -> dict[str, str]:
    """The names of a new stage."""
    names = {"ApiId": _apis().create_api(Name="http", ProtocolType="HTTP")["ApiId"], "StageName": "$default"}
    _apis().create_stage(**names, **settings)
    return names


@mock_aws
def test_moto_changes_no_stage() -> None:
    with pytest.raises(NotImplementedError):
        _apis().update_stage(**_stage(), Description="x")


@mock_aws
def test_a_stage_takes_what_is_said_and_keeps_the_rest() -> None:
    with apigatewayv2_updates.patched():
        names = _stage(
            AutoDeploy=True,
            DefaultRouteSettings={"ThrottlingRateLimit": 10.0, "ThrottlingBurstLimit": 5},
            StageVariables={"a": "1", "b": "2"},
        )
        _apis().update_stage(
            **names, DefaultRouteSettings={"ThrottlingRateLimit": 20.0}, StageVariables={"a": "", "c": "3"}
        )
        stage = _apis().get_stage(**names)
    assert stage["DefaultRouteSettings"] == {"ThrottlingRateLimit": 20.0, "ThrottlingBurstLimit": 5}
    assert (stage["AutoDeploy"], stage["StageVariables"]) == (True, {"b": "2", "c": "3"})


@mock_aws
def test_a_domain_name_takes_another_certificate() -> None:
    with apigatewayv2.patched(), apigatewayv2_updates.patched():
        before = _domain(_certificate())["DomainNameConfigurations"][0]
        renewed = _certificate()
        told = _apis().update_domain_name(
            DomainName=DOMAIN,
            DomainNameConfigurations=[{"CertificateArn": renewed, "EndpointType": "REGIONAL"}],
        )["DomainNameConfigurations"][0]
        with pytest.raises(ClientError, match="must be in"):
            _apis().update_domain_name(
                DomainName=DOMAIN, DomainNameConfigurations=[{"CertificateArn": _certificate("us-east-1")}]
            )
    assert told["CertificateArn"] == renewed
    assert told["ApiGatewayDomainName"] == before["ApiGatewayDomainName"]


@mock_aws
def test_a_mapping_takes_another_stage_that_exists() -> None:
    with apigatewayv2.patched(), apigatewayv2_updates.patched():
        api = _mapped()
        _apis().create_stage(ApiId=api, StageName="other")
        mapping = _apis().get_api_mappings(DomainName=DOMAIN)["Items"][0]["ApiMappingId"]
        named = {"DomainName": DOMAIN, "ApiMappingId": mapping, "ApiId": api}
        assert _apis().update_api_mapping(**named, Stage="other")["Stage"] == "other"
        with pytest.raises(ClientError, match="Invalid stage identifier"):
            _apis().update_api_mapping(**named, Stage="none")
        _apis().delete_domain_name(DomainName=DOMAIN)
        assert not _apis().get_domain_names()["Items"]


def test_moto_s_server_finds_the_actions_too() -> None:
    """It looks in the addresses of REST APIs, into which moto copied the others when it was imported."""
    with apigatewayv2_updates.patched():
        assert urls.url_paths.keys() <= rest_urls.url_paths.keys()
