"""Hosted zones, records and health checks in moto, made as requests make them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import boto3
from botocore.config import Config
from moto.backends import get_backend
from moto.core.base_backend import BackendDict
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from tfgen.emulator.serving import served

ACCOUNT = "123456789012"


def backend() -> Any:
    """moto's Route 53."""
    return get_backend("route53")[ACCOUNT]["aws"]


def hosted_zone(name: str) -> Any:
    """A new hosted zone."""
    return backend().create_hosted_zone(f"{name}.", private_zone=False)


def change(zone: Any, *records: dict[str, Any], action: str = "CREATE") -> None:
    """Makes one change for each record, in one batch."""
    changes = [{"Action": action, "ResourceRecordSet": dict(record)} for record in records]
    backend().change_resource_record_sets(zone.resource_id, changes)


def simple(name: str, kind: str, *values: str, **more: Any) -> dict[str, Any]:
    """A record set with values, and with a routing policy if more says so."""
    records = [{"Value": value} for value in values]
    return {"Name": name, "Type": kind, "TTL": 300, "ResourceRecords": records, **more}


def alias(name: str, target: str, **more: Any) -> dict[str, Any]:
    """An alias to a name that lies outside, as the modules make them."""
    target_of = {"DNSName": target, "HostedZoneId": "Z0", "EvaluateTargetHealth": True}
    return {"Name": name, "Type": "A", "AliasTarget": target_of, **more}


def latency(name: str, region: str, **more: Any) -> dict[str, Any]:
    """A latency alias to a region's API, as the modules make them."""
    return alias(name, f"d-1.execute-api.{region}.amazonaws.com", SetIdentifier=region, Region=region, **more)


def health_check(**said: Any) -> Any:
    """A new health check; by default of the kind that the modules make."""
    usual = {"type": "HTTPS", "fqdn": "a.example.com", "port": 443, "resource_path": "/health"}
    return backend().create_health_check("reference", {**usual, **said})


@contextlib.contextmanager
def client(user_agent: str = "") -> Iterator[Any]:
    """A client of a moto server of its own."""
    with served(DomainDispatcherApplication(create_backend_app)) as address:
        session = boto3.Session("emulated", "emulated", region_name="us-east-1")
        config = Config(user_agent_extra=user_agent, retries={"total_max_attempts": 1})
        yield session.client("route53", endpoint_url=address, config=config)


def forget() -> None:
    """moto's state belongs to the process."""
    BackendDict.reset()
