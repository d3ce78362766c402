"""GitLab: https://docs.gitlab.com/api/notes/#merge-requests"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

from tfgen.review.post.client import Answer, Client, FailedError
from tfgen.review.post.forge import PER_PAGE, Comment, pages, text, whole


class GitLab:
    """A merge request of a project, which is its number or its path."""

    limit = 1_000_000

    def __init__(
        self,
        project: str,
        number: int,
        token: str,
        api: str = "",
        is_of_job: bool = False,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        header = "JOB-TOKEN" if is_of_job else "PRIVATE-TOKEN"
        self.client = Client(api or "https://gitlab.com/api/v4", {header: token}, sleep)
        self.project = f"/projects/{quote(project, safe='')}"
        self.number = number
        self._is_of_job = is_of_job

    @property
    def _request(self) -> str:
        return f"{self.project}/merge_requests/{self.number}"

    def head(self) -> str:
        answer = self.client.ask("GET", self._request)
        return text(answer.body.get("sha")) if isinstance(answer.body, dict) else ""

    def comments(self) -> Iterator[Comment]:
        place = f"{self._request}/notes?sort=asc&order_by=created_at&per_page={PER_PAGE}&page="
        found = pages(lambda page: self.client.ask("GET", f"{place}{page}"), _has_next)
        return map(_comment, found)

    def own(self, found: Sequence[Comment]) -> list[Comment]:
        if not found:
            return []
        answer = self.client.ask("GET", "/user")
        me = text(answer.body.get("username")) if isinstance(answer.body, dict) else ""
        return [each for each in found if me and each.author == me]

    def merged(self, commit: str) -> bool:
        place = f"{self.project}/repository/commits/{quote(commit, safe='')}/merge_requests"
        found = self.client.ask("GET", place).body
        for each in found if isinstance(found, list) else []:
            if (
                isinstance(each, dict)
                and each.get("state") == "merged"
                and commit in map(each.get, _MERGED_AS)
            ):
                self.number = whole(each.get("iid"))
                return True
        return False

    def create(self, body: str) -> Comment:
        return _comment(self.client.ask("POST", f"{self._request}/notes", {"body": body}).body)

    def update(self, comment: Comment, body: str) -> Comment:
        return _comment(self.client.ask("PUT", f"{self._request}/notes/{comment.id}", {"body": body}).body)

    def remove(self, comment: Comment) -> None:
        self.client.ask("DELETE", f"{self._request}/notes/{comment.id}")

    def reveal(self, comment: Comment) -> None:
        """GitLab hides no comments."""

    def hint(self, error: FailedError) -> str:
        if error.status in (401, 403, 404) and self._is_of_job:
            return (
                "CI_JOB_TOKEN may not write comments of merge requests: put a project access token with scope `api` "
                "and the role Reporter into the masked variable GITLAB_TOKEN"
            )
        if error.status in (401, 403, 404):
            return (
                "GITLAB_TOKEN needs scope `api` and the role Reporter in the project of the merge request; a "
                "protected variable is seen by pipelines of protected branches alone"
            )
        return "run the job again later; the review stands in its log"


_MERGED_AS = ("merge_commit_sha", "squash_commit_sha", "sha")
"""A merge request that was fast-forwarded has its own last commit there."""


def _has_next(answer: Answer) -> bool:
    return bool(answer.headers.get("x-next-page", "").strip()) or 'rel="next"' in answer.headers.get(
        "link", ""
    )


def _comment(entry: Any) -> Comment:
    if not isinstance(entry, dict):
        raise FailedError("an answer that is no note", 200)
    author = entry.get("author")
    name = text(author.get("username")) if isinstance(author, dict) else ""
    return Comment(whole(entry.get("id")), text(entry.get("body")), name)
