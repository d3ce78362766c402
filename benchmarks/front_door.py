"""Sends requests to an emulated API at a steady rate and says how they fared; exits 1 if it did not keep up.

Each request goes through the front door to a warm Python function that reads an item with boto3. The emulator runs
in a process of its own, so that its figures are its own. Latencies count from when a request was due.
"""

from __future__ import annotations

import argparse
import http.client
import io
import json
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from typing import Any

REGION = "eu-west-1"
DOMAIN = "api.example.com"
HANDLER = """
import boto3, json
table = boto3.resource("dynamodb").Table("keyvalues")

def main(event, context):
    item = table.get_item(Key={"key": event["pathParameters"]["key"]})["Item"]
    return {"statusCode": 200, "body": json.dumps({"value": item["value"]})}
"""
KEPT_UP = 0.97
"""Of the rate that was asked for."""


def main() -> int:
    """Serves, or measures what another process serves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=200, help="requests a second (200)")
    parser.add_argument("--seconds", type=float, default=30, help="how long (30)")
    parser.add_argument("--threads", type=int, default=16, help="connections (16)")
    parser.add_argument("--serve", action="store_true", help="only serve, until the standard input ends")
    options = parser.parse_args()
    if options.serve:
        return _serve()
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.front_door", "--serve"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout and server.stdin
        address = server.stdout.readline().strip().removeprefix("http://")
        load = _Load(address, options.rate, options.threads)
        load.run(2)  # warms the caches
        load = _Load(address, options.rate, options.threads)
        before = _processes(server.pid)
        began = time.perf_counter()
        load.run(options.seconds)
        took = time.perf_counter() - began
        after = _processes(server.pid)
        server.stdin.close()
    return _report(load, took, options.rate, before, after)


class _Load:
    """A number of connections that share a rate."""

    def __init__(self, address: str, rate: float, threads: int) -> None:
        self._address = address
        self._interval = threads / rate
        self._threads = threads
        self._lock = threading.Lock()
        self.latencies: list[float] = []
        """Seconds of the requests that were answered with a 200."""
        self.failures: dict[str, int] = {}

    def run(self, seconds: float) -> None:
        began = time.perf_counter()
        threads = [
            threading.Thread(
                target=self._ask, args=(began + number * self._interval / self._threads, seconds)
            )
            for number in range(self._threads)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _ask(self, due: float, seconds: float) -> None:
        connection = http.client.HTTPConnection(self._address, timeout=60)
        end = due + seconds
        while due < end:
            time.sleep(max(0.0, due - time.perf_counter()))
            try:
                connection.request("GET", "/keys/a", headers={"host": DOMAIN})
                response = connection.getresponse()
                body = response.read()
                failure = "" if response.status == 200 else f"{response.status} {body[:80]!r}"
            except OSError as error:
                failure = type(error).__name__
                connection.close()
            with self._lock:
                if failure:
                    self.failures[failure] = self.failures.get(failure, 0) + 1
                else:
                    self.latencies.append(time.perf_counter() - due)
            due += self._interval
        connection.close()


def _report(
    load: _Load, took: float, rate: float, before: tuple[int, float], after: tuple[int, float]
) -> int:
    latencies = sorted(load.latencies) or [0.0]
    reached = len(load.latencies) / took
    failed = sum(load.failures.values())
    print(f"requests: {reached:.1f}/s of {rate:g}/s, {failed} failed")
    for failure, count in load.failures.items():
        print(f"  {count} x {failure}")
    shares = {"50": 0.5, "95": 0.95, "99": 0.99}
    figures = [
        f"p{name} {latencies[int(share * (len(latencies) - 1))] * 1000:.1f}" for name, share in shares.items()
    ]
    print(f"latency in ms: {', '.join(figures)}, worst {latencies[-1] * 1000:.1f}")
    print(f"processes: {before[0]} before, {after[0]} after")
    print(f"memory in MB: {before[1]:.0f} before, {after[1]:.0f} after")
    return 0 if not failed and reached >= rate * KEPT_UP else 1


def _processes(root: int) -> tuple[int, float]:
    """How many processes there are below one, itself included, and how much memory they hold in MB."""
    listed = subprocess.run(
        ["ps", "-axo", "pid=,ppid=,rss="], capture_output=True, text=True, check=True
    ).stdout.split()
    rows = [tuple(map(int, listed[at : at + 3])) for at in range(0, len(listed), 3)]
    family = {root}
    while grown := {pid for pid, parent, _ in rows if parent in family} - family:
        family |= grown
    return len(family), sum(rss for pid, _, rss in rows if pid in family) / 1024


def _serve() -> int:
    from tfgen.emulator.emulator import emulator

    with emulator() as aws:
        _prepare(aws.endpoint)
        print(aws.front_door, flush=True)
        sys.stdin.read()
    return 0


def _prepare(address: str) -> None:
    """Makes the table, the function, the API and its domain."""
    import boto3

    session = boto3.Session("emulated", "emulated", region_name=REGION)

    def client(name: str) -> Any:
        return session.client(name, endpoint_url=address)  # type: ignore[call-overload]

    dynamodb, iam, functions, apis = (client(name) for name in ("dynamodb", "iam", "lambda", "apigatewayv2"))
    dynamodb.create_table(
        TableName="keyvalues",
        KeySchema=[{"AttributeName": "key", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "key", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    dynamodb.put_item(TableName="keyvalues", Item={"key": {"S": "a"}, "value": {"S": "some text"}})
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}
    trusted = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    role = iam.create_role(RoleName="reader", AssumeRolePolicyDocument=trusted)["Role"]["Arn"]
    statement = {"Effect": "Allow", "Action": ["dynamodb:GetItem", "logs:*"], "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    iam.put_role_policy(RoleName="reader", PolicyName="function", PolicyDocument=policy)
    route53 = client("route53")
    zone = route53.create_hosted_zone(Name="example.com", CallerReference="benchmark")["HostedZone"]["Id"]

    def change(record: dict[str, Any]) -> None:
        changes = [{"Action": "CREATE", "ResourceRecordSet": record}]
        route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})

    client("logs").create_log_group(logGroupName="/aws/lambda/reader")
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("app.py", HANDLER)
    arn = functions.create_function(
        FunctionName="reader",
        Runtime="python3.13",
        Role=role,
        Handler="app.main",
        Timeout=10,
        Code={"ZipFile": code.getvalue()},
    )["FunctionArn"]
    functions.add_permission(
        FunctionName="reader",
        StatementId="api",
        Action="lambda:InvokeFunction",
        Principal="apigateway.amazonaws.com",
    )
    api = apis.create_api(Name="benchmark", ProtocolType="HTTP")["ApiId"]
    integration = apis.create_integration(
        ApiId=api, IntegrationType="AWS_PROXY", IntegrationUri=arn, PayloadFormatVersion="2.0"
    )["IntegrationId"]
    apis.create_route(ApiId=api, RouteKey="GET /keys/{key}", Target=f"integrations/{integration}")
    apis.create_stage(ApiId=api, StageName="$default", AutoDeploy=True)
    domain = apis.create_domain_name(
        DomainName=DOMAIN,
        DomainNameConfigurations=[
            {"CertificateArn": _certificate(client("acm"), change), "EndpointType": "REGIONAL"}
        ],
    )["DomainNameConfigurations"][0]
    target = {"DNSName": domain["ApiGatewayDomainName"], "HostedZoneId": domain["HostedZoneId"]}
    alias = {"AliasTarget": {**target, "EvaluateTargetHealth": False}}
    change({"Name": DOMAIN, "Type": "A", "SetIdentifier": REGION, "Region": REGION, **alias})
    apis.create_api_mapping(DomainName=DOMAIN, ApiId=api, Stage="$default")


def _certificate(acm: Any, change: Callable[[dict[str, Any]], None]) -> str:
    arn: str = acm.request_certificate(DomainName=DOMAIN, ValidationMethod="DNS")["CertificateArn"]
    options = acm.describe_certificate(CertificateArn=arn)["Certificate"]["DomainValidationOptions"]
    wanted = options[0]["ResourceRecord"]
    values = [{"Value": wanted["Value"]}]
    change({"Name": wanted["Name"], "Type": wanted["Type"], "TTL": 300, "ResourceRecords": values})
    acm.describe_certificate(CertificateArn=arn)  # finds the record
    return arn


if __name__ == "__main__":
    sys.exit(main())
