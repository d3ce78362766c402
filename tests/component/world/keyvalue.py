"""The example keyvalue on the emulated AWS, without Terraform: handlers, tables, names; and its page in front of it."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.component.emulator.front_door.service import Service
from tests.component.emulator.functions.aws import ALL, Aws, eventually
from tests.specs import EXAMPLES
from tfgen.emulator.emulator import Emulator, Options, emulator

HOST = "keyvalue.example.com"
PAGE = "map.example.com"
REGIONS = ("eu-central-1", "eu-west-1", "us-west-2")
POLICY = f"default-src 'self'; connect-src 'self' {HOST} *.{HOST}"
"""What the page may load, and whom it may ask: a Content-Security-Policy."""
TABLE = "keyvalues"
HANDLERS = {"GET /{key}": "get_key", "POST /{key}": "set_key"}
CORS = {"AllowOrigins": ["*"], "AllowMethods": ["GET", "POST"], "AllowHeaders": ["content-type"]}


def regional(region: str) -> str:
    """A region's own name."""
    return f"{region}.{HOST}"


@dataclass(frozen=True)
class Keyvalue:
    """The service as it stands."""

    emulator: Emulator

    @property
    def told(self) -> dict[str, object]:
        """What the page is told of it: service.json."""
        regions = [{"name": name, "host": regional(name)} for name in REGIONS]
        return {"service": "keyvalue", "host": HOST, "regions": regions}

    @property
    def port(self) -> str:
        """Of the front door, at which all of its names answer."""
        return self.emulator.front_door.rpartition(":")[2]


@contextmanager
def keyvalue() -> Iterator[Keyvalue]:
    """Runs it in three regions, for clients in Europe, with replication that takes a while."""
    with emulator(Options(client="eu-central-1", lag=0.3)) as running:
        aws = Aws(running.endpoint, running.functions)
        connection = http.client.HTTPConnection(running.front_door.removeprefix("http://"))
        service = Service(aws, running.chaos, running.door, connection, {})
        _tables(aws)
        role = _role(aws)
        zone = aws.client("route53").create_hosted_zone(Name="example.com", CallerReference="page")[
            "HostedZone"
        ]["Id"]
        files = {path.name: path.read_text("utf-8") for path in (EXAMPLES / "keyvalue/src").glob("*.py")}
        for region in REGIONS:
            options = {"Environment": {"Variables": {"TABLE_KEYVALUES": TABLE}}, "Role": role}
            routes = {
                route: service.live(name, files, region=region, handler=f"{name}.main", **options)
                for route, name in HANDLERS.items()
            }
            api = service.http_api(routes, region=region, CorsConfiguration=CORS)
            certificate = _certificate(aws, region, zone)
            for domain in (HOST, regional(region)):
                _domain(aws, region, api, domain, certificate, zone)
        yield Keyvalue(running)


def _tables(aws: Aws) -> None:
    home, *others = REGIONS
    client = aws.client("dynamodb", home)
    client.create_table(
        TableName=TABLE,
        KeySchema=[{"AttributeName": "key", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "key", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )
    for region in others:
        client.update_table(TableName=TABLE, ReplicaUpdates=[{"Create": {"RegionName": region}}])
        assert eventually(lambda: client.describe_table(TableName=TABLE)["Table"]["TableStatus"] == "ACTIVE")


def _role(aws: Aws) -> str:
    trusted = {**ALL, "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    del trusted["Resource"]
    iam = aws.client("iam")
    document = json.dumps({"Version": "2012-10-17", "Statement": [trusted]})
    arn: str = iam.create_role(RoleName="keyvalue", AssumeRolePolicyDocument=document)["Role"]["Arn"]
    everything = json.dumps({"Version": "2012-10-17", "Statement": [ALL]})
    iam.put_role_policy(RoleName="keyvalue", PolicyName="function", PolicyDocument=everything)
    return arn


def _certificate(aws: Aws, region: str, zone: str) -> str:
    """Of a region, for all names; issued."""
    acm = aws.client("acm", region)
    names = {"DomainName": HOST, "SubjectAlternativeNames": [f"*.{HOST}"], "ValidationMethod": "DNS"}
    arn: str = acm.request_certificate(**names)["CertificateArn"]
    for option in acm.describe_certificate(CertificateArn=arn)["Certificate"]["DomainValidationOptions"]:
        record = option["ResourceRecord"]
        values = [{"Value": record["Value"]}]
        _record(aws, zone, Name=record["Name"], Type=record["Type"], TTL=60, ResourceRecords=values)
    status = acm.describe_certificate(CertificateArn=arn)["Certificate"]["Status"]
    assert status == "ISSUED"
    return arn


def _domain(aws: Aws, region: str, api: str, name: str, certificate: str, zone: str) -> None:
    """Maps a name to a region's API, and leads it there: the shared one by latency."""
    gateway = aws.client("apigatewayv2", region)
    configuration = {"CertificateArn": certificate, "EndpointType": "REGIONAL", "SecurityPolicy": "TLS_1_2"}
    made = gateway.create_domain_name(DomainName=name, DomainNameConfigurations=[configuration])
    gateway.create_api_mapping(ApiId=api, DomainName=name, Stage="$default")
    (said,) = made["DomainNameConfigurations"]
    alias = {"HostedZoneId": said["HostedZoneId"], "DNSName": said["ApiGatewayDomainName"]}
    latency = {"SetIdentifier": region, "Region": region} if name == HOST else {}
    _record(aws, zone, Name=name, Type="A", AliasTarget={**alias, "EvaluateTargetHealth": False}, **latency)


def _record(aws: Aws, zone: str, **record: Any) -> None:
    changes = [{"Action": "UPSERT", "ResourceRecordSet": record}]
    aws.client("route53").change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})
