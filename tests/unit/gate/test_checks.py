"""What a gate makes of what AWS measures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.specs import EXAMPLE_NAMES, EXAMPLES, read, stack_of
from tests.unit.gate.aws import FAILURE, HERE, QUEUE, SPEC, SUCCESS, THERE, Aws, healthy, report, spec
from tfgen.gate.look import State, Verdict
from tfgen.gate.scene import Limits


def _codes(aws: Aws, **more: Any) -> list[str]:
    return [look.code.id for look in report(aws, **more).looks if look.holds_up]


def test_a_healthy_region_lets_the_next_one_go_on() -> None:
    found = report(healthy())
    assert found.verdict is Verdict.go
    assert {look.check for look in found.looks} == {"health", "functions", "api", "replication"}
    assert all(look.state is State.good for look in found.looks)
    assert not list(found.way_back())


BAD: dict[str, tuple[Callable[[Aws], object], list[str]]] = {
    "checkers": (lambda aws: aws.checkers.update({HERE: [SUCCESS] * 2 + [FAILURE] * 14}), ["TFG731"]),
    "calls": (lambda aws: aws.call(HERE, "put", 100, 40), ["TFG732", "TFG733"]),
    "throttles": (lambda aws: aws.call(HERE, "put", 10, throttled=30), ["TFG732", "TFG733"]),
    "5xx alone": (lambda aws: aws.send(HERE, "5xx", "api1", 50), ["TFG733"]),
    "writes to it": (lambda aws: aws.write(THERE, HERE, 94), ["TFG734"]),
    "writes from it": (lambda aws: aws.write(HERE, THERE, 94), ["TFG734"]),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_bad_stops(name: str) -> None:
    aws = healthy()
    spoil, codes = BAD[name]
    spoil(aws)
    assert _codes(aws) == codes
    assert report(aws).verdict is Verdict.stop


@pytest.mark.parametrize("name", ["checkers", "calls", "throttles", "5xx alone"])
def test_what_is_bad_elsewhere_does_not(name: str) -> None:
    aws = healthy()
    BAD[name][0](aws)
    assert report(aws, regions=(THERE,)).verdict is Verdict.go


def test_three_of_sixteen_checkers_are_more_than_18_percent() -> None:
    aws = healthy()
    aws.checkers[HERE] = [SUCCESS] * 3 + [FAILURE] * 13
    assert _codes(aws) == []
    assert "3 of 16" in report(aws).looks[0].says and "502" in report(aws).looks[0].says


def test_limits_are_said() -> None:
    aws = healthy()
    aws.call(HERE, "put", 10, 4)
    aws.write(HERE, THERE, 94)
    assert _codes(aws, limits=Limits(errors=50, lag=100)) == []


def test_what_failed_before_is_told_and_does_not_count() -> None:
    aws = healthy()
    aws.call(HERE, "put", 200, 100, ago=15)
    assert _codes(aws) == []
    aws.call(HERE, "put", 100, 50)
    says = next(look.says for look in report(aws).looks if look.code.id == "TFG732")
    assert says == "put: 50 of 300 calls failed (16.7 %), 25.0 % before"


def test_calls_of_health_checks_are_no_traffic() -> None:
    aws = Aws()
    aws.call(HERE, "health", 40)
    aws.write(HERE, THERE, 1)
    found = report(aws)
    assert found.verdict is Verdict.unknown
    assert [(look.check, look.says) for look in found.looks if look.holds_up] == [
        ("functions", "nobody called a function, but for health checks (40 calls)")
    ]
    assert report(aws, allowed=("functions",)).verdict is Verdict.go


def test_a_drained_region_has_no_traffic_and_no_health_check() -> None:
    aws = Aws()
    aws.call(HERE, "health", 40)
    aws.write(HERE, THERE, 1)
    found = report(aws, spec(routing={"drained": [HERE]}))
    assert found.verdict is Verdict.go
    assert [look.check for look in found.looks if look.state is State.unknown] == ["health"]
    aws.call(HERE, "health", 10, 10)
    steps = list(report(aws, spec(routing={"drained": [HERE]})).way_back())
    assert steps[0].startswith(f"{HERE} is drained")


def test_without_data_nothing_is_healthy() -> None:
    found = report(Aws())
    assert found.verdict is Verdict.unknown
    assert [look.check for look in found.looks if look.holds_up] == ["functions", "api", "replication"]


def test_a_health_check_that_none_has_asked_yet_is_unknown() -> None:
    aws = healthy()
    aws.checkers[HERE] = []
    assert _codes(aws) == ["TFG737"]


def test_writes_that_wait_are_counted_where_aws_counts_them() -> None:
    aws, old = healthy(), spec(tables={"notes": {"key": {"id": "S"}, "global_table": "2017.11.29"}})
    aws.metrics = {key: value for key, value in aws.metrics.items() if key[1] != "ReplicationLatency"}
    aws.send(THERE, "PendingReplicationCount", f"notes-notes {HERE}", 70)
    assert _codes(aws, stack=old) == ["TFG734"]
    assert _codes(aws) == ["TFG737"], "of 2019.11.21 it is not measured, and not asked for"


@pytest.mark.parametrize(("depth", "codes"), [(0, []), (3, ["TFG735"]), (None, ["TFG737"])])
def test_dead_letters(depth: int | None, codes: list[str]) -> None:
    aws, stack = healthy(), spec(**QUEUE)
    aws.queues = {} if depth is None else {"notes-jobs-dead": depth}
    assert _codes(aws, stack=stack) == codes
    if depth:
        assert _codes(aws, stack=stack, limits=Limits(dead_letters=depth)) == []


def _alarm(name: str, state: str) -> dict[str, str]:
    return {"AlarmName": name, "StateValue": state, "StateReason": "Threshold Crossed"}


@pytest.mark.parametrize(
    ("name", "state", "codes"),
    [
        ("notes-p99", "OK", []),
        ("notes-p99", "ALARM", ["TFG736"]),
        ("notes-p99", "INSUFFICIENT_DATA", ["TFG737"]),
        ("another-p99", "ALARM", []),
    ],
)
def test_alarms(name: str, state: str, codes: list[str]) -> None:
    aws = healthy()
    aws.alarms = [_alarm(name, state)]
    assert _codes(aws) == codes


def test_an_alarm_that_is_named_counts_and_must_be_there() -> None:
    aws = healthy()
    aws.alarms = [_alarm("another-p99", "ALARM")]
    assert _codes(aws, limits=Limits(alarms=("another-p99",))) == ["TFG736"]
    assert _codes(aws, limits=Limits(alarms=("gone",))) == ["TFG737"]


def test_a_service_without_routes_or_a_domain_is_judged_by_what_it_has() -> None:
    functions = {"put": {"handler": "app.put"}}
    without = {key: value for key, value in SPEC.items() if key != "domain"}
    stack = stack_of({**without, "tables": {}, "functions": functions})
    found = report(healthy(), stack)
    assert [look.check for look in found.looks] == ["functions"]
    assert found.verdict is Verdict.go


def test_the_way_back_leads_elsewhere_only_where_there_is_an_elsewhere() -> None:
    aws = healthy()
    BAD["calls"][0](aws)
    assert next(report(aws).way_back()).startswith(f"lead the clients of {HERE} to {THERE}")
    assert len(list(report(aws, spec(regions=[HERE])).way_back())) == 1


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_of_every_example_something_is_asked_and_nothing_known(name: str) -> None:
    stack = read((EXAMPLES / name / "spec.yaml").read_text("utf-8"))[1]
    aws = Aws()
    found = report(aws, stack, regions=tuple(region.name for region in stack.regions))
    assert found.verdict is Verdict.unknown
    assert {look.region for look in found.looks} == {region.name for region in stack.regions}
    assert aws.asked["get_metric_data"] == len(stack.regions)
    assert not list(found.way_back())
