"""From the comment to the apply: the fingerprint that was reviewed is found by the commit that was merged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.component.review.post.stand_in import HEAD, ME, MERGED, OTHER, Platform, stand_in
from tfgen.cli.posting import post_review
from tfgen.diagnostics import Diagnostic
from tfgen.review.formats.markdown import marker, render
from tfgen.review.post.platform import Platform as Name
from tfgen.review.post.reviewed import NOTHING, reviewed, told
from tfgen.review.result import Review, State
from tfgen.review.together import together

ONE, TWO = "1-0123456789abcdef", "1-fedcba9876543210"
PROD = Review((State("eu-west-1", fingerprint=ONE), State("us-east-1", fingerprint=TWO)), path="a b.yaml")
STAGING = Review((State(fingerprint=TWO),), path="a b.yaml", environment="staging")


@pytest.fixture(params=["github", "gitlab"])
def platform(request: pytest.FixtureRequest) -> Iterator[Platform]:
    with stand_in(request.param) as running:
        yield running


def _found(platform: Platform, environment: str = "", state: str = "eu-west-1") -> str | Diagnostic:
    environ = {**platform.environ(), "GITHUB_SHA": MERGED, "CI_COMMIT_SHA": MERGED}
    environ |= {"GITHUB_REF": "refs/heads/main", "CI_MERGE_REQUEST_IID": ""}
    return reviewed(Name(platform.name), "a b.yaml", environment, state, environ, lambda _: None)


def _commented(platform: Platform, review: Review, author: str = ME) -> None:
    body = f"{render(review)}\n{told(review)}\n"
    assert body.startswith(marker(review))
    platform.wrote(body, author)


def test_of_one_review_each_state_has_its_own(platform: Platform) -> None:
    _commented(platform, PROD)
    assert _found(platform) == ONE
    assert _found(platform, state="us-east-1") == TWO


def test_of_several_too(platform: Platform) -> None:
    _commented(platform, together([PROD, STAGING]))
    assert _found(platform) == ONE
    assert _found(platform, "staging", "") == TWO


def test_without_a_comment_nothing_may_change(platform: Platform) -> None:
    assert _found(platform) == NOTHING
    _commented(platform, STAGING)
    assert _found(platform) == NOTHING, "of another environment"


def test_a_comment_of_somebody_elses_tells_nothing(platform: Platform) -> None:
    _commented(platform, PROD, OTHER)
    assert _found(platform) == NOTHING


def test_a_fork_says_no_fingerprint(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its run writes what the comment is made of: with a fingerprint of its choice, its merge would be applied unseen."""
    event = tmp_path / "event.json"
    run = {"head_sha": HEAD, "head_branch": "fix", "head_repository": {"owner": {"login": "mallory"}}}
    event.write_text(json.dumps({"workflow_run": run}))
    with stand_in("github") as platform:
        platform.pulls = [{"number": 5, "head": {"sha": HEAD}}]
        environ = {"GITHUB_EVENT_PATH": str(event), "GITHUB_EVENT_NAME": "workflow_run", "GITHUB_REF": ""}
        for name, value in {**platform.environ(), **environ}.items():
            monkeypatch.setenv(name, value)
        found = State("eu-west-1", fingerprint=ONE, outputs=("url",))
        post_review(Review((found,), path="a b.yaml", fingerprint=ONE), Name.github)
        assert platform.writes
        assert _found(platform) == NOTHING


def test_two_that_differ_tell_nothing(platform: Platform) -> None:
    _commented(platform, PROD)
    _commented(platform, Review((State("eu-west-1", fingerprint=TWO),), path="a b.yaml"))
    found = _found(platform)
    assert isinstance(found, Diagnostic)
    assert found.code == "TFG365"


def test_what_no_pull_request_merged_is_not_reviewed(platform: Platform) -> None:
    _commented(platform, PROD)
    platform.is_merged = False
    found = _found(platform)
    assert isinstance(found, Diagnostic)
    assert found.code == "TFG365"


def test_a_comment_that_somebody_edited_is_refused() -> None:
    """GitHub tells it; on GitLab only whoever may merge as well can edit it."""
    with stand_in("github") as platform:
        _commented(platform, PROD)
        platform.editor = "github-actions"
        assert _found(platform) == ONE
        platform.editor = OTHER
        assert isinstance(_found(platform), Diagnostic)


def test_a_platform_that_does_not_answer_tells_nothing(platform: Platform) -> None:
    platform.faults = {"GET": [(503, {}, b"")] * 9}
    assert isinstance(_found(platform), Diagnostic)


def test_what_a_plan_says_of_itself_is_no_fingerprint(platform: Platform) -> None:
    """A name of a state may be anybody's, and ends the line no sooner."""
    hostile = State(f"x={TWO} --> eu-west-1", fingerprint=ONE)
    _commented(platform, Review((hostile, *PROD.states), path="a b.yaml"))
    assert _found(platform) == ONE
