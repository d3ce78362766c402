"""Secrets and parameters as functions reach them: replicas, what is refused on them, and what roles allow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from tests.component.emulator.test_other_access import role_of
from tfgen.emulator.emulator import Emulator, emulator
from tfgen.emulator.functions.permissions import credentials
from tfgen.emulator.secretsmanager.service import SECRETSMANAGER, VALUE

HOME, OTHER = "eu-west-1", "us-east-1"
READ = {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue"}


@pytest.fixture(scope="module")
def aws() -> Iterator[Emulator]:
    with emulator() as running:
        yield running


def _client(aws: Emulator, service: str, region: str, role: str = "") -> Any:
    session: Any = boto3.Session(*(credentials(role, region, "f") if role else ("test", "test")))
    return session.client(service, region_name=region, endpoint_url=aws.endpoint)


def _refused(call: Any, **said: Any) -> str:
    with pytest.raises(ClientError) as refused:
        call(**said)
    return str(refused.value.response["Error"]["Code"])


def test_a_replica_is_read_with_the_right_on_its_name_and_not_written(aws: Emulator) -> None:
    home, other = _client(aws, "secretsmanager", HOME), _client(aws, "secretsmanager", OTHER)
    home.create_secret(Name="shop-a", AddReplicaRegions=[{"Region": OTHER}])
    assert _refused(other.get_secret_value, SecretId="shop-a") == "ResourceNotFoundException"
    home.put_secret_value(SecretId="shop-a", SecretString="one")
    arn = f"arn:aws:secretsmanager:{OTHER}:123456789012:secret:shop-a-??????"
    reader = _client(aws, "secretsmanager", OTHER, role_of(aws, "reader", {**READ, "Resource": arn}))
    assert reader.get_secret_value(SecretId="shop-a")["SecretString"] == "one"
    assert _refused(other.put_secret_value, SecretId="shop-a", SecretString="two") != ""
    assert _refused(reader.put_secret_value, SecretId="shop-a", SecretString="two") == "AccessDeniedException"
    assert _refused(home.delete_secret, SecretId="shop-a") == "InvalidParameterException"
    assert (
        _refused(
            _client(
                aws, "secretsmanager", HOME, role_of(aws, "elsewhere", {**READ, "Resource": arn})
            ).get_secret_value,
            SecretId="shop-a",
        )
        == "AccessDeniedException"
    )


def test_a_name_that_goes_on_is_another_secret(aws: Emulator) -> None:
    home = _client(aws, "secretsmanager", HOME)
    home.create_secret(Name="shop-b", SecretString="b")
    home.create_secret(Name="shop-b-more", SecretString="more")
    arn = f"arn:aws:secretsmanager:{HOME}:123456789012:secret:shop-b-??????"
    reader = _client(aws, "secretsmanager", HOME, role_of(aws, "of-b", {**READ, "Resource": arn}))
    assert reader.get_secret_value(SecretId="shop-b")["SecretString"] == "b"
    assert (
        reader.get_secret_value(SecretId=home.describe_secret(SecretId="shop-b")["ARN"])["SecretString"]
        == "b"
    )
    assert _refused(reader.get_secret_value, SecretId="shop-b-more") == "AccessDeniedException"
    assert _refused(reader.get_secret_value, SecretId="shop-c") == "AccessDeniedException"


def test_a_secret_without_a_value_gets_one_where_rehearsals_ask(aws: Emulator) -> None:
    home = _client(aws, "secretsmanager", HOME)
    aws.the(SECRETSMANAGER).stands_in = True
    try:
        home.create_secret(Name="shop-d", AddReplicaRegions=[{"Region": OTHER}])
        home.create_secret(Name="shop-e", SecretString="its own")
    finally:
        aws.the(SECRETSMANAGER).stands_in = False
    other = _client(aws, "secretsmanager", OTHER)
    assert other.get_secret_value(SecretId="shop-d")["SecretString"] == VALUE
    assert home.get_secret_value(SecretId="shop-e")["SecretString"] == "its own"


def test_parameters_are_read_by_name(aws: Emulator) -> None:
    for name in ("/shop/rates", "/shop/others"):
        _client(aws, "ssm", HOME).put_parameter(Name=name, Value="1", Type="String")
    arn = f"arn:aws:ssm:{HOME}:123456789012:parameter/shop/rates"
    right = {"Effect": "Allow", "Action": ["ssm:GetParameter", "ssm:GetParameters"], "Resource": arn}
    reader = _client(aws, "ssm", HOME, role_of(aws, "rates", right))
    assert reader.get_parameter(Name="/shop/rates")["Parameter"]["Value"] == "1"
    assert reader.get_parameter(Name=arn)["Parameter"]["Value"] == "1"
    assert len(reader.get_parameters(Names=["/shop/rates"])["Parameters"]) == 1
    assert _refused(reader.get_parameter, Name="/shop/others") == "AccessDeniedException"
    assert _refused(reader.get_parameters, Names=["/shop/rates", "/shop/others"]) == "AccessDeniedException"
    assert _refused(reader.describe_parameters) == "AccessDeniedException"
