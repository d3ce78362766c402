"""Certificates are issued when their record is there."""

from __future__ import annotations

import datetime
from typing import Any

import boto3
import pytest
from moto import mock_aws
from moto.acm import models
from moto.core.utils import utcnow

from tests.component.emulator.patches.plain import credentials as credentials
from tfgen.emulator.patches import acm

REGION = "eu-west-1"


def _requested() -> str:
    arn: str = _acm().request_certificate(DomainName="api.example.com", ValidationMethod="DNS")[
        "CertificateArn"
    ]
    return arn


def _acm() -> Any:
    return boto3.client("acm", region_name=REGION)


def _status(arn: str) -> str:
    return str(_acm().describe_certificate(CertificateArn=arn)["Certificate"]["Status"])


def _later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    now = utcnow() + datetime.timedelta(seconds=seconds)
    for module in (models, acm):
        monkeypatch.setattr(module, "utcnow", lambda: now)


def _validate(arn: str) -> None:
    certificate = _acm().describe_certificate(CertificateArn=arn)["Certificate"]
    record = certificate["DomainValidationOptions"][0]["ResourceRecord"]
    route53 = boto3.client("route53", region_name=REGION)
    zone = route53.create_hosted_zone(Name="example.com", CallerReference="test")["HostedZone"]["Id"]
    wanted: Any = {
        "Name": record["Name"],
        "Type": record["Type"],
        "TTL": 300,
        "ResourceRecords": [{"Value": record["Value"]}],
    }
    route53.change_resource_record_sets(
        HostedZoneId=zone, ChangeBatch={"Changes": [{"Action": "CREATE", "ResourceRecordSet": wanted}]}
    )


@mock_aws
def test_moto_issues_whatever_the_records(monkeypatch: pytest.MonkeyPatch) -> None:
    arn = _requested()
    _later(monkeypatch, 120)
    assert _status(arn) == "ISSUED"


@mock_aws
def test_a_record_issues_a_certificate_at_once() -> None:
    with acm.patched():
        arn = _requested()
        assert _status(arn) == "PENDING_VALIDATION"
        _validate(arn)
        assert _status(arn) == "ISSUED"


@mock_aws
def test_without_a_record_it_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with acm.patched():
        arn = _requested()
        _later(monkeypatch, 2 * acm.PATIENCE_SECONDS)
        assert _status(arn) == "VALIDATION_TIMED_OUT"
