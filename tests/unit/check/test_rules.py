"""Every rule has a spec that breaks it, and one that does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.spec import corpus
from tfgen.check import rules
from tfgen.check.rules.rules import RULES

CODES = [rule.code.id for rule in RULES]
BESIDE = {"TFG213": {"TFG207"}, "TFG223": {"TFG207"}, "TFG232": {"TFG224"}, "TFG235": {"TFG224"}}
"""What a bad spec cannot but break as well: regions that are new, or have lower limits, must be enabled; what exists has
to be there."""


def write_golden() -> None:
    """Writes what is told of the rules' cases anew."""
    corpus.write_golden(corpus.RULES)


def case(code: str, which: str) -> Path:
    """The spec that breaks a rule, or the one that keeps it."""
    return corpus.RULES / f"{code}-{which}.yaml"


@pytest.mark.parametrize("code", CODES)
def test_the_bad_spec_breaks_its_rule_alone(code: str) -> None:
    found = {diagnostic.code for diagnostic in corpus.assert_golden(case(code, "bad"))}
    assert found == {code} | BESIDE.get(code, set())


@pytest.mark.parametrize("code", CODES)
def test_the_good_spec_keeps_every_rule(code: str) -> None:
    assert corpus.diagnostics(case(code, "good"))[1] == []


def test_every_case_is_of_a_rule() -> None:
    expected = {case(code, which) for code in CODES for which in ("bad", "good")}
    assert set(corpus.specs(corpus.RULES)) == expected


def test_every_rule_stands_in_the_tuple_in_the_order_of_its_code() -> None:
    folder = Path(rules.__file__).parent
    files = {path.relative_to(folder).with_suffix("").as_posix() for path in folder.glob("*/[!_]*.py")}
    listed = [rule.check.__module__.removeprefix("tfgen.check.rules.").replace(".", "/") for rule in RULES]
    assert sorted(listed) == sorted(files)
    assert sorted(CODES) == CODES
