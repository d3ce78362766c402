"""GitHub and GitLab as far as comments go, on 127.0.0.1: paths, pages, answers and refusals as their documents have them.

https://docs.github.com/en/rest/issues/comments and https://docs.gitlab.com/api/notes/
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "the-token"
ME, OTHER = "github-actions[bot]", "mallory"
HEAD, MERGED = "1" * 40, "4" * 40
Fault = tuple[int, dict[str, str], Any]
"""A status, headers and a body."""


class Platform:
    """What a platform knows, what it was asked, and what goes wrong with it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.comments: list[dict[str, Any]] = []
        self.asked: list[tuple[str, str]] = []
        self.tokens: list[str] = []
        self.faults: dict[str, list[Fault]] = {}
        """By method: each answers one request."""
        self.lost: list[str] = []
        """Methods of which one request is done, and the answer never comes."""
        self.head = HEAD
        self.has_graphql = True
        self.knows_user = True
        self.before_create: Callable[[], None] = lambda: None
        self.pulls: list[dict[str, Any]] = []
        self.is_merged = True
        self.editor = ""
        """Who edited comments since, if anybody else did."""
        self.lock = threading.Lock()
        self.url = ""

    def wrote(self, body: str, author: str = ME, hidden: bool = False) -> dict[str, Any]:
        """A comment that is there."""
        number = len(self.asked) + len(self.comments) + 1
        comment = {"id": number, "node_id": f"IC_{number}", "body": body, "hidden": hidden}
        comment |= {"user": {"login": author}, "html_url": f"{self.url}/c/{number}"}
        comment |= {"author": {"username": author}}
        self.comments.append(comment)
        return comment

    @property
    def bodies(self) -> list[str]:
        """Of the comments that are there."""
        return [each["body"] for each in self.comments]

    @property
    def writes(self) -> list[str]:
        """The methods of requests that change something."""
        return [method for method, path in self.asked if method != "GET" and path != "/graphql"]

    def environ(self, event: str = "") -> dict[str, str]:
        """The variables of a job."""
        if self.name == "gitlab":
            named = {"CI_API_V4_URL": self.url, "CI_PROJECT_ID": "7", "CI_MERGE_REQUEST_IID": "5"}
            return {**named, "GITLAB_TOKEN": TOKEN, "CI_COMMIT_SHA": HEAD}
        named = {"GITHUB_API_URL": self.url, "GITHUB_GRAPHQL_URL": f"{self.url}/graphql"}
        named |= {"GITHUB_REPOSITORY": "acme/shop", "GITHUB_REF": "refs/pull/5/merge"}
        return {**named, "GITHUB_TOKEN": TOKEN, "GITHUB_EVENT_PATH": event}

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: Any) -> Fault:
        """What is answered."""
        if self.name == "github" and path == "/graphql":
            return self._graphql(body)
        if path == "/user":
            known = {"login": ME, "username": ME}
            return (200, {}, known) if self.knows_user else (403, {}, {"message": "Resource not accessible"})
        if path in ("/repos/acme/shop/pulls/5", "/projects/7/merge_requests/5"):
            return 200, {}, {"head": {"sha": self.head}, "sha": self.head}
        if path == f"/repos/acme/shop/commits/{MERGED}/pulls":
            merged = {"number": 5, "merged_at": "2026-11-26T12:00:00Z", "merge_commit_sha": MERGED}
            other = {**merged, "number": 9, "merge_commit_sha": HEAD}
            return 200, {}, [other, merged] if self.is_merged else [other, {**merged, "merged_at": None}]
        if path == f"/projects/7/repository/commits/{MERGED}/merge_requests":
            merged = {"iid": 5, "state": "merged", "merge_commit_sha": MERGED, "sha": HEAD}
            return 200, {}, [merged] if self.is_merged else [{**merged, "state": "opened"}]
        if path == "/repos/acme/shop/pulls":
            return 200, {}, self.pulls if query["head"] == ["mallory:fix"] else []
        one = re.fullmatch(
            r"(?:/repos/acme/shop/issues/comments|/projects/7/merge_requests/5/notes)/(\d+)", path
        )
        if one:
            return self._one(method, int(one[1]), body)
        if path in ("/repos/acme/shop/issues/5/comments", "/projects/7/merge_requests/5/notes"):
            return self._all(method, query, body)
        return 404, {}, {"message": "Not Found"}

    def _all(self, method: str, query: dict[str, list[str]], body: Any) -> Fault:
        if method == "POST":
            self.before_create()
            return 201, {}, self.wrote(body["body"])
        size, page = int(query["per_page"][0]), int(query["page"][0])
        part = self.comments[(page - 1) * size : page * size]
        has_more = len(self.comments) > page * size
        link = f'<{self.url}/elsewhere?page={page + 1}>; rel="next"' if has_more else ""
        following = str(page + 1) if has_more else ""
        headers = {"X-Next-Page": following} if self.name == "gitlab" else {"Link": link}
        return 200, headers, part

    def _one(self, method: str, number: int, body: Any) -> Fault:
        found = [each for each in self.comments if each["id"] == number]
        if not found:
            return 404, {}, {"message": "Not Found"}
        if method == "DELETE":
            self.comments.remove(found[0])
            return 204, {}, None
        if method != ("PUT" if self.name == "gitlab" else "PATCH"):
            return 405, {}, None
        found[0]["body"] = body["body"]
        return 200, {}, found[0]

    def _graphql(self, body: Any) -> Fault:
        if not self.has_graphql:
            return 404, {}, {"message": "Not Found"}
        variables = body["variables"]
        if "unminimizeComment" in body["query"]:
            for each in self.comments:
                each["hidden"] = each["hidden"] and each["node_id"] != variables["id"]
            return 200, {}, {"data": {"unminimizeComment": {"clientMutationId": None}}}
        nodes = [
            {
                "id": each["node_id"],
                "viewerDidAuthor": each["user"]["login"] == ME,
                "isMinimized": each["hidden"],
                "author": {"login": each["user"]["login"].removesuffix("[bot]")},
                "editor": {"login": self.editor} if self.editor else None,
            }
            for each in self.comments
            if each["node_id"] in variables["ids"]
        ]
        return 200, {}, {"data": {"nodes": nodes}}


