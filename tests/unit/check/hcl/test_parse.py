"""Terraform text → Configuration, and the cases of tests/cases/hcl against their golden diagnostics."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from tests.unit.check.hcl.golden import CASES, CHECKS, bad_cases, diagnostics, golden, public_cases, told
from tfgen.check.hcl.model import UNKNOWN, Block, Expression
from tfgen.check.hcl.parse import parse
from tfgen.check.hcl.syntax import check_syntax
from tfgen.diagnostics import Severity


@pytest.mark.parametrize("check", CHECKS)
def test_bad_cases_give_the_golden_findings(check: str) -> None:
    expected = golden(check).read_text("utf-8")
    assert told(check) == expected, "`make golden` writes the golden files anew"
    named = {it.split()[0].split("/")[0] for it in expected.splitlines()}
    assert {case.name for case in bad_cases(check)} == named


def test_every_construct_of_the_language_passes() -> None:
    assert diagnostics(CASES / "good") == []


@pytest.mark.parametrize("case", public_cases(), ids=lambda case: case.name)
def test_what_public_modules_write_is_no_mistake(case: Path) -> None:
    assert [it for it in diagnostics(case) if it.severity is not Severity.NOTE] == []


def test_every_shipped_module_passes() -> None:
    assert diagnostics(CASES.parents[2] / "modules") == []


def expression(text: str) -> Expression:
    configuration, found = parse({"main.tf": f"locals {{\n  it = {text}\n}}\n"})
    assert found == []
    return configuration["."].blocks[0].attributes["it"].value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-5", -5),
        ("-15", -15),
        ("1.5", 1.5),
        ("null", None),
        ("true", True),
        ('"a\\"\\u00e9\\n"', 'a"é\n'),
        ('"$${a} %%{b} 5$ 5%"', "${a} %{b} 5$ 5%"),
        ("<<EOT\na\n  b\nEOT", "a\n  b\n"),
        ("<<-EOT\n    a\n      b\n  EOT", "a\n  b\n"),
        ('{ a = 1, "b" : [2, { c = null }] }', {"a": 1, "b": [2, {"c": None}]}),
        ('"${var.x}"', UNKNOWN),
        ("[var.x]", UNKNOWN),
        ("{ a = var.x }", UNKNOWN),
        ("1 + 1", UNKNOWN),
        ('upper("a")', UNKNOWN),
    ],
)
def test_a_literal_has_its_value(text: str, value: object) -> None:
    assert expression(text).value == value


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('aws_x.y["k"].arn', ["aws_x.y.arn"]),
        ("aws_x.y[*].z[0].arn", ["aws_x.y.z.arn"]),
        ("aws_x.y.*.arn", ["aws_x.y.arn"]),
        ("data.aws_x.y[var.k].z", ["var.k", "data.aws_x.y.z"]),
        ("[for k, v in var.m : v.x + local.y if k != each.key]", ["var.m", "local.y"]),
        ("{ for k, v in var.m : v.x => k... }", ["var.m"]),
        ('"%{ for x in var.l }${x} %{ if x == local.y }!%{ endif }%{ endfor }${x.z}"', ["var.l", "local.y", "x.z"]),
        ('"a ${"b ${var.c}"} ${upper(\n var.d\n)}"', ["var.c", "var.d"]),
        ("<<EOT\n\"${var.a}\" \\ ${jsonencode({\n  b = \"}${var.b}\"\n})}\nEOT", ["var.a", "var.b"]),
        ('{ key = 1, (var.a) = 2, "${var.b}" = 3, "c" = var.c }', ["var.a", "var.b", "var.c"]),
        ("provider::aws::arn_parse(var.x).region", ["var.x"]),
        ("(var.a ? local.b : module.c.d)", ["var.a", "local.b", "module.c.d"]),
        ("path.module == terraform.workspace ? self.x : count.index", []),
        ("word", ["word"]),
    ],
)  # fmt: skip
def test_a_reference_is_found_whatever_holds_it(text: str, names: list[str]) -> None:
    assert [".".join(reference.names) for reference in expression(text).references] == names


def test_references_know_their_place() -> None:
    text = 'locals {\n  a = <<EOT\nhello ${upper(var.b)}\nEOT\n  c = [1, "é ${aws_x.y[0].z}"]\n}\n'
    configuration, _ = parse({"a/main.tf": text})
    lines = text.splitlines()
    for attribute in configuration["a"].blocks[0].attributes.values():
        (reference,) = attribute.value.references
        span = reference.span
        quoted = lines[span.line - 1][span.column - 1 : span.end_column - 1]
        assert quoted in ("var.b", "aws_x.y[0].z")
        assert span.file == "a/main.tf"


def test_blocks_keep_their_shape() -> None:
    text = 'resource "aws_x" y {\n  dynamic "set" {\n    for_each = var.s\n    content { a = set.value }\n  }\n}\n'
    configuration, found = parse({"main.tf": text})
    (block,) = configuration["."].blocks
    assert found == []
    assert (block.type, block.labels, block.span.column, block.span.end_column) == (
        "resource",
        ("aws_x", "y"),
        1,
        19,
    )
    assert used(block) == ["var.s"]


def used(block: Block) -> list[str]:
    own = [".".join(it.names) for attribute in block.attributes.values() for it in attribute.value.references]
    return own + [name for inner in block.blocks for name in used(inner)]


def test_a_broken_file_leaves_the_rest_checked() -> None:
    files = {
        "a.tf": "locals {\n",
        "b.tf": 'output "x" {\n  value = local.a\n}\n',
        "m/c.tf": "locals {\n  b = var.c\n}\n",
    }
    configuration, found = parse(files)
    assert [(it.code, it.span and it.span.file) for it in found] == [("TFG301", "a.tf")]
    assert not configuration["."].complete
    assert [it.message for it in check_syntax(configuration)] == ["no variable `c` is declared"]


def test_only_terraform_files_are_read() -> None:
    configuration, found = parse({"README.md": "{", "a.tftest.hcl": "x", "a.tfvars": "{", "b.json": "{"})
    assert (dict(configuration), found) == ({}, [])


@pytest.mark.parametrize("broken", ["old", "absent"])
def test_a_shadowed_parser_is_told(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # None is how Python itself marks a module that may not be imported.
    replaced: dict[str, Callable[[], ModuleType | None]] = {
        "old": lambda: ModuleType("hcl2"),
        "absent": lambda: None,
    }
    monkeypatch.setitem(sys.modules, "hcl2", replaced[broken]())
    configuration, found = parse({"main.tf": "locals {}\n"})
    assert dict(configuration) == {}
    assert [it.code for it in found] == ["TFG903"]
    assert found[0].hint
    assert "checkov" in found[0].hint


def test_the_parser_is_left_as_it_was_found() -> None:
    from hcl2 import parses_to_tree

    parse({"main.tf": "locals {}\n"})
    assert parses_to_tree("locals {}\n").meta.end_pos == len("locals {}\n") + 1
