"""GitHub: https://docs.github.com/en/rest/issues/comments"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from tfgen.review.post.client import Answer, Client, FailedError
from tfgen.review.post.forge import PER_PAGE, Comment, pages, text, whole

ACTIONS = "github-actions[bot]"
"""Whom a workflow's own token writes as."""
_WHOSE = "query($ids:[ID!]!){nodes(ids:$ids){... on IssueComment{id viewerDidAuthor isMinimized author{login} editor{login}}}}"
_SHOW = "mutation($id:ID!){unminimizeComment(input:{subjectId:$id}){clientMutationId}}"


class GitHub:
    """A pull request of a repository `owner/name`."""

    limit = 65_536

    def __init__(
        self,
        repository: str,
        number: int,
        token: str,
        api: str = "",
        graphql: str = "",
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        headers = {
            "Authorization": f"Bearer {token}",
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        self.client = Client(api or "https://api.github.com", headers, sleep)
        self._graphql = Client(graphql or f"{self.client.base}/graphql", headers, sleep)
        self.repository = f"/repos/{quote(repository)}"
        self.number = number

    def head(self) -> str:
        answer = self.client.ask("GET", f"{self.repository}/pulls/{self.number}")
        head = answer.body.get("head") if isinstance(answer.body, dict) else None
        return text(head.get("sha")) if isinstance(head, dict) else ""

    def comments(self) -> Iterator[Comment]:
        place = f"{self.repository}/issues/{self.number}/comments?per_page={PER_PAGE}&page="
        found = pages(lambda page: self.client.ask("GET", f"{place}{page}"), _has_next)
        return map(_comment, found)

    def own(self, found: Sequence[Comment]) -> list[Comment]:
        """REST does not tell whose a comment is to a workflow's token, nor whether it is hidden; GraphQL does.

        Where there is no GraphQL, a user's token says who it is, and a workflow's is the Actions' bot.
        """
        if not found:
            return []
        try:
            told = self._whose([each.node for each in found if each.node])
        except FailedError:
            me = self._me()
            return [each for each in found if each.author == me]
        return [
            Comment(each.id, each.body, each.author, each.node, each.url, *told[each.node])
            for each in found
            if each.node in told
        ]

    def merged(self, commit: str) -> bool:
        found = self.client.ask("GET", f"{self.repository}/commits/{quote(commit, safe='')}/pulls").body
        for each in found if isinstance(found, list) else []:
            if isinstance(each, dict) and each.get("merged_at") and each.get("merge_commit_sha") == commit:
                self.number = whole(each.get("number"))
                return True
        return False

    def create(self, body: str) -> Comment:
        answer = self.client.ask("POST", f"{self.repository}/issues/{self.number}/comments", {"body": body})
        return _comment(answer.body)

    def update(self, comment: Comment, body: str) -> Comment:
        place = f"{self.repository}/issues/comments/{comment.id}"
        return _comment(self.client.ask("PATCH", place, {"body": body}).body)

    def remove(self, comment: Comment) -> None:
        self.client.ask("DELETE", f"{self.repository}/issues/comments/{comment.id}")

    def reveal(self, comment: Comment) -> None:
        self._ask_graphql(_SHOW, {"id": comment.node})

    def hint(self, error: FailedError) -> str:
        if error.status == 401:
            return "GITHUB_TOKEN is not valid, or of another host: give the step `env: {GITHUB_TOKEN: ${{ github.token }}}`"
        if error.status in (403, 404):
            return (
                "give the job `permissions: {pull-requests: write}`; the workflow of a fork's pull request may never "
                "write: post from one `on: workflow_run`, as `tfgen ci github` writes it"
            )
        if error.status == 422:
            return "the comment is not one that GitHub takes: see the review in the job's log"
        return "run the job again later; the review stands in its log"

    def _whose(self, nodes: list[str]) -> dict[str, tuple[bool, bool]]:
        """Of the comments that this token wrote: whether somebody hid or edited them. Raises FailedError."""
        found: list[Any] = []
        for start in range(0, len(nodes), PER_PAGE):
            some = self._ask_graphql(_WHOSE, {"ids": nodes[start : start + PER_PAGE]}).get("nodes")
            if not isinstance(some, list):
                raise FailedError("an answer without nodes", 200)
            found += some
        mine = (each for each in found if isinstance(each, dict) and each.get("viewerDidAuthor") is True)
        return {text(each.get("id")): (each.get("isMinimized") is True, _is_edited(each)) for each in mine}

    def _ask_graphql(self, query: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        body = {"query": query, "variables": variables}
        answer = self._graphql.ask("POST", "", body, repeatable=True)
        data = answer.body.get("data") if isinstance(answer.body, dict) else None
        if not isinstance(data, dict):
            raise FailedError("an answer without data", 200)
        return data

    def _me(self) -> str:
        try:
            answer = self.client.ask("GET", "/user")
        except FailedError as error:
            if error.status in (401, 403, 404):
                return ACTIONS
            raise
        return text(answer.body.get("login")) if isinstance(answer.body, dict) else ""


def _is_edited(node: Mapping[str, Any]) -> bool:
    author, editor = ((node.get(who) or {}).get("login") for who in ("author", "editor"))
    return editor is not None and editor != author


def _has_next(answer: Answer) -> bool:
    return 'rel="next"' in answer.headers.get("link", "")


def _comment(entry: Any) -> Comment:
    if not isinstance(entry, dict):
        raise FailedError("an answer that is no comment", 200)
    user = entry.get("user")
    author = text(user.get("login")) if isinstance(user, dict) else ""
    return Comment(
        whole(entry.get("id")),
        text(entry.get("body")),
        author,
        text(entry.get("node_id")),
        text(entry.get("html_url")),
    )
