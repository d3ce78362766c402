"""Where to post: what the job's environment says."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tfgen.disk import read_file
from tfgen.review.post.forge import Forge
from tfgen.review.post.github import GitHub
from tfgen.review.post.gitlab import GitLab
from tfgen.review.post.platform import Platform


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


def place_of_merge(
    platform: Platform, environ: Mapping[str, str], sleep: Callable[[float], None] = time.sleep
) -> Forge | None:
    """The pull request that was merged as the commit of this job; None where none was.

    Raises NowhereError and FailedError.
    """
    is_github = platform is Platform.github
    commit = environ.get("GITHUB_SHA" if is_github else "CI_COMMIT_SHA", "")
    forge: Forge = _github_of(0, environ, sleep) if is_github else _gitlab_of(0, environ, sleep)
    return forge if commit and forge.merged(commit) else None


def _github(environ: Mapping[str, str], sleep: Callable[[float], None]) -> tuple[Forge, str]:
    forge = _github_of(0, environ, sleep)
    event = _event(environ.get("GITHUB_EVENT_PATH", ""))
    number, head = _number(event, environ), _sha(event.get("pull_request"), "head", "sha")
    if not number and "workflow_run" in event:
        number, head = _of_run(event["workflow_run"], forge)
    if not number:
        raise NowhereError(
            "this job is of no pull request",
            "post from jobs `on: pull_request`, or `on: workflow_run` of such a job",
        )
    forge.number = number
    return forge, head


def _github_of(number: int, environ: Mapping[str, str], sleep: Callable[[float], None]) -> GitHub:
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
    urls = environ.get("GITHUB_API_URL", ""), environ.get("GITHUB_GRAPHQL_URL", "")
    return GitHub(repository, number, token, *urls, sleep=sleep)


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
    number = environ.get("CI_MERGE_REQUEST_IID", "")
    forge = _gitlab_of(int(number[:18]) if number.isascii() and number.isdigit() else 0, environ, sleep)
    if not forge.number:
        raise NowhereError(
            "this job is of no merge request",
            'give it `rules: [{if: $CI_PIPELINE_SOURCE == "merge_request_event"}]`',
        )
    head = environ.get("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") or environ.get("CI_COMMIT_SHA", "")
    return forge, head


def _gitlab_of(number: int, environ: Mapping[str, str], sleep: Callable[[float], None]) -> GitLab:
    token, job = environ.get("GITLAB_TOKEN", ""), environ.get("CI_JOB_TOKEN", "")
    if not token and not job:
        raise NowhereError(
            "GITLAB_TOKEN is not set", "put a project access token with scope `api` into a masked variable"
        )
    project = environ.get("CI_MERGE_REQUEST_PROJECT_ID") or environ.get("CI_PROJECT_ID", "")
    if not project:
        raise NowhereError("CI_PROJECT_ID is not set", "it is set in every job of GitLab's")
    api = environ.get("CI_API_V4_URL", "")
    return GitLab(project, number, token or job, api, is_of_job=not token, sleep=sleep)
