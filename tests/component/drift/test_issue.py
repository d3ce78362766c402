"""One issue, on stand-ins of the platforms."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.unit.drift.plans import Json, memory, of, plan
from tfgen.drift.formats.markdown import marker
from tfgen.drift.issue.platform import Platform
from tfgen.drift.issue.tracker import LABEL
from tfgen.drift.issue.write import Written, cut, write
from tfgen.drift.report import Report, State

HERE, THERE = "eu-west-1", "us-east-1"


class Forge:
    """What a platform knows of issues, with its own names for things."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        self.issues: list[Json] = []
        self.refuses = 0
        self.asked: list[str] = []
        self.tokens: set[str] = set()
        is_github = platform is Platform.github
        self.number, self.body = ("number", "body") if is_github else ("iid", "description")
        self.opened = "open" if is_github else "opened"

    def answer(self, method: str, path: str, said: Json) -> Any:
        if method == "GET":
            assert f"labels={LABEL}" in path
            page = int(re.findall(r"[?&]page=(\d+)", path)[0])
            return self.issues[100 * (page - 1) : 100 * page]
        if method == "POST":
            assert said["labels"] in (LABEL, [LABEL])
            issue = {self.number: len(self.issues) + 1, "state": self.opened, "title": said["title"]}
            self.issues.append({**issue, self.body: said[self.body]})
            return self.issues[-1]
        issue = self.issues[int(path.rpartition("/")[2]) - 1]
        event = {"close": "closed", "reopen": self.opened, None: issue["state"]}[said.get("state_event")]
        issue |= {self.body: said[self.body], "state": said.get("state") or event}
        return issue

    def there(self, body: str, state: str) -> None:
        """An issue that somebody wrote."""
        self.issues.append({self.number: len(self.issues) + 1, self.body: body, "state": state})

    @property
    def states(self) -> list[str]:
        return [each["state"] for each in self.issues]


@contextmanager
def served(forge: Forge) -> Iterator[dict[str, str]]:
    """The environment of a job there."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            size = int(self.headers.get("content-length") or 0)
            said = json.loads(self.rfile.read(size) or b"{}")
            forge.asked.append(self.command)
            forge.tokens.add(self.headers.get("Authorization") or self.headers.get("PRIVATE-TOKEN") or "")
            found = {"message": "no"} if forge.refuses else forge.answer(self.command, self.path, said)
            content = json.dumps(found).encode()
            self.send_response(forge.refuses or 200)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = do_PUT = _answer  # noqa: N815  # as the server calls them

        def log_message(self, *_: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield {
            "GITHUB_TOKEN": "secret",
            "GITHUB_REPOSITORY": "acme/shop",
            "GITHUB_API_URL": url,
            "GITLAB_TOKEN": "secret",
            "CI_PROJECT_ID": "7",
            "CI_API_V4_URL": url,
        }
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(params=Platform)
def forge(request: pytest.FixtureRequest) -> Forge:
    return Forge(request.param)


def _report(*regions: str, is_partial: bool = False) -> Report:
    found = of(plan([memory(region) for region in regions], []))
    states = (State("", found), *((State("x", None),) if is_partial else ()))
    return Report("notes", "spec.yaml", "", states, found.drifted, ())


def _write(forge: Forge, report: Report) -> Written:
    with served(forge) as environ:
        return write(forge.platform, report, environ, sleep=lambda _: None)


def test_an_issue_is_made_written_anew_closed_and_opened_again(forge: Forge) -> None:
    steps = [
        (_report(), "nothing", []),
        (_report(HERE), "created", [forge.opened]),
        (_report(HERE), "unchanged", [forge.opened]),
        (_report(HERE, THERE), "updated", [forge.opened]),
        (_report(is_partial=True), "unchanged", [forge.opened]),
        (_report(), "closed", ["closed"]),
        (_report(), "nothing", ["closed"]),
        (_report(HERE), "reopened", [forge.opened]),
    ]
    for report, did, states in steps:
        assert (_write(forge, report).did, forge.states) == (did, states)
    assert {"Bearer secret", "secret"} >= forge.tokens
    assert "memory_size of 1 lambda function in eu-west-1" in forge.issues[0][forge.body].replace("\\", "")


def test_issues_of_others_are_left_alone(forge: Forge) -> None:
    for number in range(150):
        forge.there(f"about {marker(_report())} and more, {number}", forge.opened)
    forge.there(marker(Report("x", "spec.yaml", "staging", (), (), ())), forge.opened)
    assert _write(forge, _report()).did == "nothing"
    assert _write(forge, _report(HERE)).did == "created"
    assert len(forge.issues) == 152


@pytest.mark.parametrize("status", [401, 403, 404, 500])
def test_a_refusal_is_a_warning(forge: Forge, status: int) -> None:
    forge.refuses = status
    written = _write(forge, _report(HERE))
    assert written.problem and written.problem.code == "TFG745"
    assert ("the next run" in str(written.problem.hint)) is (status == 500)
    assert "secret" not in written.problem.message


@pytest.mark.parametrize("platform", Platform)
def test_without_a_token_there_is_nowhere_to_write(platform: Platform) -> None:
    written = write(platform, _report(HERE), {})
    assert (
        written.problem
        and written.problem.code == "TFG746"
        and "_TOKEN is not set" in written.problem.message
    )


def test_a_body_is_cut_between_lines_and_says_so() -> None:
    assert cut("a\nb\n", 10) == "a\nb\n"
    found = cut("first line\n" * 100, 200)
    assert len(found) <= 200 and found.endswith("first line\n\nThe rest is cut: `tfgen drift` tells it.\n")
