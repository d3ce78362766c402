"""The emulated AWS, put together: moto with its patches, functions, front door, DNS."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from moto.core.base_backend import BackendDict
from moto.core.model_instances import reset_model_data
from moto.moto_server.werkzeug_app import (
    MotoRequestHandler,
    create_backend_app,
)

from tfgen import process
from tfgen.emulator import account
from tfgen.emulator.authorization.issuer_api import IssuerApi
from tfgen.emulator.authorization.issuers import Issuers
from tfgen.emulator.chaos import Chaos
from tfgen.emulator.cloudfront import invalidations
from tfgen.emulator.control import Control
from tfgen.emulator.dns import answer_api
from tfgen.emulator.dns import server as dns_server
from tfgen.emulator.dns.health import HealthChecker
from tfgen.emulator.dns.routing import Resolver
from tfgen.emulator.dynamodb.global_tables import GlobalTables
from tfgen.emulator.dynamodb.service import DYNAMODB
from tfgen.emulator.front_door import rest_deployments
from tfgen.emulator.front_door.front_door import FrontDoor
from tfgen.emulator.functions.functions import Functions
from tfgen.emulator.gate import Gate
from tfgen.emulator.keep_alive import KeepAliveHandler
from tfgen.emulator.missing import Dispatcher, Refusing
from tfgen.emulator.pages import Pages
from tfgen.emulator.patches import quick_moto
from tfgen.emulator.quotas import quotas
from tfgen.emulator.quotas.limits import Limits
from tfgen.emulator.service import Ground, Service
from tfgen.emulator.service import Options as Options
from tfgen.emulator.serving import served
from tfgen.floor import members

T = TypeVar("T")

_DEFAULT = Options()


class _Handler(KeepAliveHandler, MotoRequestHandler):
    """Keeps connections, and the names of headers as moto wants them."""


PATCHES = members(
    "tfgen.emulator.patches",
    (
        "acm",
        "apigateway",
        "apigateway_authorizers",
        "apigateway_domains",
        "apigateway_tags",
        "apigateway_usage_plans",
        "apigatewayv2",
        "apigatewayv2_authorizers",
        "apigatewayv2_conflicts",
        "apigatewayv2_updates",
        "applicationautoscaling",
        "awslambda",
        "awslambda_checks",
        "awslambda_updates",
        "constraints",
        "event_source_mappings",
        "health_checks",
        "iam",
        "iam_roles",
        "kms",
        "logs",
        "route53",
        "route53_lists",
        "scalable_targets",
        "sqs",
        "sqs_requests",
        "wafv2",
    ),
    "patched",
)
"""Of moto's services."""

SERVICES: tuple[Service[Any], ...] = members(
    "tfgen.emulator",
    (
        "functions.service",
        "dynamodb.service",
        "sqs.service",
        "secretsmanager.service",
        "ssm.service",
        "s3.service",
        "cloudfront.service",
    ),
)
"""What the emulator adds to moto's services."""


@dataclass(frozen=True, slots=True)
class Emulator:
    """An AWS that runs in this process."""

    endpoint: str
    """Address of AWS's APIs, for AWS_ENDPOINT_URL."""
    front_door: str
    """Address at which every domain and API answers, by Host header."""
    dns: tuple[str, int]
    options: Options
    chaos: Chaos
    gate: Gate
    running: Mapping[Service[Any], Any]
    functions: Functions
    door: FrontDoor
    issuers: Issuers
    health: HealthChecker
    resolver: Resolver
    limits: Limits
    missing: dict[str, int] = field(default_factory=dict)
    """Actions that were asked for and are not there, and how often."""

    def the(self, service: Service[T]) -> T:
        """What runs of a service."""
        found: T = self.running[service]
        return found

    @property
    def tables(self) -> GlobalTables:
        """DynamoDB's."""
        return self.the(DYNAMODB)


@contextlib.contextmanager
def emulator(options: Options = _DEFAULT) -> Iterator[Emulator]:
    """Runs an emulated AWS; nothing of it is left when the block ends. Raises OSError if a port is taken."""
    chaos = Chaos()
    missing: dict[str, int] = {}
    with contextlib.ExitStack() as opened:
        scratch = opened.enter_context(process.temporary_folder())
        opened.callback(_forget)
        opened.enter_context(account.answering(options.account))
        for patch in PATCHES:
            opened.enter_context(patch())
        functions = Functions(scratch)
        ground = Ground(options, chaos, functions)
        running = {service: opened.enter_context(service.run(ground)) for service in SERVICES}
        opened.enter_context(functions.installed())
        opened.enter_context(functions.metrics.installed())
        opened.enter_context(rest_deployments.patched())
        opened.enter_context(quick_moto.patched())
        limits = opened.enter_context(quotas.patched(options.quotas))
        gate = Gate(Refusing(Dispatcher(create_backend_app), missing), chaos, SERVICES)
        issuers = Issuers()
        application = Pages(IssuerApi(Control(gate, chaos), issuers))
        functions.endpoint = opened.enter_context(served(application, options.endpoint_port, _Handler))
        issuers.endpoint = functions.endpoint
        health = HealthChecker(options.speed)
        resolver = Resolver(health.is_healthy)
        opened.enter_context(answer_api.answering(resolver))
        door = FrontDoor(functions, chaos, resolver.target, options.client, issuers)
        opened.callback(door.edge.close)
        opened.enter_context(invalidations.patched(door.edge.cache))
        health.front_door = opened.enter_context(served(door, options.front_door_port))
        opened.enter_context(health.running())
        dns = opened.enter_context(dns_server.served(resolver, options.client, options.dns_port))
        yield Emulator(
            functions.endpoint,
            health.front_door,
            dns,
            options,
            chaos,
            gate,
            running,
            functions,
            door,
            issuers,
            health,
            resolver,
            limits,
            missing,
        )


def _forget() -> None:
    """moto's state belongs to the process: the next emulator would find it."""
    BackendDict.reset()
    reset_model_data()
