"""Every rule has a spec that breaks it, and one that does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.spec import corpus
from tfgen.check.rules.catalog import CODES as RULES

CODES = [code.id for code in RULES]


def write_golden() -> None:
    """Writes what is told of the rules' cases anew."""
    corpus.write_golden(corpus.RULES)


def case(code: str, which: str) -> Path:
    """The spec that breaks a rule, or the one that keeps it."""
    return corpus.RULES / f"{code}-{which}.yaml"


@pytest.mark.parametrize("code", CODES)
def test_the_bad_spec_breaks_its_rule_alone(code: str) -> None:
    assert {finding.code for finding in corpus.assert_golden(case(code, "bad"))} == {code}


@pytest.mark.parametrize("code", CODES)
def test_the_good_spec_keeps_every_rule(code: str) -> None:
    assert corpus.findings(case(code, "good"))[1] == []


def test_every_case_is_of_a_rule() -> None:
    expected = {case(code, which) for code in CODES for which in ("bad", "good")}
    assert set(corpus.specs(corpus.RULES)) == expected
