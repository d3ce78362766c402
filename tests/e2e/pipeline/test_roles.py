"""The roles of a pipeline, applied to the emulated AWS: Terraform takes the root, and IAM the policies."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.draws import in_long_runs_alone
from tests.e2e.planning import succeed
from tests.unit.pipeline import golden
from tfgen.check.terraform import Terraform, initialise
from tfgen.emulator.server import CREDENTIALS, emulated
from tfgen.pipeline.engines import Engine
from tfgen.pipeline.policies import apply_policy, plan_policy

pytestmark = [pytest.mark.terraform, pytest.mark.slow, pytest.mark.drawn]


def test_they_are_made_as_the_spec_needs_them(
    terraform: Path, terraform_env: dict[str, str], tmp_path: Path
) -> None:
    in_long_runs_alone()
    stack = golden.stacks("waves")[0]
    root = golden.files("waves", Engine.github)["pipeline/main.tf"]
    (tmp_path / "main.tf").write_text(root)
    with emulated(stack) as endpoint:
        environment = {
            **terraform_env,
            **CREDENTIALS,
            "AWS_ENDPOINT_URL": endpoint,
            "TF_VAR_repository": "acme@1/orders@2",
        }
        run = Terraform(terraform, tmp_path, environment)
        assert initialise(run).status == 0
        succeed(run.run("fmt", "-check"))
        succeed(run.run("apply", "-auto-approve", "-input=false", "-no-color"))
        iam: Any = boto3.session.Session().client("iam", endpoint_url=endpoint, region_name="us-east-1")
        role = iam.get_role(RoleName="orders-tfgen-apply")["Role"]
        (statement,) = role["AssumeRolePolicyDocument"]["Statement"]
        told = statement["Condition"]["StringEquals"]
        assert told["token.actions.githubusercontent.com:sub"] == ["repo:acme@1/orders@2:environment:orders"]
        for does, expected in (("plan", plan_policy(stack)), ("apply", apply_policy(stack))):
            held = iam.list_attached_role_policies(RoleName=f"orders-tfgen-{does}")["AttachedPolicies"]
            found = [
                iam.get_policy_version(PolicyArn=each["PolicyArn"], VersionId="v1")["PolicyVersion"][
                    "Document"
                ]
                for each in held
            ]
            assert sorted(map(_text, found)) == sorted(map(_text, expected)), does


def _text(document: object) -> str:
    return json.dumps(document, sort_keys=True)
