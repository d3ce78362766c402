"""Recorded plans: what is told of each is as somebody read it, and nothing of any plan is lost or shown."""

from __future__ import annotations

import json

import pytest

from tests.plans.comments import comment, reviewed
from tests.plans.kept import FOLDER, content, names
from tfgen.plan.change import changes
from tfgen.review.body import GITHUB, units

_SECRETS = ("hunter2", "correct horse", "correct-horse-battery", "sk_live_of_nobody")


def test_there_are_many() -> None:
    assert len(names()) >= 50


@pytest.mark.parametrize("name", names())
def test_its_comment_is_as_it_was_read(name: str) -> None:
    """`make golden` writes it anew."""
    assert comment(name) == (FOLDER / f"{name}.md").read_text("utf-8")


@pytest.mark.parametrize("name", names())
def test_every_change_is_counted_and_no_secret_told(name: str) -> None:
    review, text = reviewed(name), comment(name)
    plan = json.loads(content(name))
    happens = [
        change
        for change in changes(plan)
        if change.actions not in (("no-op",), ("read",)) or change.imports or change.previous
    ]
    assert len(list(review.items)) == len(happens)
    assert units(text) < GITHUB
    assert not [secret for secret in _SECRETS if secret in text]


def test_no_comment_outlives_its_plan() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == set(names())
    assert {path.stem for path in FOLDER.glob("*.yaml")} <= set(names())
