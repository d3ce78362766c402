"""How generated files differ, without what may be secret."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.draws import draws
from tests.specs import dump, example, stack_of
from tfgen.render.main_tf import HERE
from tfgen.render.shown import HIDDEN, difference
from tfgen.render.tree import configuration

NAMES = ("a/main.tf", "b/main.tf")
SECRET = 'hunter2 "quoted" {brace} = x'


def _main(**env: str) -> str:
    spec = example("hello")
    spec["functions"]["hello"]["env"] = env
    return configuration(stack_of(dump(spec)), "spec.yaml", HERE)["main.tf"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"PLAIN": SECRET}),
        ({"PLAIN": SECRET}, {"PLAIN": f"{SECRET}2"}),
        ({"PLAIN": SECRET}, {}),
        ({"PLAIN": SECRET, "OTHER": "1"}, {"PLAIN": SECRET, "OTHER": "2"}),
        ({f"V{n}": SECRET * 2 for n in range(9)}, {f"V{n}": f"{SECRET * 2}{n}" for n in range(9)}),
    ],
)
def test_values_of_variables_are_hidden_and_their_names_are_not(
    before: dict[str, str], after: dict[str, str]
) -> None:
    told = difference(_main(**before), _main(**after), NAMES)
    assert "hunter2" not in told
    changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    lines = [line for line in told.splitlines() if line[:1] in "+-" and HIDDEN in line]
    assert all(any(f"{name} = {HIDDEN}" in line for line in lines) for name in changed)


def test_what_looks_like_a_secret_is_hidden_wherever_it_stands() -> None:
    told = difference("a = 1\n", 'description = "AKIAIOSFODNN7EXAMPLE"\n', NAMES)
    assert "+(not shown: it holds" not in told and "AKIA" not in told
    assert "an AWS access key" in told


def test_what_follows_an_environment_is_shown() -> None:
    tail = "  timeout = 3\n}\n"
    for environment in (
        '  environment = { A = "}{" }\n',
        '  environment = {\n    A = "x"\n    B = ["y"]\n  }\n',
        "  environment = {}\n",
    ):
        told = difference("", environment + tail, NAMES)
        assert "+  timeout = 3\n" in told
        assert '"y"' not in told and '"x"' not in told


LINES = st.lists(st.sampled_from(["a", "b", "  c = 1", "}", "{"]), max_size=12)


@given(LINES, LINES)
@draws(3)
def test_it_is_the_diff_that_python_makes(before: list[str], after: list[str]) -> None:
    old, new = ([f"{line}\n" for line in lines] for lines in (before, after))
    python = difflib.unified_diff(old, new, *NAMES)
    assert difference("".join(old), "".join(new), NAMES) == "".join(python)
