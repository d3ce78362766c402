"""What terraform says is read right, however it ended."""

from __future__ import annotations

import json
from typing import Any

from tfgen.process import Finished
from tfgen.rehearse.changes import TerraformError, differing, told

CREATE = {
    "@level": "info",
    "type": "planned_change",
    "change": {"resource": {"addr": "module.eu_west_1.aws_lambda_alias.live"}, "action": "create"},
}


def _error(**diagnostic: str) -> dict[str, Any]:
    return {"@level": "error", "type": "diagnostic", "diagnostic": {"severity": "error", **diagnostic}}


def _finished(*lines: Any, status: int = 0, stderr: str = "") -> Finished:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return Finished(status, text, stderr)


def test_changes_are_counted_by_action() -> None:
    other = {**CREATE, "change": {"resource": {"addr": "terraform_data.now"}, "action": "create"}}
    update = {**CREATE, "change": {"resource": {"addr": "terraform_data.other"}, "action": "update"}}
    drift = {
        **CREATE,
        "type": "resource_drift",
        "change": {"resource": {"addr": "terraform_data.other"}, "action": "delete"},
    }
    said = told(_finished("Initializing...", CREATE, other, drift, update))
    assert said.changes["module.eu_west_1.aws_lambda_alias.live"] == "create"
    assert said.counts == {"create": 2, "update": 1}
    assert said.errors == ()


def test_an_error_has_its_words_and_its_address() -> None:
    address = 'module.eu_west_1.aws_iam_role.function["health"]'
    known = _error(summary="creating IAM Role\n  (a)", detail="it exists\nalready", address=address)
    unknown = _error(summary="No configuration", detail="")
    said = told(_finished(known, known, unknown, status=1))
    assert said.errors == (
        TerraformError("creating IAM Role (a): it exists already", address),
        TerraformError("No configuration", ""),
    )


def test_a_warning_is_no_error() -> None:
    warning = {"@level": "warn", "diagnostic": {"severity": "warning", "summary": "Deprecated"}}
    assert told(_finished(warning)).errors == ()


def test_a_line_that_was_cut_off_is_passed_over() -> None:
    said = told(_finished(CREATE, json.dumps(CREATE)[:40], status=1, stderr="signal:\n killed"))
    assert list(said.changes) == ["module.eu_west_1.aws_lambda_alias.live"]
    assert said.errors == (TerraformError("signal: killed", ""),)


def test_an_end_without_a_word_is_an_error() -> None:
    assert told(_finished(status=137)).errors == (TerraformError("it ended with status 137", ""),)


def test_attributes_that_differ_are_named() -> None:
    changed = {
        "before": {"stream": True, "name": "items", "ttl": [{"on": False}], "arn": "arn:1"},
        "after": {"stream": False, "name": "items", "ttl": [{"on": False}]},
        "after_unknown": {"arn": True, "ttl": [{}]},
    }
    gone = {"before": {"id": "1", "none": None}, "after": None, "after_unknown": {}}
    plan = {
        "resource_changes": [
            {"address": "a.changed", "change": changed},
            {"address": "a.gone", "change": gone},
        ]
    }
    assert differing(json.dumps(plan)) == {"a.changed": ("arn", "stream"), "a.gone": ("id",)}
    assert differing("{}") == {}
