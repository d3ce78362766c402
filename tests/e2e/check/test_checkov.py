"""checkov on rendered trees: nothing fails, nothing is missed, and what fails leads to the spec."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.test_plan import FULL
from tests.specs import EXAMPLE_NAMES, EXAMPLES, dump, example, read, stack_of
from tfgen.check import checkov as check
from tfgen.check.checkov import check_checkov
from tfgen.render.made import addresses
from tfgen.render.tree import configuration
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.stack import Stack
from tfgen.stack.variations import readable, representative, with_things

NOTHING: dict[str, Any] = {"scanned": [], "failed": [], "errors": []}
pytestmark = pytest.mark.checkov


def _check(checkov: Path, data: dict[str, Any]) -> list[str]:
    source, stack = read(dump(data))
    found = check_checkov(checkov, configuration(stack, "spec.yaml"), stack, source)
    return [f"{item.code} {item.message}" for item in found]


@pytest.mark.slow
@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_an_example_fails_nothing_and_is_seen_whole(checkov: Path, name: str) -> None:
    assert _check(checkov, example(name)) == []


@pytest.mark.slow
def test_a_spec_with_everything_fails_nothing_and_is_seen_whole(checkov: Path) -> None:
    assert _check(checkov, FULL) == []


@pytest.mark.slow
def test_texts_that_checkov_takes_for_syntax_hide_nothing(checkov: Path) -> None:
    spec = example("hello")
    spec["functions"]["hello"]["env"] = {"CONFIG": '{"a": "b == c && var.x"}', "OTHER": "module.x | local.y"}
    assert _check(checkov, spec) == []


@pytest.mark.slow
def test_what_fails_is_told_at_the_line_of_the_spec_that_causes_it(
    checkov: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A module without its suppression stands for a policy that the modules do not meet."""
    whole = configuration

    def without_skips(stack: Stack, name: str) -> dict[str, str]:
        return {
            path: text.replace("checkov:skip=CKV_AWS_117", "") for path, text in whole(stack, name).items()
        }

    monkeypatch.setattr(check, "configuration", without_skips)
    source, stack = read((EXAMPLES / "keyvalue/spec.yaml").read_text("utf-8"))
    found = check_checkov(checkov, configuration(stack, "spec.yaml"), stack, source)
    assert {item.code for item in found} == {"TFG330"}
    assert "CKV_AWS_117" in found[0].message
    lines = source.text.splitlines()
    assert {lines[item.span.line - 1].strip() for item in found if item.span} == {
        "get-key:",
        "set-key:",
        "health:",
    }


@pytest.mark.slow
def test_a_folder_is_scanned_without_its_spec(checkov: Path) -> None:
    bucket = 'resource "aws_dynamodb_table" "open" {\n  name     = "open"\n  hash_key = "id"\n}\n'
    found = check_checkov(checkov, {"main.tf": bucket}, None, None)
    assert "CKV_AWS_28" in " ".join(item.message for item in found)
    assert all(item.span and item.span.file == "main.tf" for item in found)


def test_what_checkov_does_not_see_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    source, stack = read(dump(example("keyvalue")))
    unseen = 'module.eu_central_1.module.function["get-key"].aws_lambda_function.this'
    seen = {*addresses(representative(stack))} - {unseen}
    monkeypatch.setattr(check, "_scan", lambda *_: {**NOTHING, "scanned": sorted(seen)})
    found = check_checkov(Path("checkov"), {}, stack, source)
    assert [item.code for item in found] == ["TFG331"]
    assert unseen in found[0].message


@pytest.mark.parametrize("script", ["exit 3", "echo '[]' > $4", "echo '{' > $4"])
def test_a_checkov_that_fails_is_told_and_no_finding_is_made_up(tmp_path: Path, script: str) -> None:
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\n{script}\n")
    python.chmod(0o755)
    program = tmp_path / "checkov"
    program.write_text(f"#!{python}\n")
    found = check_checkov(program, {"main.tf": ""}, None, None)
    assert [item.code for item in found] == ["TFG904"]


def test_one_region_of_each_sort_stands_for_all() -> None:
    regions: dict[str, Any] = {name: {} for name in ("eu-west-1", "us-east-1", "us-west-2", "ap-south-1")}
    regions["us-west-2"] = {"functions": {"hello": {"memory": 512}}}
    stack = stack_of({**example("hello"), "regions": regions})
    assert [region.name for region in representative(stack).regions] == [
        "eu-west-1",
        "us-east-1",
        "us-west-2",
    ]


def test_what_is_made_readable_keeps_its_lines_and_its_secrets() -> None:
    secret = "AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY="
    stack = stack_of(FULL)
    function = dataclasses.replace(
        stack.all(FUNCTION)["health"], env={"A": 'x "y"\nvar.z == 1', "SECRET": secret}
    )
    odd = with_things(stack, FUNCTION, {**stack.all(FUNCTION), "health": function})
    before, after = (configuration(each, "s")["main.tf"].splitlines() for each in (odd, readable(odd)))
    assert len(before) == len(after)
    assert before != after
    assert secret in "\n".join(after)
