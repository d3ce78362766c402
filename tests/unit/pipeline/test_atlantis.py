"""Atlantis publishes no schema; the keys are those of its documents.

https://www.runatlantis.io/docs/repo-level-atlantis-yaml and https://www.runatlantis.io/docs/server-side-repo-config
"""

from __future__ import annotations

import pytest
import yaml

from tests.unit.pipeline import golden
from tfgen.pipeline.engines import Engine

TOP = {"version", "automerge", "parallel_plan", "parallel_apply", "abort_on_execution_order_fail", "projects"}
PROJECT = {"name", "dir", "workspace", "terraform_version", "execution_order_group", "depends_on"}
PROJECT |= {"autoplan", "workflow"}
REPO = {"id", "branch", "plan_requirements", "apply_requirements", "import_requirements", "allowed_overrides"}
REPO |= {"allowed_workflows", "allow_custom_workflows", "delete_source_branch_on_merge", "repo_locks"}
REPO |= {"policy_check", "custom_policy_check"}
STEPS = {"init", "plan", "show", "apply", "run"}


@pytest.mark.parametrize("name", golden.NAMES)
def test_it_has_keys_that_atlantis_knows(name: str) -> None:
    files = golden.files(name, Engine.atlantis)
    repository, server = (yaml.safe_load(files[path]) for path in ("atlantis.yaml", "atlantis-repos.yaml"))
    assert set(repository) == TOP
    assert all(set(project) <= PROJECT for project in repository["projects"])
    assert set(server) == {"repos", "workflows", "policies"}
    assert all(set(each) <= REPO for each in server["repos"])
    for workflow in server["workflows"].values():
        assert set(workflow) == {"plan", "policy_check", "apply"}
        for step in (step for stage in workflow.values() for step in stage["steps"]):
            assert {step} <= STEPS if isinstance(step, str) else set(step) <= STEPS
    assert {project["workflow"] for project in repository["projects"]} <= set(server["workflows"])


def test_a_pull_request_cannot_change_what_the_server_runs() -> None:
    (repo,) = yaml.safe_load(golden.files("plain", Engine.atlantis)["atlantis-repos.yaml"])["repos"]
    assert repo["allow_custom_workflows"] is False
    assert repo["allowed_overrides"] == ["workflow"]


def test_a_project_waits_for_those_of_the_environment_before() -> None:
    projects = yaml.safe_load(golden.files("environments", Engine.atlantis)["atlantis.yaml"])["projects"]
    assert [(each["name"], each["execution_order_group"], each.get("depends_on")) for each in projects] == [
        ("shop-staging", 1, None),
        ("shop-prod", 2, ["shop-staging"]),
    ]
