"""`tfgen evacuate` against the emulated AWS: where DNS leads clients, before, after, and when it is undone."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.component.test_cli import run
from tests.specs import stack_of
from tfgen.emulator.emulator import Emulator, Options, emulator
from tfgen.emulator.server import CREDENTIALS, prepare, undisturbed

HOME, EAST, WEST = "eu-west-1", "us-east-1", "us-west-2"
DOMAIN = "api.example.com"
SPEC = f"""\
tfgen: 1
service: shop
domain: {DOMAIN}
regions: [{HOME}, {EAST}, {WEST}]
defaults: {{code: src, runtime: python3.13}}
functions:
  get: {{handler: get.main, http: GET /health, reserved: 7}}
"""


_TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}
    ],
}


@pytest.fixture(scope="module")
def aws() -> Iterator[Emulator]:
    """An emulated AWS with the records and health checks of the spec, and its function in every region."""
    with undisturbed(), emulator(Options(speed=600)) as found:
        session = prepare(stack_of(SPEC), found.endpoint)

        def client(service: str, region: str) -> Any:
            return session.client(service, region_name=region, endpoint_url=found.endpoint)

        route53 = client("route53", EAST)
        zone = route53.list_hosted_zones_by_name(DNSName="example.com")["HostedZones"][0]["Id"]
        role = client("iam", EAST).create_role(RoleName="any", AssumeRolePolicyDocument=json.dumps(_TRUST))[
            "Role"
        ]["Arn"]
        code = io.BytesIO()
        with zipfile.ZipFile(code, "w") as archive:
            archive.writestr("get.py", "def main(*_):\n    return {'statusCode': 200}\n")
        for region in (HOME, EAST, WEST):
            # a disabled check counts as healthy: nothing answers here
            check = route53.create_health_check(
                CallerReference=region,
                HealthCheckConfig={"Type": "HTTPS", "FullyQualifiedDomainName": DOMAIN, "Disabled": True},
            )["HealthCheck"]["Id"]
            record = {"Name": DOMAIN, "Type": "CNAME", "TTL": 60, "SetIdentifier": region, "Region": region}
            record |= {"ResourceRecords": [{"Value": f"{region}.example.net"}], "HealthCheckId": check}
            batch = {"Changes": [{"Action": "CREATE", "ResourceRecordSet": record}]}
            route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch=batch)
            function = client("lambda", region)
            function.create_function(
                FunctionName="shop-get",
                Runtime="python3.13",
                Role=role,
                Handler="get.main",
                Code={"ZipFile": code.getvalue()},
            )
            function.put_function_concurrency(FunctionName="shop-get", ReservedConcurrentExecutions=7)
        yield found


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    path = tmp_path / "spec.yaml"
    path.write_text(SPEC, "utf-8")
    return path


Say = Callable[..., Any]


@pytest.fixture
def say(aws: Emulator, spec: Path) -> Say:
    """Runs the command on the spec."""
    return lambda *words: run(
        "evacuate", *words, spec, cwd=spec.parent, stdin="", **CREDENTIALS, AWS_ENDPOINT_URL=aws.endpoint
    )


def _led(aws: Emulator, client: str) -> str | None:
    return aws.resolver.resolve(DOMAIN, "CNAME", client)[0].region


def _reserved(aws: Emulator, region: str) -> int | None:
    functions = boto3.client("lambda", region_name=region, endpoint_url=aws.endpoint)
    found: int | None = functions.get_function_concurrency(FunctionName="shop-get").get(
        "ReservedConcurrentExecutions"
    )
    return found


def test_traffic_goes_elsewhere_and_comes_back(aws: Emulator, spec: Path, say: Say) -> None:
    assert _led(aws, EAST) == EAST
    dry = say(EAST)
    assert dry.returncode == 0 and "dry run" in dry.stdout and "--apply does it" in dry.stderr
    assert "Route 53's control plane, which is in us-east-1" in dry.stdout
    assert _led(aws, EAST) == EAST and spec.read_text("utf-8") == SPEC
    done = say(EAST, "--apply")
    assert done.returncode == 0, done.stderr
    assert _led(aws, EAST) == WEST and "drained: [us-east-1]" in spec.read_text("utf-8")
    assert stack_of(spec.read_text("utf-8")), "the spec says what is so"
    again = say(EAST, "--apply")
    assert again.returncode == 0 and "it is so already" in again.stderr
    assert spec.read_text("utf-8").count("drained") == 1
    undone = say(EAST, "--undo", "--apply")
    assert undone.returncode == 0 and spec.read_text("utf-8") == SPEC


def test_a_function_is_throttled_where_route_53_cannot_be_changed(
    aws: Emulator, spec: Path, say: Say
) -> None:
    dry = say(WEST, "--way", "function")
    assert "Lambda's control plane in us-west-2, and no other" in dry.stdout
    assert (_reserved(aws, WEST), _reserved(aws, HOME)) == (7, 7)
    assert say(WEST, "--way", "function", "--apply").returncode == 0
    assert (_reserved(aws, WEST), _reserved(aws, HOME)) == (0, 7)
    assert "drained: [us-west-2]" in spec.read_text("utf-8")
    assert say(WEST, "--way", "function", "--undo", "--apply").returncode == 0
    assert _reserved(aws, WEST) == 7 and spec.read_text("utf-8") == SPEC


def test_what_would_leave_no_region_is_refused(spec: Path, say: Say) -> None:
    spec.write_text(f"{SPEC}routing: {{drained: [{EAST}, {WEST}]}}\n", "utf-8")
    told = say(HOME, "--apply")
    assert told.returncode == 1 and "last region that takes traffic" in told.stderr
    told = say("sa-east-1", "--apply")
    assert told.returncode == 1 and "no region of the spec" in told.stderr


def test_a_control_plane_that_does_not_answer_is_told(aws: Emulator, spec: Path) -> None:
    lost = {**CREDENTIALS, "AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_MAX_ATTEMPTS": "1"}
    told = run("evacuate", EAST, "--apply", spec, cwd=spec.parent, stdin="", **lost)
    assert told.returncode == 1 and "TFG295" in told.stderr and "--way function" in told.stderr
    assert spec.read_text("utf-8") == SPEC
