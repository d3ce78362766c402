"""Terraform that is nested without end is told to be, and costs no traceback."""

from __future__ import annotations

import pytest

from tfgen.check.hcl.parse import parse

N = 3000
STRING = "1"
for _ in range(400):
    STRING = '"${' + STRING + '}"'


@pytest.mark.parametrize(
    "text",
    [
        "a {\n" * N + "}\n" * N,
        f"locals {{\n  x = {STRING}\n}}\n",
        f"locals {{\n  x = {'[' * N}{']' * N}\n}}\n",
        f"locals {{\n  x = {'true ? 1 : ' * N}1\n}}\n",
        f"locals {{\n  x = {'file(' * N}1{')' * N}\n}}\n",
    ],
    ids=["blocks", "strings", "lists", "conditions", "calls"],
)
def test_it_is_a_finding(text: str) -> None:
    _, found = parse({"main.tf": text})
    assert [each.code for each in found] == ["TFG301"]
