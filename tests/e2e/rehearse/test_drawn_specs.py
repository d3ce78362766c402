"""Every form of spec that validates can be rehearsed: a few that are drawn live their whole life."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st

from tests.component.test_cli import run
from tests.draws import in_long_runs_alone, sample
from tests.specs import dump
from tests.strategies import Data, specs

pytestmark = [pytest.mark.terraform, pytest.mark.slow, pytest.mark.drawn]

CODE = """def main(event, context):
    if "routeArn" in event or "methodArn" in event:
        return NOBODY
    return {"batchItemFailures": []} if "Records" in event else {"statusCode": 200}

DENIED = {"Effect": "Deny", "Action": "execute-api:Invoke", "Resource": "*"}
NOBODY = {
    "isAuthorized": False,
    "principalId": "nobody",
    "policyDocument": {"Version": "2012-10-17", "Statement": [DENIED]},
}
"""
"""Answers whatever it is asked; as an authorizer it lets nobody in."""
_OF_THE_CODE = {"code": "src", "handler": "app.main", "runtime": "python3.13"}
_NOT_DRAWN = {*_OF_THE_CODE, "arch", "reserved", "timeout"}
"""What says how the code is run: with too little of it, the code fails, and not the spec."""


def _with_code(spec: Data) -> Data:
    """The spec with functions that run here, and answer whatever they are asked."""
    for function in spec.get("functions", {}).values():
        for name in _NOT_DRAWN & set(function):
            del function[name]
    spec.pop("ignore", None)  # of codes that do not exist
    for authorizer in spec.get("auth", {}).values():
        if isinstance(authorizer.get("jwt", {}).get("issuer"), dict):  # what stands in for it is no URL
            authorizer["jwt"]["issuer"] = "https://id.example.com/"
    spec["defaults"] = {**_OF_THE_CODE, "timeout": 10}
    regions = spec["regions"].values() if isinstance(spec["regions"], dict) else ()
    for region in regions:
        region.pop("functions", None)
    return spec


def _drawn() -> st.SearchStrategy[Data]:
    return specs(most_regions=2, most_functions=1).map(_with_code)


def test_a_drawn_spec_lives_its_whole_life(terraform: Path, tmp_path: Path) -> None:
    in_long_runs_alone()
    (tmp_path / "src").mkdir()
    (tmp_path / "src/app.py").write_text(CODE)
    _simplest, *drawn = sample(_drawn(), 1 + max(1, settings().max_examples // 100))
    for spec in drawn:
        (tmp_path / "spec.yaml").write_text(dump(spec), "utf-8")
        told = run("rehearse", tmp_path / "spec.yaml", "--format", "json")
        # 3: an authorizer's function cannot be asked, because no credentials are given
        assert told.returncode in (0, 3), dump(spec) + told.stdout + told.stderr
        assert {step["status"] for step in json.loads(told.stdout)["steps"]} <= {"passed", "skipped"}
