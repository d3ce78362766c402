"""What is found, grouped, ignored and told."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest

from tests.specs import EXAMPLE_NAMES, EXAMPLES, ROOT, dump, read, stack_of
from tests.unit.drift.plans import HERE, SOURCE, STACK, THERE, Json, changed, function, memory, of, plan
from tests.unit.gate.aws import SPEC
from tfgen.drift import places
from tfgen.drift.codes import NOT_ASKED
from tfgen.drift.formats import Format
from tfgen.drift.formats.markdown import marker
from tfgen.drift.found import Fate, Found
from tfgen.drift.groups import groups, noun_of
from tfgen.drift.judged import parted, without_end
from tfgen.drift.noise import EMPTY, FOLLOWS, OWN, SCALED
from tfgen.drift.places import by_values
from tfgen.drift.report import Report, State, state_of
from tfgen.explain.catalogue import codes
from tfgen.spec.source import Source
from tfgen.stack.region import label
from tfgen.stack.root import Root
from tfgen.suppress import written
from tfgen.suppress.baseline import Places
from tfgen.suppress.judge import Judge, Wishes
from tfgen.suppress.suppression import Suppression

RECORD = 'aws_route53_record.us_east_1["AAAA"]'
GONE = {"address": RECORD, "mode": "managed", "type": "aws_route53_record"}
DELETED = {**GONE, "change": {"actions": ["delete"], "before": {"name": "a"}, "after": None}}
CREATED = {**GONE, "change": {"actions": ["create"], "before": None, "after": {"name": "a"}}}


def _report(found: Found, ignored: tuple[Any, ...] = (), **state: Any) -> Report:
    return Report("notes", "spec.yaml", "", (State("", found, **state),), found.drifted, ignored)


def _text(found: Found) -> str:
    return Format.text.render(_report(found), SOURCE)


def test_one_change_in_many_regions_is_told_once() -> None:
    found = of(plan([memory(HERE), memory(THERE), memory(HERE, name="health")], []))
    (group,) = groups(found.drifted)
    assert group.says() == (
        "memory_size of 2 lambda functions in eu-west-1, us-east-1 (3 resources): 256 is now 512"
    )
    assert found.left_out == {"null in one, and empty in the other": 3}


def test_many_regions_are_counted() -> None:
    regions = ["eu-west-1", "eu-west-2", "us-east-1", "us-west-2", "sa-east-1"]
    stack = stack_of({**SPEC, "regions": regions})
    state = state_of("", plan([memory(region) for region in regions], []), places.where_of(stack, Root("")))
    assert state.found
    (group,) = groups(state.found.drifted)
    assert group.says() == "memory_size of 1 lambda function in 5 regions (5 resources): 256 is now 512"


def test_other_values_are_told_as_several() -> None:
    (group,) = groups(of(plan([memory(HERE), memory(THERE, after=1024)], [])).drifted)
    assert group.says().endswith("(2 resources), several values")


def test_a_secret_stays_one() -> None:
    before, after = ({"environment": [{"variables": {"PASSWORD": each}}]} for each in ("hunter2", "hunter3"))
    found = of(plan([changed(function(HERE), before, after)], []))
    for format_ in Format:
        told = format_.render(_report(found), SOURCE)
        assert "PASSWORD" in told and "hunter" not in told, format_


def _asked(before: Json, after: Json, actions: list[str] | None = None, **more: Any) -> Json:
    return changed(function(HERE), before, after, actions, **more)


@pytest.mark.parametrize(
    ("asked", "fate", "planned"),
    [
        ([_asked({"memory_size": 512}, {"memory_size": 256})], Fate.back, 0),
        ([_asked({"memory_size": 512}, {"memory_size": 512}, ["no-op"])], Fate.left, 0),
        ([], Fate.left, 0),
        ([_asked({"memory_size": 512, "timeout": 3}, {"memory_size": 256, "timeout": 5})], Fate.back, 1),
        ([_asked({"memory_size": 512, "timeout": 3}, {"memory_size": 512, "timeout": 5})], Fate.left, 1),
        (
            [
                _asked(
                    {"memory_size": 512},
                    {"memory_size": 256},
                    ["delete", "create"],
                    replace_paths=[["memory_size"]],
                )
            ],
            Fate.replaced,
            0,
        ),
        (
            [_asked({"memory_size": 512, "arn": "a"}, {"memory_size": 256}, after_unknown={"arn": True})],
            Fate.back,
            0,
        ),
        (None, Fate.unknown, None),
    ],
)
def test_what_the_next_apply_does(asked: list[Json] | None, fate: Fate, planned: int | None) -> None:
    found = of(plan([memory(HERE)], asked))
    assert [each.fate for each in found.drifted] == [fate]
    assert (None if found.planned is None else len(found.planned)) == planned


def test_what_follows_from_another_change_is_not_asked_for() -> None:
    alias = changed(
        'module.eu_west_1.module.function["put"].aws_lambda_alias.live',
        {"function_version": "1"},
        {},
        ["update"],
        after_unknown={"function_version": True},
    )
    assert of(plan([memory(HERE)], [alias])).planned == ()


def test_what_is_gone() -> None:
    found = of(plan([DELETED], [CREATED]))
    assert [(each.region, each.fate) for each in found.drifted] == [(THERE, Fate.again)]
    told = _text(found)
    assert "gone      1 route53 record in us-east-1 is gone  [TFG741]" in told
    assert "the next apply makes it again" in told and "the spec asks for no other change" in told


def test_changes_that_the_spec_asks_for_are_no_drift() -> None:
    asked = [_asked({"timeout": 3}, {"timeout": 5}), CREATED]
    found = of(plan([], asked))
    assert found.drifted == () and len(found.planned or ()) == 2
    assert "notes: no difference" in _text(found)
    assert "the spec asks for other changes, of 2 resources: `tfgen plan` tells them" in _text(found)


def test_a_state_that_holds_nothing_was_not_compared() -> None:
    state = state_of("", {"format_version": "1.2", "resource_changes": []}, by_values)
    assert state.found is None and state.problem and state.problem.code == "TFG742"


def test_of_states_that_were_not_compared_nothing_is_claimed() -> None:
    states = (State("global", of(plan([], []))), State(HERE, None, problem=NOT_ASKED("no credentials")))
    report = Report("notes", "spec.yaml", "", states, (), ())
    told = Format.text.render(report, SOURCE)
    assert "no difference between the state and the account, as far as could be compared" in told
    assert "unknown   state eu-west-1: no credentials" in told
    assert "whether the spec asks for other changes is not known" in told


def test_any_terraform_is_told_by_arns() -> None:
    arn = "arn:aws:lambda:eu-north-1:1:function:f"
    drift = changed("aws_lambda_function.f", {"arn": arn, "timeout": 3}, {"arn": arn, "timeout": 9})
    state = state_of("", plan([drift], []), by_values)
    assert state.found
    assert [(each.region, each.path) for each in state.found.drifted] == [("eu-north-1", None)]


@pytest.mark.parametrize(
    ("kind", "one", "many"),
    [
        ("aws_lambda_function", "lambda function", "lambda functions"),
        ("aws_iam_role_policy", "iam role policy", "iam role policies"),
        ("aws_lambda_alias", "lambda alias", "lambda aliases"),
    ],
)
def test_types_have_names(kind: str, one: str, many: str) -> None:
    assert (noun_of(kind, 1), noun_of(kind, 2)) == (one, many)


def _judge(ignore: list[dict[str, str]], today: str = "2026-11-20") -> tuple[Judge, Source]:
    source, _ = read(dump({**SPEC, "ignore": ignore}))
    found = tuple(each for each in written.of_spec(source) if isinstance(each, Suppression))
    return Judge(Wishes(found), Places(source, {}, str), today, tuple(codes())), source


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({"at": function(HERE)}, 1),
        ({"at": f"{function(HERE)}.memory_size"}, 1),
        ({"at": f"{function(HERE)}.timeout"}, 2),
        ({"at": "functions.put"}, 0),
        ({"at": "functions.health"}, 2),
        ({}, 0),
        ({"until": "2026-11-19"}, 2),
    ],
)
def test_drift_is_ignored_at_a_place_until_a_day(entry: dict[str, str], told: int) -> None:
    until = {"until": "2026-12-31", **entry}
    judge, source = _judge([{"code": "TFG740", "reason": "a test of the load", **until}])
    left, ignored = parted(of(plan([memory(HERE), memory(THERE)], [])).drifted, judge, source)
    assert (len(left), len(ignored)) == (told, 2 - told)
    assert not list(without_end(judge))


def test_an_entry_without_an_end_is_told_and_ignores() -> None:
    judge, source = _judge([{"code": "TFG741", "reason": "no IPv6 today"}])
    left, ignored = parted(of(plan([DELETED], [CREATED])).drifted, judge, source)
    assert (left, len(ignored)) == ((), 1)
    assert [each.code for each in without_end(judge)] == ["TFG744"]
    assert judge.leftovers(frozenset({"drift"})) == []


@pytest.mark.parametrize(
    ("changes", "lost", "asked"),
    [
        ({}, {THERE}, False),
        ({"regions": ["us-west-2", HERE]}, {"us-west-2"}, False),
        ({"regions": [HERE, "us-west-2"]}, {"us-west-2"}, True),
    ],
)
def test_what_can_be_compared_while_a_region_is_lost(changes: Json, lost: set[str], asked: bool) -> None:
    stack = stack_of({**SPEC, **changes})
    assert places.is_asked(stack, Root(""), lost) is asked
    if asked:
        assert places.targets(stack, lost) == ("module.eu_west_1", "aws_acm_certificate.eu_west_1")


def test_json_and_annotations() -> None:
    report = _report(of(plan([memory(HERE), DELETED], [CREATED])))
    found = json.loads(Format.json.render(report, SOURCE))
    assert (found["version"], found["has_drift"], found["is_partial"]) == (1, True, False)
    assert [each["code"] for each in found["groups"]] == ["TFG741", "TFG740"]
    assert found["groups"][1]["resources"][0]["before"] == "256"
    lines = Format.github.render(report, SOURCE).splitlines()
    line = SOURCE.span(("functions", "put")).line
    assert f"::error file=spec.yaml,line={line}," in lines[1] and "title=TFG740" in lines[1]


def test_an_issue_is_text_whatever_stands_in_it() -> None:
    address = 'aws_lambda_function.f["<img src=x> @all | `x`"]'
    bad = "<img src=x> @all"
    drift = changed(address, {bad: 3}, {bad: 9})
    drift["type"] = "aws_lambda_function"
    report = _report(of(plan([drift], [])))
    told = Format.markdown.render(report, SOURCE)
    for line in told.splitlines():
        in_html = line.startswith("<details>")
        left = line if in_html else re.sub(r"\\.", "", line)
        assert "<img" not in left and "@all" not in left, line
        # references are looked for in what Markdown has become
        outside = re.sub(r"<code>.*?</code>|(`+)(?!`).+?(?<!`)\1(?!`)", "", line)
        assert not re.search(r"@\w", html.unescape(outside.replace("\\", ""))), line
    assert (
        marker(Report("n", "a b-->.yaml", "x", (), (), ())) == "<!-- tfgen:drift path=a_b___.yaml env=x -->"
    )
    assert STACK.called in told


def test_the_page_shows_a_report_as_it_is() -> None:
    page = (ROOT / "docs/drift.md").read_text("utf-8")
    asked = [
        CREATED,
        *(changed(function(each), {"memory_size": 512}, {"memory_size": 256}) for each in (HERE, THERE)),
    ]
    found = of(plan([memory(HERE), memory(THERE), DELETED], asked))
    assert _text(found) == page.partition("```text\n")[2].partition("```")[0]
    assert all(f"| {reason}" in page for reason in (EMPTY, FOLLOWS, OWN, SCALED))


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_of_every_example_the_regions_that_are_left_can_be_asked(name: str) -> None:
    stack = read((EXAMPLES / name / "spec.yaml").read_text("utf-8"))[1]
    gone = next((each.name for each in stack.regions[1:] if each.name != "us-east-1"), None)
    if gone is None:
        assert not places.is_asked(stack, Root(""), {"us-east-1"})
        return
    left = places.targets(stack, {gone})
    assert f"module.{stack.home.label}" in left and not [each for each in left if label(gone) in each]
