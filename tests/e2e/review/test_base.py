"""`tfgen review --base`: a change, planned where its base stands."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.component.test_cli import run
from tests.specs import EXAMPLES, dump, example

pytestmark = [pytest.mark.terraform, pytest.mark.slow]


def _git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.com")
    return subprocess.run(
        ["git", *who, *words], cwd=folder, check=True, capture_output=True, text=True
    ).stdout


def _spec() -> dict[str, Any]:
    """What the quick way leaves out of a base is in it: a replica, a site, functions, and what exists already."""
    spec = example("keyvalue")
    spec["regions"] = ["eu-west-1", "us-east-1"]
    spec["tables"] = {"orders": {"key": {"id": "S"}}, "seen": {"existing": "crm-seen", "key": {"id": "S"}}}
    for function in spec["functions"].values():
        function["access"] = {"orders": "read", "seen": "read"}
    return spec


def test_a_change_is_shown_and_nothing_else(terraform: Path, tmp_path: Path) -> None:
    """Nor is any code run, or anything left."""
    root, canary = tmp_path / "repo", tmp_path / "canary"
    shutil.copytree(EXAMPLES / "keyvalue", root, ignore=shutil.ignore_patterns("terraform"))
    health = root / "src/health.py"
    health.write_text(f"open({str(canary)!r}, 'w').close()\n" + health.read_text("utf-8"), "utf-8")
    spec = _spec()
    (root / "spec.yaml").write_text(dump(spec), "utf-8")
    _git(root, "init", "-q", "-b", "main")
    _git(root, "add", "-A")
    _git(root, "commit", "-q", "-m", "base")
    spec["functions"]["get-key"]["memory"] = 512
    spec["queues"] = {"jobs": {"existing": "crm-jobs"}}
    spec["functions"]["set-key"]["access"]["jobs"] = "send"
    del spec["functions"]["set-key"]["http"]
    (root / "spec.yaml").write_text(dump(spec), "utf-8")
    with tempfile.TemporaryDirectory() as temporary:  # the path of a provider's socket is short
        told = run("review", "--base", "main", "--format", "json", cwd=root, TMPDIR=temporary)
        assert not list(Path(temporary).iterdir())
    assert told.returncode == 0, told.stdout + told.stderr
    review = json.loads(told.stdout)
    (state,) = review["states"]
    found = Counter((item["place"], item["type"], *item["actions"]) for item in state["changes"])
    assert found == {
        (region, kind, action): number
        for region in spec["regions"]
        for kind, action, number in (
            ("aws_lambda_function", "change", 2),
            ("aws_lambda_alias", "change", 2),
            ("aws_iam_role_policy", "change", 1),
            ("aws_apigatewayv2_api", "change", 1),  # the methods that other origins may use
            ("aws_apigatewayv2_route", "destroy", 1),
            ("aws_apigatewayv2_integration", "destroy", 1),
            ("aws_lambda_permission", "destroy", 1),
        )
    }
    assert "an emulated AWS on which the base" in review["notes"][0]
    assert not (review["fingerprint"] or state["fingerprint"]), "no plan of the account has the same"
    assert not canary.exists(), "no code is run"
    assert _git(root, "status", "--short").split() == ["M", "spec.yaml"]
