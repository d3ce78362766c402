"""One comment: made once, written anew, and nobody else's touched."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.component.review.post.stand_in import HEAD, OTHER, TOKEN, Platform, limited, stand_in
from tfgen.diagnostics import Severity
from tfgen.review.post.client import Client, FailedError
from tfgen.review.post.platform import Platform as Name
from tfgen.review.post.post import Posted, post

MARKER = "<!-- tfgen:review path=spec.yaml env= -->"
BODY, NEWER = f"{MARKER}\nadds a region", f"{MARKER}\nadds two"
both = pytest.mark.parametrize("platform", ["github", "gitlab"], indirect=True)


@pytest.fixture
def platform(request: pytest.FixtureRequest) -> Iterator[Platform]:
    with stand_in(getattr(request, "param", "github")) as running:
        yield running


def posted(
    platform: Platform, body: str = BODY, has_changes: bool = True, environ: dict[str, str] | None = None
) -> Posted:
    slept: list[float] = []
    job = {**platform.environ(), **(environ or {})}
    found = post(Name(platform.name), body, MARKER, has_changes, job, slept.append)
    assert sum(slept) <= 120
    assert all(each.severity is not Severity.ERROR for each in found.diagnostics), "the review's status stays"
    return found


@both
def test_it_is_made_once_and_then_written_anew(platform: Platform) -> None:
    assert posted(platform).did == "created"
    assert posted(platform).did == "unchanged"
    assert posted(platform, NEWER).did == "updated"
    assert platform.bodies == [NEWER]
    assert len(platform.writes) == 2
    assert {token.removeprefix("Bearer ") for token in platform.tokens} == {TOKEN}


@both
def test_without_changes_none_is_made_and_an_old_one_is_brought_up_to_date(platform: Platform) -> None:
    assert posted(platform, has_changes=False).did == "nothing"
    assert not platform.writes
    posted(platform)
    assert posted(platform, f"{MARKER}\nno changes", has_changes=False).did == "updated"
    assert platform.bodies == [f"{MARKER}\nno changes"]


@both
def test_it_is_found_on_the_second_page(platform: Platform) -> None:
    for number in range(120):
        platform.wrote(f"talk {number}", OTHER)
    platform.wrote(BODY)
    assert posted(platform, NEWER).did == "updated"
    assert platform.bodies[-1] == NEWER
    assert "/elsewhere" not in {path for _, path in platform.asked}, "an address in an answer is not followed"


@both
def test_it_is_found_behind_many_that_copy_its_marker(platform: Platform) -> None:
    for number in range(101):
        platform.wrote(f"{MARKER}\n{number}", OTHER)
    platform.wrote(BODY)
    assert posted(platform, NEWER).did == "updated"


@pytest.mark.parametrize("knows", ["graphql", "user", "nothing"])
@both
def test_whoever_copies_the_marker_is_left_alone(platform: Platform, knows: str) -> None:
    platform.has_graphql, platform.knows_user = knows == "graphql", knows != "nothing"
    platform.wrote(f"{MARKER}\nnothing to see, merge it", OTHER)
    found = posted(platform)
    if platform.name == "gitlab" and knows == "nothing":
        assert found.diagnostics[0].code == "TFG360"
    else:
        assert found.did == "created"
        assert posted(platform, NEWER).did == "updated"
    assert platform.bodies[0] == f"{MARKER}\nnothing to see, merge it"


def test_a_hidden_comment_is_shown_again_when_it_says_something_new(platform: Platform) -> None:
    comment = platform.wrote(BODY, hidden=True)
    posted(platform)
    assert comment["hidden"], "nothing new"
    posted(platform, NEWER)
    assert not comment["hidden"]


@both
def test_of_two_jobs_that_race_one_comment_stays(platform: Platform) -> None:
    platform.before_create = lambda: platform.bodies or platform.wrote(BODY)  # type: ignore[assignment]
    assert posted(platform, NEWER).did == "updated"
    assert platform.bodies == [NEWER]


def test_many_at_once_leave_one(platform: Platform) -> None:
    posts = [threading.Thread(target=posted, args=(platform,)) for _ in range(4)]
    for each in posts:
        each.start()
    for each in posts:
        each.join()
    posted(platform)
    assert platform.bodies == [BODY]


@both
def test_what_was_made_though_no_answer_came_is_not_made_twice(platform: Platform) -> None:
    platform.lost = ["POST"]
    platform.has_graphql = False  # its POST would be the one that is lost
    assert posted(platform).did == "unchanged"
    assert platform.bodies == [BODY]


@both
def test_one_that_is_deleted_meanwhile_is_made_anew(platform: Platform) -> None:
    platform.wrote(BODY)
    update = "PUT" if platform.name == "gitlab" else "PATCH"
    platform.faults = {update: [(404, {}, {"message": "Not Found"})]}
    assert posted(platform, NEWER).did == "updated"


@pytest.mark.parametrize("status", [500, 502, 503])
@both
def test_a_passing_fault_is_asked_again(platform: Platform, status: int) -> None:
    platform.faults = {"GET": [(status, {}, b"<html>")] * 2}
    assert posted(platform).did == "created"


@both
def test_a_lasting_fault_is_a_warning(platform: Platform) -> None:
    platform.faults = {"GET": [(503, {}, b"<html>")] * 99}
    (told,) = posted(platform).diagnostics
    assert told.code == "TFG360"
    assert told.severity is Severity.WARNING
    assert "503" in told.message


def test_a_short_limit_is_waited_for_and_a_long_one_told(platform: Platform) -> None:
    platform.faults = {"GET": [limited(5), (429, {"Retry-After": "7"}, None)]}
    assert posted(platform).did == "created"
    platform.faults = {"GET": [limited(1800)]}
    (told,) = posted(platform, NEWER).diagnostics
    assert "limit" in told.message
    assert len([method for method, _ in platform.asked if method == "PATCH"]) == 0


@pytest.mark.parametrize(
    ("name", "environ", "words"),
    [
        ("github", {}, "workflow_run"),
        ("gitlab", {}, "scope `api`"),
        ("gitlab", {"GITLAB_TOKEN": "", "CI_JOB_TOKEN": "job"}, "CI_JOB_TOKEN may not"),
    ],
)
def test_a_token_that_may_not_write_is_a_warning_that_says_what_to_do(
    name: str, environ: dict[str, str], words: str
) -> None:
    with stand_in(name) as platform:
        platform.faults = {"POST": [(403, {}, {"message": "Resource not accessible by integration"})]}
        (told,) = posted(platform, environ=environ).diagnostics
    assert told.code == "TFG360"
    assert words in str(told.hint)


@both
def test_an_older_commit_does_not_overwrite_a_newer_ones_review(platform: Platform, tmp_path: Path) -> None:
    platform.head = "2" * 40
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"pull_request": {"number": 5, "head": {"sha": HEAD}}}))
    (told,) = posted(platform, environ={"GITHUB_EVENT_PATH": str(event)}).diagnostics
    assert told.code == "TFG361"
    assert not platform.writes


def test_the_run_of_a_fork_is_found_by_its_branch_and_commit(platform: Platform, tmp_path: Path) -> None:
    """And not by what it left behind."""
    owner = {"owner": {"login": "mallory"}}
    run = {"head_sha": HEAD, "head_branch": "fix", "head_repository": owner, "pull_requests": []}
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"workflow_run": run}))
    platform.pulls = [{"number": 9, "head": {"sha": "3" * 40}}, {"number": 5, "head": {"sha": HEAD}}]
    environ = {"GITHUB_EVENT_PATH": str(event), "GITHUB_REF": "refs/heads/main"}
    assert posted(platform, environ=environ).did == "created"
    platform.pulls = []
    assert posted(platform, NEWER, environ=environ).diagnostics[0].code == "TFG760"


@pytest.mark.parametrize(
    ("name", "environ"),
    [
        ("github", {"GITHUB_TOKEN": ""}),
        ("github", {"GITHUB_REPOSITORY": ""}),
        ("github", {"GITHUB_REF": "refs/heads/main"}),
        ("github", {"GITHUB_REF": "refs/pull/x/merge", "GITHUB_EVENT_PATH": "/nowhere"}),
        ("gitlab", {"GITLAB_TOKEN": ""}),
        ("gitlab", {"CI_MERGE_REQUEST_IID": ""}),
    ],
)
def test_outside_of_a_pull_request_nothing_is_asked(name: str, environ: dict[str, str]) -> None:
    with stand_in(name) as platform:
        (told,) = posted(platform, environ=environ).diagnostics
        assert told.code == "TFG760"
        assert not platform.asked


@both
def test_the_token_goes_to_no_other_host(platform: Platform) -> None:
    with stand_in(platform.name) as other:
        platform.faults = {"GET": [(302, {"Location": f"{other.url}/projects/7"}, None)]}
        (told,) = posted(platform).diagnostics
        assert not other.asked
    assert "another host" in told.message


def test_a_repository_that_was_renamed_is_followed(platform: Platform) -> None:
    comments = "/repos/acme/shop/issues/5/comments"
    platform.faults = {"GET": [(301, {"Location": f"{comments}?per_page=100&page=1"}, None)]}
    platform.faults["POST"] = [(307, {"Location": comments}, None)]
    assert posted(platform).did == "created"


def test_a_proxy_does_not_see_the_token_of_plain_http(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    with stand_in("github") as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        assert posted(platform).did == "created"
        assert not proxy.asked


@pytest.mark.parametrize(
    "answer", [b"[", b"{}", b"[" * 100_000, b'[{"body": 1}]', b'[{"id": "x", "body": 1}]', b"null"]
)
def test_odd_answers_are_warnings(platform: Platform, answer: bytes) -> None:
    platform.faults = {"GET": [(200, {}, answer)]}
    assert posted(platform).diagnostics[0].code == "TFG360"


def test_an_answer_without_end_is_not_read(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tfgen.review.post.client.MOST_BYTES", 1000)
    platform.faults = {"GET": [(200, {}, b" " * 100_000)]}
    assert "more than 1000 bytes" in posted(platform).diagnostics[0].message


def test_a_host_that_does_not_listen_is_a_warning(platform: Platform) -> None:
    (told,) = posted(platform, environ={"GITHUB_API_URL": "http://127.0.0.1:1"}).diagnostics
    assert told.code == "TFG360"


@pytest.mark.parametrize("base", ["file:///etc", "https://", "https://user:word@host", "nonsense"])
def test_what_is_no_address_of_an_api_is_refused(base: str) -> None:
    with pytest.raises(FailedError):
        Client(base, {})
