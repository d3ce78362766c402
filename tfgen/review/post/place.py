"""Where to post: what the job's environment says."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tfgen.disk import read_file
from tfgen.review.post.forge import Forge
from tfgen.review.post.github import GitHub
from tfgen.review.post.gitlab import GitLab


class Platform(StrEnum):
    """Where comments are posted."""

    github = "github"
    gitlab = "gitlab"


class NowhereError(Exception):
    """What lacks, and what to do."""

    def __init__(self, words: str, hint: str) -> None:
        super().__init__(words)
        self.hint = hint


def place(
    platform: Platform, environ: Mapping[str, str], sleep: Callable[[float], None] = time.sleep
) -> tuple[Forge, str]:
    """The pull request of this job, and the commit that it is about. Raises NowhereError and FailedError."""
    return (_github if platform is Platform.github else _gitlab)(environ, sleep)


def _github(environ: Mapping[str, str], sleep: Callable[[float], None]) -> tuple[Forge, str]:
    token = environ.get("GITHUB_TOKEN") or environ.get("GH_TOKEN")
    if not token:
        raise NowhereError(
            "GITHUB_TOKEN is not set", "give the step `env: {GITHUB_TOKEN: ${{ github.token }}}`"
        )
    repository = environ.get("GITHUB_REPOSITORY", "")
    if repository.count("/") != 1:
        raise NowhereError(
            "GITHUB_REPOSITORY is not set", "it is `owner/name`, and set in every job of GitHub's"
        )
    event = _event(environ.get("GITHUB_EVENT_PATH", ""))
    urls = environ.get("GITHUB_API_URL", ""), environ.get("GITHUB_GRAPHQL_URL", "")
    number, head = _number(event, environ), _sha(event.get("pull_request"), "head", "sha")
    if not number and "workflow_run" in event:
        number, head = _of_run(event["workflow_run"], GitHub(repository, 0, token, *urls, sleep=sleep))
    if not number:
        raise NowhereError(
            "this job is of no pull request",
            "post from jobs `on: pull_request`, or `on: workflow_run` of such a job",
        )
    return GitHub(repository, number, token, *urls, sleep=sleep), head


def _event(path: str) -> dict[str, Any]:
    """What happened, as the platform tells it; nothing where it does not."""
    try:
        event = json.loads(read_file(Path(path))) if path else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return event if isinstance(event, dict) else {}


def _number(event: Mapping[str, Any], environ: Mapping[str, str]) -> int:
    issue = event.get("issue")
    commented = issue if isinstance(issue, dict) and "pull_request" in issue else {}
    for each in (event.get("pull_request"), commented):
        if isinstance(each, dict) and isinstance(each.get("number"), int):
            return int(each["number"])
    parts = environ.get("GITHUB_REF", "").split("/")  # refs/pull/12/merge
    is_pull = len(parts) == 4 and parts[:2] == ["refs", "pull"] and parts[2].isascii() and parts[2].isdigit()
    return int(parts[2][:18]) if is_pull else 0


def _of_run(run: Any, github: GitHub) -> tuple[int, str]:
    """The open pull request that another workflow ran for, and its commit.

    A fork's is not told with the run, and what the run left may say anything: it is looked up by its branch.
    """
    head = _sha(run, "head_sha")
    owner, branch = _sha(run, "head_repository", "owner", "login"), _sha(run, "head_branch")
    if not (head and owner and branch):
        return 0, ""
    place = f"{github.repository}/pulls?state=open&head={quote(f'{owner}:{branch}', safe='')}"
    found = github.client.ask("GET", place).body
    for each in found if isinstance(found, list) else []:
        if _sha(each, "head", "sha") == head and isinstance(each.get("number"), int):
            return int(each["number"]), head
    return 0, ""


def _sha(value: Any, *names: str) -> str:
    """A text inside of mappings; empty where it is not there."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, str) else ""


def _gitlab(environ: Mapping[str, str], sleep: Callable[[float], None]) -> tuple[Forge, str]:
    token, job = environ.get("GITLAB_TOKEN", ""), environ.get("CI_JOB_TOKEN", "")
    if not token and not job:
        raise NowhereError(
            "GITLAB_TOKEN is not set", "put a project access token with scope `api` into a masked variable"
        )
    project = environ.get("CI_MERGE_REQUEST_PROJECT_ID") or environ.get("CI_PROJECT_ID", "")
    number = environ.get("CI_MERGE_REQUEST_IID", "")
    if not project or not (number.isascii() and number.isdigit()):
        raise NowhereError(
            "this job is of no merge request",
            'give it `rules: [{if: $CI_PIPELINE_SOURCE == "merge_request_event"}]`',
        )
    head = environ.get("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") or environ.get("CI_COMMIT_SHA", "")
    api = environ.get("CI_API_V4_URL", "")
    return GitLab(project, int(number[:18]), token or job, api, is_of_job=not token, sleep=sleep), head