@contextmanager
def stand_in(name: str) -> Iterator[Platform]:
    """A platform that listens."""
    platform = Platform(name)

    class Handler(BaseHTTPRequestHandler):
        def _do(self) -> None:
            parts = urlsplit(self.path)
            length = int(self.headers.get("Content-Length", 0))
            body = json.loads(self.rfile.read(length)) if length else None
            with platform.lock:
                platform.asked.append((self.command, parts.path))
                platform.tokens.append(
                    self.headers.get("Authorization", "") + self.headers.get("PRIVATE-TOKEN", "")
                )
                faults = platform.faults.get(self.command)
                told = (
                    faults.pop(0)
                    if faults
                    else platform.answer(self.command, parts.path, parse_qs(parts.query), body)
                )
                is_lost = self.command in platform.lost and not platform.lost.remove(self.command)  # type: ignore[func-returns-value]
            status, headers, answered = told
            if is_lost:
                self.close_connection = True
                return
            content = answered if isinstance(answered, bytes) else json.dumps(answered).encode()
            self.send_response(status)
            for header, value in headers.items():
                self.send_header(header, value)
            self.send_header("Content-Length", str(0 if status == 204 else len(content)))
            self.end_headers()
            if status != 204:
                self.wfile.write(content)

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _do  # noqa: N815  # so http.server calls them

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    platform.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield platform
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def limited(seconds: int) -> Fault:
    """The refusal of a platform whose limit is over then."""
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(time.time()) + seconds)}
    return 403, headers, {"message": "API rate limit exceeded"}
