"""A review that tells what became of an apply, of its record."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from tfgen.apply.progress import Ended, Fate
from tfgen.apply.record import KIND, Outcome, Record, StateVersion
from tfgen.diagnostics import Diagnostic
from tfgen.review.formats import json as as_json
from tfgen.review.formats import markdown, text
from tfgen.review.reading import parsed
from tfgen.review.result import Review
from tfgen.review.together import together
from tfgen.review.verdict import verdict

HALFWAY = Record(
    fingerprint="1-0123456789abcdef",
    reviewed="1-0123456789abcdef",
    unreviewed="",
    lines=(),
    spec="spec.yaml",
    environment="prod",
    regions=("eu-west-1", "us-east-1"),
    root="",
    head="abc",
    is_clean=True,
    base="",
    who={"user": "x"},
    started="2026-11-26T16:46:59+00:00",
    versions={},
    plan_sha256="",
    lock_sha256="",
    before=StateVersion(),
    outcome=Outcome.FAILED,
    changes=(
        Ended("aws_x.a", "us-east-1", Fate.FAILED, "AccessDenied: @everybody `x` <b>"),
        Ended("aws_x.b", "us-east-1", Fate.NOT_STARTED),
        Ended("aws_x.c", "eu-west-1", Fate.APPLIED),
    ),
)


def _read(record: Record, **other: Any) -> Review | Diagnostic:
    told = {"format_version": 1, "kind": KIND, **dataclasses.asdict(record), **other}
    found = parsed(json.dumps(told), "apply.json", "")
    assert isinstance(found, Review | Diagnostic)
    return found


def _review(record: Record = HALFWAY) -> Review:
    found = _read(record)
    assert isinstance(found, Review)
    return found


def test_the_comment_tells_how_far_an_apply_came_by_region() -> None:
    comment = markdown.render(_review())
    assert comment.startswith("<!-- tfgen:review path=spec.yaml env=prod -->")
    assert "**The apply failed halfway: 1 applied, 1 failed, 1 not started.**" in comment
    assert "| eu-west-1 | 1 | - | - |\n| us-east-1 | - | 1 | 1 |" in comment
    assert "--resume" in comment
    assert "@everybody" not in comment
    assert "<b>" not in comment


def test_it_joins_the_review_of_the_plan() -> None:
    planned = Review(
        (), title="shop", path="spec.yaml", environment="prod", head="abc", regions=HALFWAY.regions
    )
    whole = together([planned, _review()])
    again = parsed(as_json.render(whole), "review.json", "")
    assert again == whole
    assert verdict(whole).word == "warn"
    assert "us-east-1" in text.render(whole)


def test_one_that_came_to_its_end_passes() -> None:
    applied = dataclasses.replace(HALFWAY, outcome=Outcome.APPLIED, changes=HALFWAY.changes[2:])
    found = verdict(_review(applied))
    assert (found.word, found.why) == ("pass", "the apply came to its end: 1 applied")
    assert "--resume" not in markdown.render(_review(applied))


@pytest.mark.parametrize(
    "other",
    [
        {"format_version": 2},
        {"spec": {}},
        {"changes": [{}]},
        {"changes": [{"address": [], "place": [], "fate": "no", "why": ""}]},
        {"outcome": "x"},
        {"before": 3},
        {"regions": None},
    ],
)
def test_a_record_of_an_odd_form_is_none(other: dict[str, Any]) -> None:
    found = _read(HALFWAY, **other)
    assert isinstance(found, Diagnostic)
    assert found.code == "TFG790"
