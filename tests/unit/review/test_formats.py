"""A review in its formats."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from tests.unit.review.plans import change, in_regions, plan
from tfgen.diagnostics import Diagnostic, Severity, Span
from tfgen.review.body import GITHUB, GITLAB, octets, units
from tfgen.review.codes import DEFERRED, NOT_WHOLE
from tfgen.review.document import Document
from tfgen.review.formats import json as json_format
from tfgen.review.formats import markdown
from tfgen.review.formats.formats import Format
from tfgen.review.making import of_plans
from tfgen.review.result import CostDifference, LatencyDifference, Review, State
from tfgen.review.stored import restored

HOSTILE = "`x` @octocat #12 GH-1 !3 owner/repo#4 <img src=x> [a](http://evil) www.evil.com | \u202e\u200b\n# h $1 ~2 %3 &4 &#64;octocat"
REGIONS = tuple(f"eu-west-{number}" for number in range(1, 31))


def _review(found: dict[str, Any], **more: Any) -> Review:
    made = of_plans([Document("", found)])
    return Review(**{**made.__dict__, **more})


def _hostile() -> Review:
    address = f'module.a["{HOSTILE}"].aws_sqs_queue.this'
    told = change(
        address,
        "delete",
        "create",
        before={"name": HOSTILE},
        after={"name": f"{HOSTILE}2"},
        replace_paths=[[HOSTILE]],
    )
    moved = change(address, "update", before={HOSTILE: 1}, after={HOSTILE: 2}, previous_address=HOSTILE)
    found = NOT_WHOLE(HOSTILE, Span(HOSTILE, 1, 1, 1, 1), HOSTILE)
    return _review(
        plan({**told, "action_reason": HOSTILE}, moved, output_changes={HOSTILE: {"actions": ["create"]}}),
        findings=(found,),
        title=HOSTILE,
        path=HOSTILE,
        environment=HOSTILE,
        notes=(HOSTILE,),
        cost=(CostDifference(Decimal(1), Decimal(2), ((HOSTILE, Decimal(1)),), (HOSTILE,), HOSTILE),),
        latency=(LatencyDifference(((HOSTILE, 1.0, 2.0),), (HOSTILE,), HOSTILE),),
        states=(*_review(plan(told)).states, State(HOSTILE, after=(HOSTILE,))),
    )


def _outside_code(text: str) -> str:
    return re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "", text)


def test_text_of_others_calls_nobody_and_links_nowhere() -> None:
    text = markdown.render(_hostile())
    rest = _outside_code(text.partition("\n")[2])  # without the marker, which is a comment
    assert not re.search(r"@\w|(?<!&)#\d|&#(?!8203;)|!\d|\bGH-\d|://|(?<!\\)<img|www\.|(?<!\\)\]\(", rest), (
        rest
    )
    assert not re.search("[\u202e\u200b]", text)
    assert len([line for line in text.splitlines() if line.startswith("# ")]) == 0
    for line in text.splitlines():
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", _outside_code(line))) in (3, 4, 5)


COMMAND = f"/approve\n/approve\n<!-- tfgen:reviewed x=1-0123456789abcdef -->\n{HOSTILE}"


@pytest.mark.parametrize("where", ["code", "policy", "halfway", "latency", "notes"])
def test_a_stored_review_commands_nobody(where: str) -> None:
    """GitLab does what a line says that begins with `/`, and the pipeline believes the line with fingerprints."""
    finding = {"code": "TFG1", "severity": "error", "message": "m", where: COMMAND}
    halfway = {
        "line": COMMAND,
        "is_open": True,
        "rows": [["", COMMAND], [COMMAND, "1"]],
        "ends": [COMMAND],
        "next": COMMAND,
    }
    findings: dict[str, Any] = {"findings": [finding]}
    elsewhere: dict[str, dict[str, Any]] = {
        "halfway": {"halfway": [halfway]},
        "latency": {"latency": [{"rows": [[COMMAND, 1, 2]], "notes": [COMMAND]}]},
        "notes": {"notes": [COMMAND]},
    }
    told = elsewhere.get(where, findings)
    review = restored({"format_version": "1.0", "kind": "tfgen-review", **told}, "review.json")
    assert isinstance(review, Review)
    text = markdown.render(review)
    rest = _outside_code(text.partition("\n")[2])
    assert not re.search(r"^\s*(/|<!--)", rest, re.MULTILINE), rest
    assert not re.search(r"(?<!\\)<(?!/?(br|details|summary)>)|@\w", rest), rest


def test_the_marker_is_one_comment_whatever_the_path_is() -> None:
    told = markdown.marker(_review(plan(), path="a -->b--c<!--", environment="prod"))
    assert told.count("-->") == 1
    assert told.startswith("<!-- tfgen:review path=a") and told.endswith("env=prod -->")


def test_a_change_in_many_regions_is_told_once() -> None:
    text = markdown.render(_review(in_regions(*REGIONS), regions=REGIONS))
    assert "in eu-west-1, eu-west-2 and 28 more" in text
    assert "| eu-west-1, eu-west-2, eu-west-3 and 27 more, each of 30 | 1 |" in text
    assert "| **all** | 30 |" in text
    assert len(text.splitlines()) < 30


@cache
def _large(name: str) -> Review:
    changes = [
        change(
            f'aws_sqs_queue.{name}["{number}"]',
            "delete" if number % 2 else "update",
            before={"name": "a"},
            after={"name": "b"},
        )
        for number in range(5000)
    ]
    findings = tuple(DEFERRED(f"{name} {number} " * 5) for number in range(3000))
    return _review(plan(*changes), findings=findings, head="abcdef1234567", path="spec.yaml")


@pytest.mark.parametrize("name", ["a", "é", "🌈"])
def test_a_comment_is_cut_and_keeps_its_beginning_and_end(name: str) -> None:
    review = _large(name)
    text = markdown.render(review)
    assert units(text) < GITHUB
    assert text.startswith("<!-- tfgen:review path=spec.yaml")
    assert "**2500 to destroy" in text
    assert f"Fingerprint `{review.fingerprint}`" in text.splitlines()[-1]
    assert "cut here" in text
    assert re.search(r"… and \d+ more", text)
    assert "2500 to change, 2500 to destroy." in text
    assert octets(markdown.render(review, GITLAB, octets)) < GITLAB


@pytest.mark.parametrize("most", range(1200, 9000, 700))
def test_whatever_the_room_is_it_is_kept(most: int) -> None:
    text = markdown.render(_large("b"), most)
    assert units(text) < most
    assert text.count("<details>") == text.count("</details>")


def test_nothing_is_cut_of_what_fits() -> None:
    assert "cut here" not in markdown.render(_review(in_regions(*REGIONS)))


@pytest.mark.parametrize("review", [_hostile(), _large("c"), _review(plan())])
def test_a_review_is_read_again_as_it_was(review: Review) -> None:
    assert restored(json.loads(json_format.render(review)), "r.json") == review


@pytest.mark.parametrize(
    "odd",
    [
        {"format_version": "2.0"},
        {"states": 1},
        {"states": [1]},
        {"states": [{"changes": [{"actions": ["archive"]}]}]},
        {"findings": [{"severity": "fatal"}]},
        {"findings": [{"severity": "error", "span": {"file": 1}}]},
        {"cost": [{"before": "NaN", "after": "1"}]},
        {"cost": [{"before": "x", "after": "1"}]},
        {"latency": [{"rows": [["a", 1]]}]},
        {"ignored": True},
        {"path": 1},
        {"fingerprint": "1-abc\nverdict=pass"},
        {"head": "x"},
    ],
)
def test_a_review_that_somebody_changed_is_no_crash(odd: dict[str, Any]) -> None:
    document = {**json.loads(json_format.render(_review(plan()))), **odd}
    assert isinstance(restored(document, "r.json"), Diagnostic)


@pytest.mark.parametrize("format_", Format)
def test_every_format_takes_a_hostile_review(format_: Format) -> None:
    text = format_.render(_hostile())
    assert not re.search("[\u202e\u200b]", text) or format_ is Format.text
    if format_ is Format.github:
        assert all(line.startswith("::") for line in text.splitlines())


def test_gitlab_knows_a_finding_again_at_another_line() -> None:
    def prints(line: int) -> Any:
        found = NOT_WHOLE("x", Span("spec.yaml", line, 1, line, 2))
        [told] = json.loads(Format.gitlab.render(_review(plan(), findings=(found,))))
        return told

    one, other = prints(3), prints(9)
    assert one["location"] == {"path": "spec.yaml", "lines": {"begin": 3}}
    assert one["severity"] == "critical"
    assert one["fingerprint"] == other["fingerprint"]


def test_states_that_wait_for_the_same_are_told_together() -> None:
    states = tuple(State(region, after=("global",)) for region in REGIONS)
    text = markdown.render(Review(states))
    assert (
        "- `eu-west-1`, `eu-west-2`, `eu-west-3` and 27 more: decided after `global`, and reviewed then"
        in text
    )
    assert "30 states not planned yet" in text


def test_errors_come_first() -> None:
    text = markdown.render(_review(plan(), findings=(DEFERRED("later"), NOT_WHOLE("first"))))
    assert text.index("first") < text.index("later")


def test_what_findings_are_about_is_the_first_that_goes() -> None:
    gone = (change(f"aws_sqs_queue.{name}", "delete") for name in "abc")
    noted = Diagnostic("TFG404", Severity.NOTE, "noted", address="aws_sqs_queue.b")
    failed = Diagnostic("TFG403", Severity.ERROR, "failed", address="aws_sqs_queue.c")
    text = markdown.render(_review(plan(*gone), findings=(noted, failed)))
    assert re.findall(r"\*\*destroyed\*\* `aws_sqs_queue.(.)`", text) == ["c", "b", "a"]


def test_each_of_several_states_is_told_with_its_fingerprint() -> None:
    plans = {name: plan(change(f"aws_sqs_queue.{name}", "create")) for name in ("global", "eu-west-1")}
    review = of_plans([Document(name, each) for name, each in plans.items()])
    text = markdown.render(review)
    assert "Fingerprints of states" in text
    for state in review.states:
        assert f"- `{state.name}` `{state.fingerprint}`" in text
    assert "Fingerprints of states" not in markdown.render(_review(plans["global"]))
