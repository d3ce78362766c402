"""Rounds, and how they are told."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.specs import ROOT, dump, read
from tests.unit.gate.aws import HERE, QUEUE, SPEC, THERE, Aws, healthy, report, spec
from tfgen.gate.asking import Asking
from tfgen.gate.formats import Format, text
from tfgen.gate.look import Verdict
from tfgen.gate.moments import moment, seconds
from tfgen.gate.report import Report
from tfgen.gate.rights import ACTIONS
from tfgen.gate.run import Plan, gate
from tfgen.gate.scene import Limits

PAGE = (ROOT / "docs/gate.md").read_text("utf-8")
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def _baked(aws: Aws, rounds: list[str]) -> Report:
    """A gate that bakes until the first bad look, in which each wait spoils more."""
    plan = Plan(spec(), spec().regions[:1], Limits(), datetime.now(UTC) - timedelta(minutes=10), bake=3600)

    def wait(_: float) -> None:
        rounds.append("waited")
        if len(rounds) == 2:
            aws.call(HERE, "put", 100, 100)

    found = gate(plan, aws.clients, lambda _: None, wait)
    assert isinstance(found, Report)
    return found


def test_the_first_bad_look_ends_it() -> None:
    rounds: list[str] = []
    found = _baked(healthy(), rounds)
    assert (found.verdict, found.rounds, len(rounds)) == (Verdict.stop, 3, 2)


def test_what_is_unknown_may_become_known_meanwhile() -> None:
    aws = Aws()
    rounds: list[str] = []
    assert _baked(aws, rounds).rounds == 3
    assert report(healthy(), bake=0.001).verdict is Verdict.go


def test_metrics_of_a_region_are_asked_for_at_once() -> None:
    aws = healthy()
    assert report(aws, regions=(HERE, THERE)).verdict is Verdict.go
    assert aws.asked["get_metric_data"] == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [("90s", 90), ("10m", 600), ("1h", 3600), ("24h", 86400), ("25h", None), ("10", None), ("", None)],
)
def test_stretches_of_time(text: str, found: int | None) -> None:
    assert seconds(text) == found


@pytest.mark.parametrize(
    ("text", "ago"),
    [
        ("15m", timedelta(minutes=15)),
        ("2026-11-20T11:00:00Z", timedelta(hours=1)),
        ("2026-11-20T11:00", timedelta(hours=1)),
        ("2026-11-20T12:30+01:00", timedelta(minutes=30)),
        ("2026-11-20T13:00Z", None),
        ("2026-11-01", None),
        ("yesterday", None),
    ],
)
def test_moments(text: str, ago: timedelta | None) -> None:
    found = moment(text, NOW)
    assert found == (None if ago is None else NOW - ago)


def _failing() -> Report:
    aws = healthy()
    aws.call(HERE, "put", 100, 50)
    return report(aws, regions=(HERE, THERE))


def test_text() -> None:
    source, _ = read(dump(SPEC))
    told = Format.text.render(_failing(), source).splitlines()
    assert told[0].startswith(f"notes in {HERE}, {THERE}, since ")
    assert "  bad      functions    put: 50 of 300 calls failed (16.7 %), 0.0 % before  [TFG732]" in told
    assert "  good     replication  notes: writes from us-east-1 took 0.9 s to arrive in eu-west-1" in told
    assert told[-3].startswith("stop: eu-west-1: put: 50 of 300 calls failed")
    assert told[-1].endswith("undo the change: revert its commit, and apply")


def test_json() -> None:
    source, _ = read(dump(SPEC))
    found = json.loads(Format.json.render(_failing(), source))
    assert (found["version"], found["verdict"], found["regions"]) == (1, "stop", [HERE, THERE])
    held = [(each["region"], each["check"], each["code"]) for each in found["looks"] if each["holds_up"]]
    assert held == [(HERE, "functions", "TFG732"), (HERE, "api", "TFG733")]
    assert len(found["way_back"]) == 2


def test_github_annotates_lines_of_the_spec() -> None:
    source, _ = read(dump(SPEC))
    lines = Format.github.render(_failing(), source).splitlines()
    line = source.span(("functions", "put")).line
    assert lines[0].startswith(f"::error file=spec.yaml,line={line},") and "TFG732" in lines[0]
    assert Format.github.render(report(healthy()), source) == ""


def test_junit() -> None:
    source, _ = read(dump(SPEC))
    suites = ET.fromstring(Format.junit.render(_failing(), source))  # noqa: S314  # our own
    assert (suites.get("tests"), suites.get("failures"), suites.get("skipped")) == ("8", "2", "0")
    allowed = report(Aws(), allowed=("functions", "api", "replication"))
    assert allowed.verdict is Verdict.go
    suites = ET.fromstring(Format.junit.render(allowed, source))  # noqa: S314  # our own
    assert (suites.get("failures"), suites.get("skipped")) == ("0", "3")


def test_the_page_shows_a_report_as_it_is() -> None:
    aws = healthy()
    aws.call(HERE, "put", 100, 50)
    found = dataclasses.replace(report(aws), since="2026-11-20T12:00:00Z", rounds=3, seconds=62.0)
    shown = PAGE.partition("```text\n")[2].partition("```")[0]
    assert text.render(found) == shown


def test_the_page_lists_every_right_that_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {"sqs:GetQueueUrl"}  # without which no queue is found
    ask = Asking._ask

    def noted(self: Asking, service: str, region: str, action: str, question: Any) -> Any:
        asked.add(action)
        return ask(self, service, region, action, question)

    monkeypatch.setattr(Asking, "_ask", noted)
    report(healthy(), spec(**QUEUE))
    assert asked == set(ACTIONS)
    assert {f"`{action}`" in PAGE for action in ACTIONS} == {True}
