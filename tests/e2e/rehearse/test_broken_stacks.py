"""Deliberately broken stacks: each makes a rehearsal fail at the right step, in words that name the cause."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.e2e.rehearse.broken import HOME, Broken, Fault
from tests.e2e.rehearse.faults import FAULTS
from tfgen.emulator.emulator import Options
from tfgen.emulator.server import undisturbed
from tfgen.rehearse.run import prepared, rehearse, steps_of
from tfgen.rehearse.step import Step
from tfgen.stack.stack import Stack

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

_SLOW = {"settled", "added", "retired"}
"""Steps that run terraform, without which a fault shows at the same step."""


def _up_to(name: str, stack: Stack) -> tuple[Step, ...]:
    steps = steps_of(stack)
    last = next(number for number, step in enumerate(steps) if step.name == name)
    return (*(step for step in steps[:last] if step.name not in _SLOW), steps[last])


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_found_where_it_shows(fault: Fault, terraform: Path, tmp_path: Path) -> None:
    broken = Broken(fault, tmp_path)
    options = Options(client=HOME, speed=120)
    with undisturbed(), prepared(broken.stack, broken.rendered, terraform, options) as rehearsal:
        report = rehearse(rehearsal, lambda _: None, lambda _: None, _up_to(fault.step, broken.stack))
    failed = report.failed
    assert failed and failed.failure, "nothing was found"
    words = "\n".join((failed.failure.came, *failed.failure.evidence))
    assert failed.step.name == fault.step, words
    assert re.search(fault.says, words, re.DOTALL), words
