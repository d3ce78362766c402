"""An API changes in place: its throttle goes, it becomes a REST API and an HTTP API again, under the same domain, while
its function gets another name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.e2e.planning import actions, plan_again, succeed, write_tree
from tests.specs import dump, example, read
from tfgen.check.terraform import Terraform, initialise
from tfgen.emulator.server import CREDENTIALS, emulated
from tfgen.stack.policy import policy

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

MAPPING = "module.eu_west_1.module.domain.aws_apigatewayv2_api_mapping.this"
HTTP = 'module.eu_west_1.module.http_api["api"].aws_apigatewayv2_api.this'
ROUTE = 'module.eu_west_1.module.http_api["api"].aws_apigatewayv2_route.this'
PERMISSION = 'module.eu_west_1.module.http_api["api"].aws_lambda_permission.this["hello"]'
REST = 'module.eu_west_1.module.rest_api["api"].aws_api_gateway_rest_api.this'


THROTTLE = {"rate": 100, "burst": 50}
NO_LIMITS: dict[str, set[tuple[Any, ...]]] = {"http": set(), "rest": {(-1, -1)}}
"""What leaves the account's: nothing, or, of a REST API, what stands for it."""


def _spec(kind: str, function: str, *, throttled: bool = False) -> str:
    spec: dict[str, Any] = example("hello")
    spec["functions"] = {function: {**spec["functions"]["hello"], "access": {"items": "read-write"}}}
    spec["tables"] = {"items": {"key": {"id": "S"}}}
    api = {"kind": kind, **({"throttle": THROTTLE} if throttled else {})}
    return dump({**spec, "regions": ["eu-west-1"], "api": api})


@pytest.fixture
def runner(tmp_path: Path, terraform: Path, terraform_env: dict[str, str]) -> Iterator[Terraform]:
    """terraform in a folder, pointed at an emulated AWS."""
    stack = write_tree(tmp_path, _spec("http", "hello"))
    with emulated(stack) as endpoint:
        runner = Terraform(
            terraform, tmp_path, {**terraform_env, **CREDENTIALS, "AWS_ENDPOINT_URL": endpoint}
        )
        succeed(initialise(runner))
        yield runner


def _applied(runner: Terraform, kind: str, function: str, *, throttled: bool = False) -> list[str]:
    """What terraform did, in order."""
    write_tree(runner.folder, _spec(kind, function, throttled=throttled))
    applied = runner.run("apply", "-input=false", "-no-color", "-auto-approve")
    succeed(applied)
    return applied.stdout.splitlines()


def _client(runner: Terraform, service: str) -> Any:
    endpoint = runner.environment["AWS_ENDPOINT_URL"]
    return boto3.client(service, region_name="eu-west-1", endpoint_url=endpoint)  # type: ignore[call-overload]


def _limits(runner: Terraform, kind: str) -> set[tuple[Any, ...]]:
    """Rate and burst of each route, or of all methods, as API Gateway has them; empty if the account's hold."""
    service = "apigatewayv2" if kind == "http" else "apigateway"
    client = _client(runner, service)
    if kind == "rest":
        [api] = client.get_rest_apis()["items"]
        settings = client.get_stage(restApiId=api["id"], stageName="live")["methodSettings"].values()
        return {(each.get("throttlingRateLimit"), each.get("throttlingBurstLimit")) for each in settings}
    [api] = client.get_apis()["Items"]
    stage = client.get_stage(ApiId=api["ApiId"], StageName="$default")
    assert stage["DefaultRouteSettings"] == {"DetailedMetricsEnabled": False}
    settings = stage["RouteSettings"].values()
    return {(each["ThrottlingRateLimit"], each["ThrottlingBurstLimit"]) for each in settings}


def _assert_policy(runner: Terraform) -> None:
    """The policy of a function's role is the one whose size rules tell."""
    _, stack = read(_spec("http", "hello"))
    made = _client(runner, "iam").get_role_policy(RoleName="hello-hello-eu-west-1", PolicyName="function")
    assert made["PolicyDocument"] == json.loads(policy(stack, stack.home, "hello"))


def _line(lines: list[str], beginning: str) -> int:
    [found] = [number for number, line in enumerate(lines) if line.startswith(beginning)]
    return found


def test_an_api_goes_when_the_domain_leads_to_the_one_that_takes_its_place(runner: Terraform) -> None:
    """And a throttle that is taken away leaves the account's limits, not 0; a route leads to another function first."""
    _applied(runner, "http", "hello", throttled=True)
    _assert_policy(runner)
    assert _limits(runner, "http") == {(100, 50)}
    lines = _applied(runner, "http", "hi")
    assert _line(lines, f'{ROUTE}["GET /"]: Modifications complete') < _line(
        lines, f"{PERMISSION}: Destroying..."
    )
    assert _limits(runner, "http") == NO_LIMITS["http"]
    for kind, function, old in (("rest", "hello", HTTP), ("http", "greet", REST)):
        lines = _applied(runner, kind, function)
        assert _limits(runner, kind) == NO_LIMITS[kind]
        assert _line(lines, f"{MAPPING}: Creation complete") < _line(lines, f"{old}: Destroying...")
    assert set(actions(plan_again(runner))) == {"no-op"}
