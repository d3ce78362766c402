"""The issues of a repository, by the API of its platform.

Sources: https://docs.github.com/en/rest/issues/issues and https://docs.gitlab.com/api/issues/
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol
from urllib.parse import quote

from tfgen.drift.issue.platform import Platform
from tfgen.frozen import frozen
from tfgen.review.post.client import Answer, Client, FailedError
from tfgen.review.post.forge import PER_PAGE, pages, text, whole

LABEL = "tfgen-drift"
"""Of the issue: strangers may write a marker, and set no label."""


@frozen
class Issue:
    """An issue with the label."""

    number: int
    body: str
    is_open: bool
    url: str


class Tracker(Protocol):
    """What is needed of a platform. Each method raises FailedError."""

    limit: int
    """Characters that an issue may have."""
    hint: str
    """What the token needs."""

    def issues(self) -> Iterator[Issue]:
        """All with the label, closed ones as well."""

    def create(self, title: str, body: str) -> Issue:
        """Makes one."""

    def update(self, issue: Issue, body: str, is_open: bool) -> Issue:
        """Writes one anew, and opens or closes it."""


class NowhereError(Exception):
    """What the environment lacks."""


def tracker(
    platform: Platform, environ: Mapping[str, str], sleep: Callable[[float], None] = time.sleep
) -> Tracker:
    """The one of this job. Raises NowhereError, FailedError."""
    if platform is Platform.github:
        token, place = (
            environ.get("GITHUB_TOKEN") or environ.get("GH_TOKEN"),
            environ.get("GITHUB_REPOSITORY"),
        )
        if not token or not place:
            raise NowhereError(f"{'GITHUB_REPOSITORY' if token else 'GITHUB_TOKEN'} is not set")
        return _GitHub(place, token, environ.get("GITHUB_API_URL") or "https://api.github.com", sleep)
    token, place = environ.get("GITLAB_TOKEN"), environ.get("CI_PROJECT_ID")
    if not token or not place:
        raise NowhereError(f"{'CI_PROJECT_ID' if token else 'GITLAB_TOKEN'} is not set")
    return _GitLab(place, token, environ.get("CI_API_V4_URL") or "https://gitlab.com/api/v4", sleep)


class _GitHub:
    limit = 65_536
    hint = "give the job `permissions: {issues: write}`"

    def __init__(self, repository: str, token: str, api: str, sleep: Callable[[float], None]) -> None:
        headers = {
            "Authorization": f"Bearer {token}",
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        self._client = Client(api, headers, sleep)
        self._place = f"/repos/{quote(repository)}/issues"

    def issues(self) -> Iterator[Issue]:
        place = f"{self._place}?state=all&labels={LABEL}&per_page={PER_PAGE}&page="
        found = pages(lambda page: self._client.ask("GET", f"{place}{page}"), _has_next)
        return (self._issue(each) for each in found if "pull_request" not in each)

    def create(self, title: str, body: str) -> Issue:
        said = {"title": title, "body": body, "labels": [LABEL]}
        return self._issue(self._client.ask("POST", self._place, said).body)

    def update(self, issue: Issue, body: str, is_open: bool) -> Issue:
        said = {"body": body, "state": "open" if is_open else "closed"}
        return self._issue(self._client.ask("PATCH", f"{self._place}/{issue.number}", said).body)

    def _issue(self, entry: Any) -> Issue:
        return _issue(entry, "number", "body", "open", "html_url")


class _GitLab:
    limit = 1_000_000
    hint = "GITLAB_TOKEN needs scope `api` and the role Reporter in the project"

    def __init__(self, project: str, token: str, api: str, sleep: Callable[[float], None]) -> None:
        self._client = Client(api, {"PRIVATE-TOKEN": token}, sleep)
        self._place = f"/projects/{quote(project, safe='')}/issues"

    def issues(self) -> Iterator[Issue]:
        place = f"{self._place}?scope=all&labels={LABEL}&per_page={PER_PAGE}&page="
        found = pages(lambda page: self._client.ask("GET", f"{place}{page}"), _has_next)
        return map(self._issue, found)

    def create(self, title: str, body: str) -> Issue:
        said = {"title": title, "description": body, "labels": LABEL}
        return self._issue(self._client.ask("POST", self._place, said).body)

    def update(self, issue: Issue, body: str, is_open: bool) -> Issue:
        said = {"description": body}
        if is_open is not issue.is_open:
            said["state_event"] = "reopen" if is_open else "close"
        return self._issue(self._client.ask("PUT", f"{self._place}/{issue.number}", said).body)

    def _issue(self, entry: Any) -> Issue:
        return _issue(entry, "iid", "description", "opened", "web_url")


def _issue(entry: Any, number: str, body: str, opened: str, url: str) -> Issue:
    if not isinstance(entry, dict):
        raise FailedError("an answer that is no issue", 200)
    is_open = entry.get("state") == opened
    return Issue(whole(entry.get(number)), text(entry.get(body)), is_open, text(entry.get(url)))


def _has_next(answer: Answer) -> bool:
    return bool(answer.headers.get("x-next-page", "").strip()) or 'rel="next"' in answer.headers.get(
        "link", ""
    )
