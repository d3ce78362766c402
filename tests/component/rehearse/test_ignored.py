"""A step that fails and is ignored lets the others go on."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.specs import example, stack_of
from tfgen.diagnostics import Code
from tfgen.rehearse import run
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.step import Failed, Outcome, Passed, Status, Step

CODE = Code("TFG606", "a title", finds="it.", why="so.", example="x", instead="y.")


@pytest.mark.parametrize(
    ("reason", "statuses"),
    [("", [Status.failed, Status.not_reached]), ("known", [Status.ignored, Status.passed])],
)
def test_an_ignored_failure_ends_nothing(
    monkeypatch: pytest.MonkeyPatch, reason: str, statuses: list[Status]
) -> None:
    def fails(_: object) -> Outcome:
        return Failed("expected", "came", function="hello")

    def passes(_: object) -> Outcome:
        return Passed()

    emulator: Any = SimpleNamespace(missing={}, functions=SimpleNamespace(remarks=tuple))
    rehearsal = cast(
        "Rehearsal", SimpleNamespace(stack=stack_of(example("hello")), traffic=None, emulator=emulator)
    )
    monkeypatch.setattr(run, "remarks", lambda _: SimpleNamespace(notes=(), facts={}))
    monkeypatch.setattr(run, "not_run", lambda _: ())
    monkeypatch.setattr(run, "explained", lambda _, failed: failed)
    steps = (Step("lost", "it is lost", CODE, fails), Step("healed", "it is healed", CODE, passes))
    asked = []

    def ignores(step: Step, failed: Failed) -> str:
        asked.append((step.name, failed.function))
        return reason

    report = run.rehearse(rehearsal, lambda _: None, lambda _: None, steps, ignores)
    assert [result.status for result in report.results] == statuses
    assert asked == [("lost", "hello")]
    assert (report.failed is None) == bool(reason)
