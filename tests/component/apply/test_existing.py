"""What exists is found by its name, as the emulated AWS answers; a dead or unwilling AWS is no answer."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import boto3
import pytest

from tfgen.apply.asking import Aws
from tfgen.apply.existing import LOOK_UPS, existing
from tfgen.apply.unpublished import unpublished
from tfgen.emulator import server
from tfgen.emulator.emulator import Options, emulator
from tfgen.plan.change import Change

REGION, OTHER = "eu-west-1", "us-east-1"
TRUST = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": "*"}]}'
Client = Callable[[str], Any]


def _zip() -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("a.py", "")
    return packed.getvalue()


def _role(client: Client) -> str:
    client("iam").create_role(RoleName="a", AssumeRolePolicyDocument=TRUST)
    return "a"


def _function(client: Client, name: str = "a") -> str:
    role = client("iam").create_role(RoleName=f"of-{name}", AssumeRolePolicyDocument=TRUST)["Role"]["Arn"]
    client("lambda").create_function(
        FunctionName=name,
        Role=role,
        Runtime="python3.13",
        Handler="a.a",
        Code={"ZipFile": _zip()},
        Publish=True,
    )
    return name


def _alias(client: Client) -> str:
    name = _function(client, "aliased")
    client("lambda").create_alias(FunctionName=name, Name="live", FunctionVersion="1")
    return f"{name}/live"


def _table(client: Client, name: str = "tab") -> str:
    client("dynamodb").create_table(
        TableName=name,
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )
    return name


def _replica(client: Client) -> str:
    name = _table(client, "copied")
    client("dynamodb").update_table(TableName=name, ReplicaUpdates=[{"Create": {"RegionName": OTHER}}])
    return f"{name}:{REGION}"


def _log_group(client: Client) -> str:
    client("logs").create_log_group(logGroupName="/a")
    return "/a"


def _queue(client: Client) -> str:
    return str(client("sqs").create_queue(QueueName="a")["QueueUrl"])


def _secret(client: Client) -> str:
    return str(client("secretsmanager").create_secret(Name="a", SecretString="x")["ARN"])


def _bucket(client: Client) -> str:
    client("s3").create_bucket(Bucket="a-bucket", CreateBucketConfiguration={"LocationConstraint": REGION})
    return "a-bucket"


def _certificate(client: Client, name: str) -> str:
    """Issued."""
    acm = client("acm")
    arn = str(acm.request_certificate(DomainName=name, ValidationMethod="DNS")["CertificateArn"])
    for option in acm.describe_certificate(CertificateArn=arn)["Certificate"]["DomainValidationOptions"]:
        record = option["ResourceRecord"]
        values = [{"Value": record["Value"]}]
        _write(client, Name=record["Name"], Type=record["Type"], TTL=60, ResourceRecords=values)
    assert acm.describe_certificate(CertificateArn=arn)["Certificate"]["Status"] == "ISSUED"
    return arn


def _http_domain(client: Client) -> str:
    arn = _certificate(client, "a.example.com")
    configuration = {"CertificateArn": arn, "EndpointType": "REGIONAL", "SecurityPolicy": "TLS_1_2"}
    client("apigatewayv2").create_domain_name(
        DomainName="a.example.com", DomainNameConfigurations=[configuration]
    )
    return "a.example.com"


def _rest_domain(client: Client) -> str:
    client("apigateway").create_domain_name(
        domainName="r.example.com",
        regionalCertificateArn=_certificate(client, "r.example.com"),
        endpointConfiguration={"types": ["REGIONAL"]},
    )
    return "r.example.com"


ZONE: list[str] = []


def _write(client: Client, **record: Any) -> None:
    changes = [{"Action": "UPSERT", "ResourceRecordSet": record}]
    client("route53").change_resource_record_sets(HostedZoneId=ZONE[0], ChangeBatch={"Changes": changes})


def _record(client: Client) -> str:
    for of_set in ("other", "z"):
        told = {"Name": "a.example.com", "Type": "TXT", "TTL": 60, "ResourceRecords": [{"Value": '"x"'}]}
        _write(client, **told, SetIdentifier=of_set, Weight=1)
    return f"{ZONE[0]}_a.example.com_TXT_z"


TABLE_ARN = f"arn:aws:dynamodb:{REGION}:123456789012:table/copied"
CASES: dict[str, tuple[Callable[[Client], str], dict[str, Any]]] = {
    "aws_iam_role": (_role, {"name": "a"}),
    "aws_lambda_function": (_function, {"function_name": "a"}),
    "aws_lambda_alias": (_alias, {"function_name": "aliased", "name": "live"}),
    "aws_dynamodb_table": (_table, {"name": "tab"}),
    "aws_dynamodb_table_replica": (_replica, {"global_table_arn": TABLE_ARN}),
    "aws_cloudwatch_log_group": (_log_group, {"name": "/a"}),
    "aws_sqs_queue": (_queue, {"name": "a"}),
    "aws_secretsmanager_secret": (_secret, {"name": "a"}),
    "aws_s3_bucket": (_bucket, {"bucket": "a-bucket"}),
    "aws_apigatewayv2_domain_name": (_http_domain, {"domain_name": "a.example.com"}),
    "aws_api_gateway_domain_name": (_rest_domain, {"domain_name": "r.example.com"}),
    "aws_route53_record": (_record, {"name": "a.example.com", "type": "TXT", "set_identifier": "z"}),
}


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with server.undisturbed(), emulator(Options()) as emulated, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", emulated.endpoint)
        session = boto3.Session()

        def made(service: str) -> Any:
            return session.client(service, region_name=REGION)  # type: ignore[call-overload]

        zone = made("route53").create_hosted_zone(Name="example.com", CallerReference="x")["HostedZone"]["Id"]
        ZONE[:] = [zone.rpartition("/")[2]]
        yield made


def _found(kind: str, after: dict[str, Any]) -> tuple[list[str], list[str]]:
    place = OTHER if kind == "aws_dynamodb_table_replica" else REGION
    change = Change(
        f"{kind}.this", kind, ("create",), {}, {**after, "zone_id": ZONE[0]} if "type" in after else after
    )
    found, unanswered = existing([change], lambda _: place, Aws())
    return [each.import_id for each in found], unanswered


def test_every_look_up_has_a_case() -> None:
    assert LOOK_UPS.keys() == CASES.keys()


@pytest.mark.parametrize("kind", CASES)
def test_what_exists_is_found_with_its_import_id(client: Client, kind: str) -> None:
    make, after = CASES[kind]
    assert _found(kind, after) == ([], [])
    made = make(client)
    assert _found(kind, after) == ([made], [])


def test_a_function_is_unpublished_until_it_is_published(client: Client) -> None:
    role = client("iam").create_role(RoleName="unpublished", AssumeRolePolicyDocument=TRUST)["Role"]["Arn"]
    made = {"FunctionName": "u", "Role": role, "Runtime": "python3.13", "Handler": "a.a", "Publish": True}
    client("lambda").create_function(**made, Code={"ZipFile": _zip()})

    def found(version: str) -> list[tuple[str, ...]]:
        before = {"function_name": "u", "publish": True, "version": version}
        change = Change("aws_lambda_function.u", "aws_lambda_function", ("no-op",), before, before)
        told, unanswered = unpublished([change], lambda _: REGION, Aws())
        assert not unanswered
        return [each.differs for each in told]

    assert found("1") == []
    client("lambda").update_function_configuration(FunctionName="u", MemorySize=256)
    assert found("1") == [("MemorySize",)]
    assert client("lambda").publish_version(FunctionName="u")["Version"] == "2"
    assert found("2") == []


def test_a_dead_aws_is_no_answer(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    found, unanswered = _found("aws_lambda_function", {"function_name": "a"})
    assert (found, unanswered) == (
        [],
        [f"lambda:get_function_configuration in {REGION}: EndpointConnectionError"],
    )
