"""Terraform that is nested without end is told to be, and costs no traceback and no hours."""

from __future__ import annotations

from pathlib import Path

import pytest

from tfgen.check.hcl import version_constraint
from tfgen.check.hcl.parse import parse
from tfgen.check.hcl.provider_version import Provider
from tfgen.check.run import Options, Target, run
from tfgen.check.untrusted.check import check_untrusted
from tfgen.check.untrusted.sources import NOBODY

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
        f"locals {{\n  x = {'1 + ' * 5_000}1\n}}\n",
        f"locals {{\n  x = {'9' * 100_000}\n}}\n",
    ],
    ids=["blocks", "strings", "lists", "conditions", "calls", "sums", "digits"],
)
def test_it_is_a_finding(text: str) -> None:
    found = run(Target({"main.tf": text}), Options(frozenset({"syntax", "schema"}), use_cache=False))
    assert [each.code for each in found] == ["TFG301"]


@pytest.mark.parametrize("text", ["[" * N, '{"a":' * N, f'{{"locals": {{"x": {"9" * 100_000}}}}}'])
def test_it_is_one_of_json_too(text: str) -> None:
    _, found = parse({"main.tf.json": text})
    assert [each.code for each in found] == ["TFG301"]


def test_numbers_of_versions_have_an_end() -> None:
    version = f'"{"9" * 5000}.0.0"'
    required = f"terraform {{\n  required_providers {{\n    aws = {{ version = {version} }}\n  }}\n}}\n"
    configuration, found = parse({"main.tf": required})
    assert found == []
    lock = f'provider "registry.terraform.io/hashicorp/aws" {{\n  version = {version}\n}}\n'
    assert Provider.of(configuration, lock).locked is None


def test_a_constraint_of_many_terms_is_none() -> None:
    with pytest.raises(ValueError, match="none that anybody writes"):
        version_constraint.parse(",".join(f">= {n}.0" for n in range(60_000)))


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"  a{n} = [{', '.join([f'local.a{n + 1}'] * 60)}]\n" for n in range(12))
        + "  z = file(local.a0)\n",
        "".join(f"  a{n} = {n}\n" for n in range(4_000)),
        "".join(f"  a{n} = [for p in [{n}] : p]\n" for n in range(600))
        + '  z = [for p in ["x"] : file(p)]\n',
    ],
    ids=["locals of locals", "many locals", "many loops"],
)
def test_a_stranger_cannot_make_it_take_hours(text: str, tmp_path: Path) -> None:
    check_untrusted({"main.tf": f"locals {{\n{text}}}\n"}, ".", tmp_path, NOBODY)
