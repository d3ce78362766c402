"""The fixtures of this folder."""

from __future__ import annotations

import http.client
from collections.abc import Iterator

import pytest

from tests.component.emulator.front_door.service import DOMAIN, Service, target_name
from tests.component.emulator.functions.aws import REGION, Aws
from tests.component.emulator.functions.fixtures import aws, moto_server
from tfgen.emulator.chaos import Chaos
from tfgen.emulator.front_door import rest_deployments
from tfgen.emulator.front_door.front_door import FrontDoor
from tfgen.emulator.serving import served

__all__ = ["aws", "moto_server", "service"]


@pytest.fixture
def service(aws: Aws) -> Iterator[Service]:
    """Without any API; the domain leads clients near the first region to it."""
    names = {(DOMAIN, REGION): target_name()}
    chaos = Chaos()
    door = FrontDoor(aws.functions, chaos, lambda name, region: names.get((name, region)), REGION)
    with rest_deployments.patched(), served(door) as address:
        connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=60)
        yield Service(aws, chaos, door, connection, names)
        connection.close()
