"""checkov on rendered trees: nothing fails, nothing is missed, and what fails leads to the spec."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.test_plan import FULL
from tests.specs import EXAMPLE_NAMES, EXAMPLES, dump, example, read
from tfgen.check import checkov as check
from tfgen.check.checkov import check_checkov
from tfgen.render.tree import configuration
from tfgen.stack.stack import Stack

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
    table = 'resource "aws_dynamodb_table" "open" {\n  name     = "open"\n  hash_key = "id"\n}\n'
    skipped = table.replace('"open" {', '"skipped" {\n  #checkov:skip=CKV_AWS_28:reviewed')
    found = check_checkov(checkov, {"main.tf": table + skipped}, None, None)
    assert "CKV_AWS_28" in " ".join(item.message for item in found)
    addresses = {item.address for item in found if item.rule == "CKV_AWS_28"}
    assert addresses == {"aws_dynamodb_table.open"}, "checkov heeds its own comments"
    assert all(item.span and item.span.file == "main.tf" for item in found)
