"""Deliberately broken stacks: each makes a rehearsal fail at the right step, in words that name the cause."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import pytest

from tests.unit.rehearse.broken import HOME, Broken, Fault
from tests.unit.rehearse.faults import FAULTS
from tfgen.emulator.emulator import Options
from tfgen.emulator.server import undisturbed
from tfgen.rehearse.run import prepared, rehearse, steps_of
from tfgen.rehearse.step import Step
from tfgen.stack.stack import Stack

pytestmark = pytest.mark.terraform

TOGETHER = (
    (
        "a table without stream",
        "a role that may not write the table",
        "a latency record of another region",
        "a health check that asks the shared domain",
    ),
    (
        "what changes with every plan",
        "another handler that raises",
        "a domain that is not mapped to the API in a region",
        "a record without health check",
    ),
    ("a handler that is not there", "log groups that are left behind"),
    ("a handler that takes too long", "a record that points at another region"),
    ("a module that cannot be imported", "a region without record"),
    ("a health handler that raises", "a region that a 2017.11.29 global table leaves out"),
    ("a role that may not read the table", "a health check that leaves out the stage of a REST API"),
    (
        "a second record to validate the certificates",
        "roles of one name in all regions",
        "a table of the name that a replica needs",
    ),
)
"""Faults that hide nothing of one another: one stack is made for all of a row, which takes longest."""

_SLOW = {"settled", "added", "retired"}
"""Steps that run terraform, without which a fault shows at the same step."""


def _stacks() -> list[tuple[Fault, ...]]:
    """Every fault once, with those that it is together with, in the order in which they show."""
    known = {fault.name: fault for fault in FAULTS}
    together = [tuple(known.pop(name) for name in row) for row in TOGETHER]
    return [*together, *((fault,) for fault in known.values())]


def _up_to(name: str, stack: Stack) -> tuple[Step, ...]:
    steps = steps_of(stack)
    last = next(number for number, step in enumerate(steps) if step.name == name)
    return (*(step for step in steps[:last] if step.name not in _SLOW), steps[last])


@pytest.mark.parametrize("faults", _stacks(), ids=lambda faults: "; ".join(fault.name for fault in faults))
def test_a_fault_is_found_where_it_shows(faults: tuple[Fault, ...], terraform: Path, tmp_path: Path) -> None:
    broken = Broken(faults, tmp_path)
    options = Options(client=HOME, speed=120)
    with undisturbed(), prepared(broken.stack, broken.rendered, terraform, options) as rehearsal:
        for number, (name, shown) in enumerate(groupby(faults, key=lambda fault: fault.step)):
            steps = _up_to(name, broken.stack)
            report = rehearse(rehearsal, lambda _: None, lambda _: None, steps[-1:] if number else steps)
            failed = report.failed
            assert failed and failed.failure, "nothing was found"
            words = "\n".join((failed.failure.came, *failed.failure.evidence))
            assert failed.step.name == name, words
            for fault in shown:
                assert re.search(fault.says, words, re.DOTALL), f"{fault.name}: {words}"
