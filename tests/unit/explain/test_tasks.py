"""The chapters of docs/spec.md: every key has its place."""

from __future__ import annotations

from tfgen.explain.tasks import TASKS
from tfgen.spec.collections import Named
from tfgen.spec.record import Partial
from tfgen.stack.existing import OrExisting
from tfgen.stack.kinds import KINDS
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.spec import SPEC


def test_every_key_of_the_spec_stands_in_one_chapter() -> None:
    placed = [key for task in TASKS for key in task.keys if "." not in key]
    assert sorted(placed) == sorted(SPEC.fields)


def test_keys_of_functions_that_stand_in_other_chapters_are_there() -> None:
    placed = [key.partition(".")[2] for task in TASKS for key in task.keys if "." in key]
    shape = FUNCTION.shape(KINDS)
    assert isinstance(shape, Named)
    assert isinstance(shape.value, OrExisting)
    made = shape.value.made
    assert isinstance(made, Partial)
    assert len(set(placed)) == len(placed)
    assert set(placed) <= set(made.fields)
