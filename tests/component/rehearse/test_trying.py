"""The trials of all kinds in one step, and what a failure is told with."""

from __future__ import annotations

import ast
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.specs import ROOT, example, stack_of
from tfgen.rehearse import trying
from tfgen.rehearse.kinds import TRIALS
from tfgen.rehearse.run import steps_of
from tfgen.rehearse.step import Failed, NotApplicable, Outcome, Passed
from tfgen.rehearse.trial import Attempt, Remarks, Trial
from tfgen.rehearse.trying import eased, explained, remarks, tried
from tfgen.stack.kinds import KINDS
from tfgen.stack.kinds.api import API
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.queue import QUEUE
from tfgen.stack.kinds.table import TABLE
from tfgen.stack.stack import Stack
from tfgen.stack.variations import unprotected, with_free_replicas

REHEARSE = ROOT / "tfgen/rehearse"


def _stack(**more: Any) -> Stack:
    return stack_of({**example("hello"), **more})


def _rehearsal(stack: Stack) -> Any:
    return SimpleNamespace(stack=stack)


def _gives(outcome: Outcome) -> Attempt:
    return lambda _: outcome


def _with(monkeypatch: pytest.MonkeyPatch, *trials: Trial) -> None:
    monkeypatch.setattr(trying, "TRIALS", trials)


def test_what_every_kind_tells_is_told_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Trial(kind=FUNCTION, works=_gives(Passed(("one", "two"))))
    second = Trial(kind=API, works=_gives(NotApplicable("nothing to try")))
    third = Trial(kind=API, works=_gives(Passed(("three",))))
    _with(monkeypatch, first, second, third)
    assert tried(_rehearsal(_stack()), lambda trial: trial.works) == Passed(("one", "two", "three"))


def test_the_first_failure_is_the_last_that_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    failed = Failed("this", "that")

    def never(_: object) -> Outcome:
        raise AssertionError("it was tried")

    _with(monkeypatch, Trial(kind=FUNCTION, works=_gives(failed)), Trial(kind=API, works=never))
    assert tried(_rehearsal(_stack()), lambda trial: trial.works) is failed


def test_kinds_of_which_there_is_nothing_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    passed = _gives(Passed())
    _with(monkeypatch, Trial(kind=TABLE, works=passed), Trial(kind=QUEUE, works=passed), Trial(kind=FUNCTION))
    outcome = tried(_rehearsal(_stack()), lambda trial: trial.works)
    assert outcome == NotApplicable("no tables or queues")


@pytest.mark.parametrize(
    ("said", "told"),
    [("NonExistentQueue: there is none", ("jobs is gone",)), ("KeyError: 'id'", ())],
    ids=["lacking", "other"],
)
def test_a_failure_is_told_with_what_its_function_lacks(
    monkeypatch: pytest.MonkeyPatch, said: str, told: tuple[str, ...]
) -> None:
    function = {**example("hello")["functions"]["hello"], "access": {"jobs": "send", "items": "read"}}
    stack = _stack(
        functions={"hello": function},
        queues={"jobs": {}, "other": {}},
        tables={"items": {"key": {"id": "S"}}},
    )
    gone = Trial(kind=QUEUE, lacking=("NonExistentQueue",), state=lambda _, name: (f"{name} is gone",))
    _with(monkeypatch, gone, Trial(kind=TABLE, lacking=("ResourceNotFound",), state=lambda *_: ("a table",)))
    failed = Failed("this", "that", (said,), function="hello")
    assert explained(_rehearsal(stack), failed).evidence == (said, *told)
    assert explained(_rehearsal(stack), Failed("this", "that", (said,))).evidence == (said,)


def test_remarks_and_easings_of_all_kinds_are_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Trial(kind=TABLE, remarks=lambda _: Remarks(("one",), {"a": 1}), eased=unprotected)
    second = Trial(kind=QUEUE, remarks=lambda _: Remarks(("two",), {"b": 2}))
    _with(monkeypatch, first, second)
    stack = _stack(tables={"items": {"key": {"id": "S"}}})
    assert remarks(_rehearsal(stack)) == Remarks(("one", "two"), {"a": 1, "b": 2})
    assert eased(stack) == unprotected(stack) != stack


def test_tables_are_rehearsed_with_free_replicas_and_it_is_said() -> None:
    spec = _stack(tables={"items": {"key": {"id": "S"}}, "legacy": {"key": {"id": "S"}, "protect": False}})
    assert eased(spec) == with_free_replicas(spec)
    emulator = SimpleNamespace(options=SimpleNamespace(refuses_2017=False))
    rehearsal: Any = SimpleNamespace(spec=spec, stack=eased(spec), emulator=emulator)
    told = remarks(rehearsal)
    assert told.facts == {"replicas_without_protection": ["items"], "refuses_2017_global_tables": False}
    assert [note.split(" were ")[0] for note in told.notes] == ["the replicas of items"]
    rehearsal.stack = spec
    assert remarks(rehearsal).notes == ()


def test_work_is_a_step_where_there_is_some() -> None:
    without, with_queue = _stack(), _stack(queues={"jobs": {}})
    names = [step.name for step in steps_of(without)]
    assert names[:9] == [
        *("render", "init", "plan", "apply", "settled", "regions", "routes", "replication", "nearest")
    ]
    assert names[9:] == ["lost", "healed", "caught-up", "added", "retired", "destroyed"]
    assert [step.name for step in steps_of(with_queue)] == [*names[:8], "work", *names[8:]]


def test_what_is_kept_is_not_destroyed() -> None:
    *steps, last = steps_of(_stack(), keep=True)
    assert steps == list(steps_of(_stack())[:-1])
    assert (last.name, last.run(_rehearsal(_stack()))) == (
        "destroyed",
        NotApplicable("left out, by --keep"),
    )


def test_a_kind_is_tried_once() -> None:
    assert len({trial.kind for trial in TRIALS}) == len(TRIALS)
    assert {trial.kind for trial in TRIALS} <= set(KINDS)


_REQUESTED = {"api", "function"}
"""What every request reaches."""


def test_steps_name_no_kind_beside_what_requests_reach() -> None:
    files = [*(REHEARSE / "steps").glob("*.py"), REHEARSE / "run.py", REHEARSE / "report.py"]
    assert len(files) > 6
    assert not {path.name: found for path in files if (found := _kinds_in(path) - _REQUESTED)}


def test_what_is_tried_on_tables_and_queues_stands_in_their_files_alone() -> None:
    named = {(kind, path.name) for path in REHEARSE.rglob("*.py") for kind in _kinds_in(path)}
    assert {name for kind, name in named if kind == "table"} == {"table.py", "items.py"}
    assert {name for kind, name in named if kind == "queue"} == {"queue.py"}


def _kinds_in(path: Path) -> set[str]:
    """The kinds whose files are imported."""
    return {
        node.module.rpartition(".")[2]
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("tfgen.stack.kinds.")
    }
