"""What the user has set up does not reach the emulated AWS, nor does it get lost."""

from __future__ import annotations

import os

import boto3
import pytest

from tests.specs import example, stack_of
from tfgen.emulator.server import emulated, undisturbed


def test_the_users_settings_are_hidden_and_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = {
        "AWS_PROFILE": "production",
        "AWS_ENDPOINT_URL_DYNAMODB": "https://example.com",
        "TF_DATA_DIR": "/somewhere",
        "TF_CLI_ARGS_plan": "-lock=false",
        "TF_VAR_domain": "example.com",
    }
    for name, value in {**theirs, "NO_PROXY": "intra.net", "AWS_CA_BUNDLE": "/ca.pem"}.items():
        monkeypatch.setenv(name, value)
    before = dict(os.environ)
    with undisturbed():
        assert not theirs.keys() & os.environ.keys()
        assert os.environ["NO_PROXY"] == "intra.net,127.0.0.1"
        assert os.environ["AWS_CA_BUNDLE"] == "/ca.pem"
    assert dict(os.environ) == before


def test_a_service_of_a_site_alone_has_a_hosted_zone() -> None:
    spec = {"tfgen": 1, "service": "shop", "regions": ["eu-west-1"], "site": {"domain": "www.example.com"}}
    with emulated(stack_of(spec)) as endpoint:
        route53 = boto3.client("route53", region_name="us-east-1", endpoint_url=endpoint)
        assert [each["Name"] for each in route53.list_hosted_zones()["HostedZones"]] == ["example.com."]


def test_the_hosted_zone_has_the_id_that_the_spec_says() -> None:
    with emulated(stack_of({**example("hello"), "zone_id": "Z0123456789ABC"})) as endpoint:
        route53 = boto3.client("route53", region_name="us-east-1", endpoint_url=endpoint)
        zone = route53.get_hosted_zone(Id="Z0123456789ABC")["HostedZone"]
    assert zone["Name"] == "example.com."
