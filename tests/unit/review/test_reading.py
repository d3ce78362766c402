"""Bytes to a plan, or to what they are instead."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest

from tests.unit.review.plans import change, plan
from tfgen.diagnostics import Diagnostic
from tfgen.review.document import Document, decoded
from tfgen.review.reading import read

PLAN = plan(change("aws_sqs_queue.jobs", "create", after={"name": "jobs"}))


def _read(data: bytes | str | Any) -> Any:
    if not isinstance(data, (bytes, str)):
        data = json.dumps(data)
    return read(data.encode() if isinstance(data, str) else data, "plan.json", "")


@pytest.mark.parametrize("version", ["0.1", "0.2", "1.0", "1.2", "1.99"])
def test_every_format_of_both_majors_is_read(version: str) -> None:
    found = _read({**PLAN, "format_version": version})
    assert isinstance(found, Document)
    assert found.plan["resource_changes"] == PLAN["resource_changes"]


def test_another_major_version_is_refused_and_named() -> None:
    found = _read({**PLAN, "format_version": "2.0"})
    assert (found.code, "2.0" in found.message) == ("TFG791", True)


def test_what_no_review_looks_at_is_left_out() -> None:
    found = _read({**PLAN, "planned_values": {"root_module": {}}, "prior_state": {"values": {}}})
    assert not {"planned_values", "prior_state"} & set(found.plan)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_windows_writes_is_read(encoding: str) -> None:
    assert isinstance(_read(json.dumps(PLAN).encode(encoding)), Document)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "it is empty"),
        (" \n", "it is empty"),
        ("<!DOCTYPE html><html>", "HTML"),
        (
            '[command]/home/runner/work/_temp/x/terraform-bin show -json tfplan\n{"format_version": "1.2"}',
            "setup-terraform",
        ),
        ("\x1b[0m[command]/tmp/terraform-bin show\n{}", "setup-terraform"),
        (
            '{"@level":"info","@message":"Terraform 1.11.4","type":"version"}\n{"@level":"info"}\n',
            "event lines",
        ),
        ('{"@level":"info","@message":"Terraform 1.11.4","type":"version"}', "event lines"),
        (
            "Terraform used the selected providers to generate the following execution plan.",
            "as people read it",
        ),
        ("\x1b[1mTerraform will perform the following actions:\x1b[0m", "as people read it"),
        ("No changes. Your infrastructure matches the configuration.", "on a terminal"),
        ("╷\n│ Error: Failed to read the given file", "on a terminal"),
        (json.dumps(PLAN)[:-40], "cut off"),
        (json.dumps(PLAN) + json.dumps(PLAN), "cannot be read"),
        ("[]", "cannot be read"),
        ("{} trailing", "cannot be read"),
        ({"version": 4, "lineage": "x", "serial": 1, "resources": []}, "is a state"),
        ({"format_version": "1.0", "values": {"root_module": {}}}, "of a state"),
        ({"format_version": "1.0"}, "empty answer"),
        ({"resource_changes": []}, "no `format_version`"),
        ({"format_version": 1}, "no `format_version`"),
    ],
)
def test_what_is_no_plan_is_said_to_be_what_it_is(text: Any, said: str) -> None:
    found = _read(text)
    assert isinstance(found, Diagnostic)
    assert found.code == "TFG790"
    assert said in found.message
    assert found.hint and "terraform" in found.hint


def test_bytes_of_another_kind_are_no_plan() -> None:
    assert _read(b"\x89PNG\r\n\x1a\n\xff").code == "TFG790"


def test_a_plan_that_is_packed_is_said_to_be() -> None:
    found = _read(gzip.compress(json.dumps(PLAN).encode()))
    assert "packed by gzip" in found.message and "unpack it" in found.hint


ODD: list[Any] = [
    {"resource_changes": {}},
    {"resource_changes": [1]},
    {"resource_changes": [{"address": "a.b", "type": "a", "mode": "managed"}]},
    {"resource_changes": [{**change("a.b", "create"), "address": 1}]},
    {"resource_changes": [change("a.b")]},
    {"resource_changes": [change("a.b", "create", after=[1])]},
    {"resource_changes": [change("a.b", "create", previous_address=1)]},
    {"resource_changes": [change("a.b", "delete", "create", replace_paths=1)]},
    {"resource_drift": [1]},
    {"output_changes": [1]},
    {"output_changes": {"a": 1}},
    {"action_invocations": [1]},
]


@pytest.mark.parametrize("odd", ODD, ids=str)
def test_a_plan_of_another_shape_is_refused(odd: dict[str, Any]) -> None:
    assert _read({**PLAN, **odd}).code == "TFG790"


def test_json_that_is_deeper_than_python_is_no_crash() -> None:
    assert _read('{"format_version": ' + "[" * 200_000).code == "TFG790"


@pytest.mark.parametrize("text", ["{}", '{"a": 1}', ' { "a" : [1, {"b": null}] , "c" : "x" } \n'])
def test_members_are_read_as_json_reads_them(text: str) -> None:
    assert decoded(text) == json.loads(text)


@pytest.mark.parametrize(
    "text", ["", "{", '{"a"}', '{"a": 1,}', "{1: 2}", '{"a": 1} x', '{"a": 1 "b": 2}', "[1]"]
)
def test_what_is_no_object_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        decoded(text)
