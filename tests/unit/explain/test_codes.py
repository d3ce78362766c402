"""Every code of findings: explained in one shape, and by what its check does."""

from __future__ import annotations

import re

import pytest

from tfgen.check.hcl.parse import parse
from tfgen.check.hcl.schema import check_schema
from tfgen.check.hcl.syntax import check_syntax
from tfgen.diagnostics import Basis, Code
from tfgen.explain import catalogue

CODES = catalogue.codes()
each_code = pytest.mark.parametrize("code", CODES.values(), ids=CODES)
SHAPE = re.compile(
    r"Finds [^\n]+(\n\S[^\n]*)*\n\nWhy: [^\n]+(\n\S[^\n]*)*\n\nExample:\n\n( {4}[^\n]+\n)+\nUse instead: [^\n]+(\n\S[^\n]*)*\n"
)
WHOLE = [
    code
    for code in CODES.values()
    if code.id < "TFG320" and re.match(r"resource|variable|locals", code.example)
]
"""Codes of tfgen's own checks of Terraform whose example can be checked as it stands."""


def test_codes_are_told_apart() -> None:
    ids = [code.id for code in catalogue._CODES]
    assert sorted(ids) == sorted(set(ids))
    for part in ("title", "finds", "example"):
        assert len({getattr(code, part) for code in CODES.values()}) == len(CODES), part


@each_code
def test_a_code_says_what_it_finds_why_and_what_to_use_instead(code: Code) -> None:
    assert SHAPE.fullmatch(code.explanation), code.explanation
    assert len(re.findall(r"[.!?](?=\s|$)", re.sub(r"`[^`]*`", "", code.finds))) == 1, "one sentence"
    for part in (code.finds, code.why, code.instead):
        assert part == part.strip() and re.search(r"(\.|https://\S+)$", part), part
    assert not code.title.endswith(".")


@each_code
def test_an_explanation_fits_a_terminal(code: Code) -> None:
    for line in code.explanation.splitlines():
        assert len(line) <= 100 or " " not in line.strip(), line


@pytest.mark.parametrize("code", WHOLE, ids=lambda code: code.id)
def test_the_example_of_a_finding_in_terraform_is_found(code: Code) -> None:
    configuration, found = parse({"main.tf": code.example})
    found += [*check_syntax(configuration), *check_schema(configuration)]
    assert code.id in {diagnostic.code for diagnostic in found}


@each_code
def test_the_number_of_a_code_tells_whether_it_is_of_the_environment(code: Code) -> None:
    """Those of what is asked of AWS and of platforms, TFG71 to TFG79, may be of either."""
    is_of_it = code.basis is Basis.ENVIRONMENT
    assert is_of_it if code.id.startswith(("TFG70", "TFG9")) else not is_of_it or code.id.startswith("TFG7")
