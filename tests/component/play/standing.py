"""A stack that stands without terraform: two regions with an API and a table, a domain that leads to them."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import boto3
from moto.acm.models import acm_backends

from tests.component.emulator.conformance.service import Kept
from tests.component.emulator.dns import route53
from tests.component.emulator.functions.aws import ACCOUNT
from tests.component.play.pages import Page
from tests.specs import stack_of
from tfgen.emulator.emulator import Options, emulator
from tfgen.play import run, server
from tfgen.play.actions import Actions
from tfgen.play.building import Building
from tfgen.play.files import page_files
from tfgen.play.hub import Hub
from tfgen.play.session import Session
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.sdk import Clients

HOME, OTHER = REGIONS = ("eu-west-1", "us-east-1")
DOMAIN = "shop.example.com"
SPEC: dict[str, Any] = {
    "tfgen": 1,
    "service": "shop",
    "domain": DOMAIN,
    "regions": list(REGIONS),
    "defaults": {"code": "src", "runtime": "python3.13"},
    "tables": {"orders": {"key": {"id": "S"}}},
    "functions": {
        "orders": {
            "handler": "app.main",
            "http": ["GET /health", "GET /orders/{id}", "POST /orders/{id}"],
            "access": {"orders": "write"},
        }
    },
}
CODE = """
import json, os
def main(event, context):
    return {"statusCode": 200, "body": json.dumps([os.environ["AWS_REGION"], event["rawPath"], event.get("body")])}
"""


@contextlib.contextmanager
def stood(folder: Path, speed: float = 200) -> Iterator[Rehearsal]:
    """The stack, on an emulated AWS of its own."""
    with emulator(Options(HOME, speed=speed, lag=0.05)) as aws:
        kept = Kept(aws, folder)
        made = {region: _made(kept, region) for region in REGIONS}
        _lead(made)
        clients = Clients(boto3.Session("emulated", "emulated"), aws.endpoint)
        _make_tables(clients)
        stack, nothing = stack_of(SPEC), cast(Any, None)
        urls = {region: f"https://{host}" for region, (host, _) in made.items()}
        yield Rehearsal(stack, stack, nothing, nothing, (), aws, clients, frozenset(), urls=urls)


def _made(kept: Kept, region: str) -> tuple[str, str]:
    """The own host of a region's API, and where the domain leads in it."""
    uri = kept.service.live("shop-orders", CODE, region=region, Role=kept.role)
    api = kept.service.http_api(dict.fromkeys(SPEC["functions"]["orders"]["http"], uri), region=region)
    client = kept.service.aws.client("apigatewayv2", region)
    certificate = kept.service.aws.client("acm", region).request_certificate(DomainName=DOMAIN)[
        "CertificateArn"
    ]
    acm_backends[ACCOUNT][region]._certificates[certificate].status = "ISSUED"
    configuration = {"CertificateArn": certificate, "EndpointType": "REGIONAL"}
    made = client.create_domain_name(DomainName=DOMAIN, DomainNameConfigurations=[configuration])
    client.create_api_mapping(ApiId=api, DomainName=DOMAIN, Stage="$default")
    host = f"{api}.execute-api.{region}.amazonaws.com"
    return host, made["DomainNameConfigurations"][0]["ApiGatewayDomainName"]


def _lead(made: dict[str, tuple[str, str]]) -> None:
    """Latency records with health checks."""
    zone = route53.hosted_zone("example.com")
    for region, (host, target) in made.items():
        said = {"type": "HTTPS", "fqdn": host, "port": 443, "resource_path": "/health"}
        timing = {"request_interval": 30, "failure_threshold": 3}
        check = route53.backend().create_health_check(region, {**said, **timing})
        led = {"SetIdentifier": region, "Region": region, "HealthCheckId": check.id}
        route53.change(zone, route53.alias(DOMAIN, target, **led))


def _make_tables(clients: Clients) -> None:
    home = clients.of("dynamodb", HOME)
    home.create_table(
        TableName="shop-orders",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )
    home.update_table(TableName="shop-orders", ReplicaUpdates=[{"Create": {"RegionName": OTHER}}])
    end = time.monotonic() + 10
    while home.describe_table(TableName="shop-orders")["Table"]["Replicas"][0]["ReplicaStatus"] != "ACTIVE":
        assert time.monotonic() < end
        time.sleep(0.02)


@dataclass
class Played:
    """A play of the stack, and a page of it."""

    session: Session
    hub: Hub
    url: str
    page: Page


@contextlib.contextmanager
def played(rehearsal: Rehearsal) -> Iterator[Played]:
    """Everything as `tfgen play` has it, once the stack stands."""
    hub = Hub()
    actions = Actions(hub)
    with (
        server.served(hub, actions.do, actions.timeline, page_files()) as url,
        run.standing(rehearsal, Building(rehearsal, hub), hub, actions) as session,
    ):
        page = Page(url)
        page.wait(lambda: page.all("progress"))
        yield Played(session, hub, url, page)
