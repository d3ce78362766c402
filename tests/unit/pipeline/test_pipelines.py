"""What `tfgen ci` writes: golden, as the platforms' schemas have it, and harmless whoever opens a pull request."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
import yaml

from tests.specs import ROOT, dump, read
from tests.unit.pipeline import golden
from tfgen.pipeline.engines import Engine
from tfgen.pipeline.engines.gitlab import TERRAFORM_SHA256
from tfgen.pipeline.pipeline import CHECKOV, TERRAFORM, stages
from tfgen.stack.root import roots

every = pytest.mark.parametrize(("name", "engine"), golden.EACH, ids=str)
cases = pytest.mark.parametrize("name", golden.NAMES)


class _Loader(yaml.SafeLoader):
    """Reads GitLab's `!reference`."""


def _sequence(loader: Any, node: Any) -> Any:
    return loader.construct_sequence(node)


_Loader.add_constructor("!reference", _sequence)


def load(text: str) -> Any:
    """A pipeline as its engine reads it."""
    return yaml.load(text, _Loader)  # noqa: S506  # a safe one, with a tag more


@every
def test_they_are_as_committed(name: str, engine: Engine) -> None:
    folder = golden.folder(name, engine)
    there = {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert golden.files(name, engine) == there


@cases
def test_gitlabs_are_as_its_schema_has_them(name: str) -> None:
    validator = jsonschema.Draft7Validator(_schema("gitlab-ci"))
    for path, text in golden.files(name, Engine.gitlab).items():
        if path.endswith(".yml"):
            assert [error.message for error in validator.iter_errors(load(text))] == [], path


def test_dependabots_settings_are_as_its_schema_has_them() -> None:
    text = golden.files("plain", Engine.github)[".github/dependabot.yml"]
    jsonschema.validate(yaml.safe_load(text), _schema("dependabot"))


def _schema(name: str) -> Any:
    return json.loads(gzip.decompress((golden.CASES / f"schemas/{name}.json.gz").read_bytes()))


def _workflows(name: str) -> dict[str, Any]:
    found = golden.files(name, Engine.github).items()
    return {path: yaml.safe_load(text) for path, text in found if ".github/workflows" in path}


def _steps(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, workflow in _workflows(name).items():
        for job in workflow["jobs"].values():
            yield from ((path, step) for step in job.get("steps", []))
    action = yaml.safe_load(golden.files(name, Engine.github)[".github/actions/tfgen/action.yaml"])
    yield from (("action", step) for step in action["runs"]["steps"])


@cases
def test_no_command_is_written_by_whoever_opens_a_pull_request(name: str) -> None:
    """Expressions stand in `env` and in inputs alone: in a command, a title would be code."""
    for path, step in _steps(name):
        assert "${{" not in step.get("run", ""), path
    for path, text in golden.files(name, Engine.github).items():
        assert "pull_request_target" not in text, path


@cases
def test_actions_are_pinned_by_digest(name: str) -> None:
    used = [step["uses"] for _, step in _steps(name) if "uses" in step]
    assert used
    for each in used:
        assert each == "./.github/actions/tfgen" or re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", each), each


@cases
def test_jobs_may_do_no_more_than_they_need(name: str) -> None:
    for path, workflow in _workflows(name).items():
        assert workflow["permissions"] == {}, path
        for job in workflow["jobs"].values():
            allowed = job["permissions"]
            assert set(allowed) <= {"contents", "actions", "id-token", "pull-requests", "issues"}
            assert allowed.get("contents", "read") == "read"
            assert not ({"id-token", "issues"} <= set(allowed) and "drift" not in path)


@cases
def test_forks_get_no_credentials(name: str) -> None:
    """What asks for them runs for pull requests of the repository alone; and what runs for forks reads nothing of theirs."""
    jobs = _workflows(name)[".github/workflows/tfgen-review.yaml"]["jobs"]
    for job in jobs.values():
        if set(job["permissions"]) & {"id-token", "pull-requests"}:
            assert "github.event.pull_request.head.repo.full_name == github.repository" in job["if"]
    (job,) = _workflows(name)[".github/workflows/tfgen-comment.yaml"]["jobs"].values()
    assert "id-token" not in job["permissions"]
    checkouts = [step for step in job["steps"] if "checkout" in step.get("uses", "")]
    assert [step["with"] for step in checkouts] == [{"persist-credentials": False}], "the default branch"


@every
def test_no_plan_is_an_artifact(name: str, engine: Engine) -> None:
    for path, text in golden.files(name, engine).items():
        assert "tfplan" not in text, path


@cases
def test_applies_wait_for_one_another_and_are_never_cancelled(name: str) -> None:
    jobs = _workflows(name)[".github/workflows/tfgen-apply.yaml"]["jobs"]
    groups = [job["concurrency"] for job in jobs.values()]
    assert len({each["group"] for each in groups}) == len(groups)
    assert all(each["queue"] == "max" and each["cancel-in-progress"] is False for each in groups)
    pipeline = load(golden.files(name, Engine.gitlab)[".gitlab-ci.yml"])
    applies = [job for job in pipeline.values() if isinstance(job, dict) and "trigger" in job]
    assert len(applies) == len(groups)
    assert all(job["resource_group"] and job["trigger"]["strategy"] == "depend" for job in applies)


def test_environments_are_applied_in_the_specs_order() -> None:
    jobs = _workflows("environments")[".github/workflows/tfgen-apply.yaml"]["jobs"]
    assert list(jobs) == ["staging", "prod"]
    assert jobs["prod"]["needs"] == "staging"
    assert "needs.staging.result == 'success'" in jobs["prod"]["if"]


def test_regions_are_applied_by_waves_each_after_the_health_of_the_one_before() -> None:
    file = ".github/workflows/tfgen-apply-orders.yaml"
    jobs = yaml.safe_load(golden.files("waves", Engine.github)[file])["jobs"]
    order = [(name, job.get("needs")) for name, job in jobs.items()]
    assert order[:-1] == [
        ("global", None),
        ("home-data", "global"),
        ("wave-1-data", "home-data"),
        ("wave-1", "wave-1-data"),
        ("wave-1-health", "wave-1"),
        ("wave-2-data", "wave-1-health"),
        ("wave-2", "wave-2-data"),
        ("wave-2-health", "wave-2"),
    ]
    assert jobs["wave-2"]["strategy"]["matrix"]["state"] == ["eu-west-1", "us-east-1"]
    assert jobs["wave-2"]["strategy"]["fail-fast"] is False, "an apply that has begun comes to its end"
    (gate,) = [step["run"] for step in jobs["wave-1-health"]["steps"] if "run" in step]
    assert "--region ap-southeast-2 --bake" in gate


@pytest.mark.parametrize("retiring", [[], ["ap-southeast-1"]])
def test_no_state_is_applied_with_one_that_it_needs(retiring: list[str]) -> None:
    spec = {**yaml.safe_load((golden.CASES / "waves/spec.yaml").read_text("utf-8")), "retiring": retiring}
    stack = read(dump(spec))[1]
    found = stages(stack)
    applied: set[str] = set()
    for stage in found:
        for root in roots(stack):
            if root.name in stage.states:
                assert set(root.needs) <= applied, root.name
        applied |= {*stage.states}
    assert [state for stage in found for state in stage.states] == sorted(
        applied, key=[root.name for root in roots(stack)].index
    )
    assert all(not (set(stage.regions) & set(retiring)) for stage in found)


def test_roles_trust_the_repository_and_the_environment_exactly() -> None:
    text = golden.files("environments", Engine.github)["pipeline/prod/main.tf"]
    subjects = re.findall(r":sub\" = (\[.*\])", text)
    assert subjects == [
        '["repo:${var.repository}:pull_request", "repo:${var.repository}:ref:refs/heads/main"]',
        '["repo:${var.repository}:environment:prod"]',
    ]
    assert "StringLike" not in text
    assert text.count('"token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"') == 2
    assert 'default     = "acme@1/shop@2"' in text


def test_gitlabs_roles_trust_the_project_and_the_branch() -> None:
    text = golden.files("environments", Engine.gitlab)["pipeline/prod/main.tf"]
    assert re.findall(r":sub\" = (\[.*\])", text) == [
        '["project_path:${var.repository}:ref_type:branch:ref:*"]',
        '["project_path:${var.repository}:ref_type:branch:ref:main"]',
    ]


def test_tools_are_those_that_are_tested() -> None:
    sums = (ROOT / "requirements/terraform.sums").read_text("utf-8")
    assert f"{TERRAFORM_SHA256}  terraform_{TERRAFORM}_linux_amd64.zip" in sums
    assert f"checkov=={CHECKOV}" in (ROOT / "requirements/checkov.in").read_text("utf-8")
