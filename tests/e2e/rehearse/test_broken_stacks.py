"""Deliberately broken stacks: each makes a rehearsal fail at the right step, in words that name the cause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from tests.draws import in_long_runs_alone
from tests.e2e.rehearse.asked import Asked
from tests.unit.rehearse.broken import HOME, Broken, Fault
from tests.unit.rehearse.faults import FAULTS
from tfgen.emulator.emulator import Options
from tfgen.emulator.server import undisturbed
from tfgen.rehearse.run import prepared, rehearse, steps_of
from tfgen.rehearse.step import Step
from tfgen.stack.stack import Stack

pytestmark = [pytest.mark.terraform, pytest.mark.drawn]

TOGETHER = (
    (
        "a table without stream",
        "a role that may not write the table",
        "a route that is left open",
        "a latency record of another region",
        "a health check that asks the shared domain",
    ),
    (
        "what changes with every plan",
        "another handler that raises",
        "a domain that is not mapped to the API in a region",
        "a record without health check",
    ),
    (
        "a module that cannot be imported",
        "a region that a 2017.11.29 global table leaves out",
        "a record that points at another region",
    ),
    ("a handler that is not there", "a queue without dead-letter queue", "a region without record"),
    ("a role that may not read the table", "a health check that leaves out the stage of a REST API"),
    ("a health handler that raises", "log groups that are left behind"),
    (
        "a second record to validate the certificates",
        "roles of one name in all regions",
        "a table of the name that a replica needs",
    ),
)
"""Faults that hide nothing of one another: one stack is made for all of a row, which takes longest."""

_SLOW = {"settled", "added", "retired"}
"""Steps that run terraform, without which a fault shows at the same step."""
_NEEDED = {"regions"}
"""It learns the regions' own names."""


def _stacks() -> list[tuple[Fault, ...]]:
    """Every fault once, with those that it is together with, in the order in which they show."""
    known = {fault.name: fault for fault in FAULTS}
    together = [tuple(known.pop(name) for name in row) for row in TOGETHER]
    return [*together, *((fault,) for fault in known.values())]


def _steps(name: str, stack: Stack, taken: set[str]) -> list[Step]:
    """The step at which a fault has to show, and those before it: behind another fault, those that it cannot do without."""
    names = [step.name for step in steps_of(stack)]
    before = set(names[: names.index(name)]) - _SLOW
    wanted = {name} | (before & _NEEDED if taken else before) - taken
    return [step for step in steps_of(stack) if step.name in wanted]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Asked]]:
    """What Terraform asks for, which the roles of a pipeline for the stack may do: `tfgen ci` writes their policies."""
    monkeypatch.setattr("tfgen.emulator.emulator.Gate", Asked)
    yield Asked
    assert Asked.refused == set()


@pytest.mark.parametrize("faults", _stacks(), ids=lambda faults: "; ".join(fault.name for fault in faults))
def test_a_fault_is_found_where_it_shows(
    faults: tuple[Fault, ...], terraform: Path, tmp_path: Path, asked: type[Asked]
) -> None:
    if len(faults) == 1:
        in_long_runs_alone()
    broken = Broken(faults, tmp_path)
    asked.begin(broken.stack)
    options = Options(client=HOME, speed=120)
    taken: set[str] = set()
    with undisturbed(), prepared(broken.stack, broken.rendered, terraform, options) as rehearsal:
        for name, shown in groupby(faults, key=lambda fault: fault.step):
            steps = [asked.in_step(step) for step in _steps(name, broken.stack, taken)]
            taken |= {step.name for step in steps}
            report = rehearse(rehearsal, lambda _: None, lambda _: None, tuple(steps))
            failed = report.failed
            assert failed and failed.failure, "nothing was found"
            words = "\n".join((failed.failure.came, *failed.failure.evidence))
            assert failed.step.name == name, words
            for fault in shown:
                assert re.search(fault.says, words, re.DOTALL), f"{fault.name}: {words}"
    assert asked.actions or "apply" not in taken, "what Terraform asks for is not seen"
