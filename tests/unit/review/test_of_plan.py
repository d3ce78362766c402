"""A plan to what is reviewed of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.specs import example, read
from tests.unit.review.plans import REASON, change, function, in_regions, plan
from tfgen.diagnostics import Severity
from tfgen.review.document import Document
from tfgen.review.groups import grouped
from tfgen.review.making import of_plans
from tfgen.review.of_plan import Spec, said_of, state_of
from tfgen.review.result import Review
from tfgen.review.verdict import Word, verdict

ALIAS = "aws_lambda_alias.live"
QUEUE = "aws_sqs_queue.jobs"


def _review(found: dict[str, Any]) -> Review:
    return of_plans([Document("", found)])


@pytest.mark.parametrize(
    ("actions", "more", "told"),
    [
        (["create"], {}, ("add",)),
        (["update"], {}, ("change",)),
        (["delete"], {}, ("destroy",)),
        (["delete", "create"], {}, ("replace",)),
        (["create", "delete"], {}, ("replace",)),
        (["forget"], {}, ("forget",)),
        (["create", "forget"], {}, ("add", "forget")),
        (["no-op"], {"importing": {"id": "x"}}, ("import",)),
        (["update"], {"importing": {"id": "x"}}, ("import", "change")),
        (["no-op"], {"previous_address": "aws_sqs_queue.old"}, ("move",)),
        (["update"], {"previous_address": "aws_sqs_queue.old"}, ("move", "change")),
        (["archive"], {}, ("unknown",)),
        (["delete", "archive"], {}, ("unknown",)),
    ],
)
def test_what_happens_is_told_apart(actions: list[str], more: dict[str, Any], told: tuple[str, ...]) -> None:
    [item] = state_of(Document("", plan(change(QUEUE, *actions, **more)))).items
    assert item.actions == told


def test_what_stays_is_counted_alone() -> None:
    state = state_of(Document("", plan(change(QUEUE, "no-op"))))
    assert (state.items, state.kept) == ((), 1)


def test_an_unknown_action_is_an_error_that_names_it() -> None:
    [found] = said_of(Document("", plan(change(QUEUE, "archive"))))
    assert (found.code, found.severity) == ("TFG444", Severity.ERROR)
    assert "`archive`" in found.message
    assert verdict(_review(plan(change(QUEUE, "archive")))).word is Word.no


def test_why_something_is_replaced_is_told() -> None:
    replaced = change(
        QUEUE, "delete", "create", action_reason=REASON, replace_paths=[["name"], ["fifo_queue"]]
    )
    [item] = state_of(Document("", plan(replaced))).items
    assert item.why == ("fifo_queue and name cannot be changed in place",)


def test_a_plan_that_failed_and_one_that_defers_are_told() -> None:
    found = plan(
        errored=True, deferred_changes=[{"reason": "instance_count_unknown"}, {"reason": "deferred_prereq"}]
    )
    assert [each.code for each in said_of(Document("", found))] == ["TFG445", "TFG446"]


CONFIGURATION: dict[str, Any] = {
    "provider_config": {
        "aws": {"name": "aws", "expressions": {"region": {"constant_value": "eu-west-1"}}},
        "aws.away": {"name": "aws", "alias": "away", "expressions": {"region": {"references": ["var.away"]}}},
    },
    "root_module": {
        "resources": [{"address": QUEUE, "provider_config_key": "aws"}],
        "module_calls": {
            "shop": {
                "module": {"resources": [{"address": "aws_sqs_queue.all", "provider_config_key": "aws.away"}]}
            }
        },
    },
}


@pytest.mark.parametrize(
    ("told", "place"),
    [
        (change(QUEUE, "create"), "eu-west-1"),
        (change('module.shop["a]"].aws_sqs_queue.all["b"]', "create"), "us-west-2"),
        (change(QUEUE, "create", after={"region": "ap-south-1"}), "ap-south-1"),
        (change(QUEUE, "delete", before={"arn": "arn:aws:sqs:eu-north-1:1:jobs"}), "eu-north-1"),
        (change("aws_iam_role.a", "create", after={"region": "ap-south-1"}), "global"),
        (change("random_id.a", "create"), "elsewhere"),
        (change("aws_sns_topic.gone", "delete", before={"region": "<script>"}), "elsewhere"),
    ],
)
def test_without_a_spec_the_plan_says_where_things_are(told: dict[str, Any], place: str) -> None:
    found = plan(told, configuration=CONFIGURATION, variables={"away": {"value": "us-west-2"}})
    [item] = state_of(Document("", found)).items
    assert item.place == place


@pytest.mark.parametrize("odd", [1, [], {"provider_config": []}, {"root_module": {"module_calls": {"a": 1}}}])
def test_an_odd_configuration_says_nothing(odd: Any) -> None:
    [item] = state_of(Document("", plan(change(QUEUE, "create"), configuration=odd))).items
    assert item.place == "elsewhere"


def test_with_its_spec_a_change_has_its_line() -> None:
    text = json.dumps(example("keyvalue"))
    source, stack = read(text)
    address = 'module.us_west_2.module.function["get-key"].aws_lambda_function.this'
    found = change(address, "update", before={"memory_size": 1}, after={"memory_size": 2})
    [item] = state_of(Document("", plan(found)), Spec(stack, source)).items
    assert item.place == "us-west-2"
    assert item.span and item.span.column > text.index('"get-key"')


def test_one_change_in_several_regions_is_one_group() -> None:
    [group] = grouped(_review(in_regions("eu-west-1", "us-east-1", "us-east-2")).items)
    assert group.places == ("eu-west-1", "us-east-1", "us-east-2")


def test_what_differs_in_more_than_the_region_is_another_group() -> None:
    found = in_regions("eu-west-1", "us-east-1")
    found["resource_changes"][1]["change"]["after"]["memory_size"] = 512
    assert len(grouped(_review(found).items)) == 2
    several = plan(function("eu-west-1", "create"), function("eu-west-1", "create", name="set"))
    assert len(grouped(_review(several).items)) == 2


def test_global_things_of_regions_are_one_group() -> None:
    records = [
        change(f'aws_route53_record.{name}["A"]', "create") for name in ("eu_west_1", "us_gov_east_1", "site")
    ]
    groups = grouped(_review(plan(*records)).items)
    assert [(len(group.items), group.others) for group in groups] == [(2, 1), (1, 0)]


def test_drift_that_is_one_is_told() -> None:
    drift = [
        change(
            "aws_sqs_queue.a", "update", before={"tags": None, "name": "a"}, after={"tags": {}, "name": "a"}
        ),
        change("aws_sqs_queue.b", "update", before={"name": "b"}, after={"name": "c"}),
        change("aws_sqs_queue.c", "delete", before={"name": "c"}),
    ]
    state = state_of(Document("", plan(resource_drift=drift, deferred_changes=[{"reason": "x"}, 1])))
    assert state.drifted == ("aws_sqs_queue.b", "aws_sqs_queue.c")
    assert state.deferred == 1


@pytest.mark.parametrize(
    ("found", "word", "why"),
    [
        (plan(), Word.none, "nothing changes"),
        (plan(change(QUEUE, "no-op")), Word.none, "nothing changes"),
        (plan(change(QUEUE, "create")), Word.ok, "nothing is deleted"),
        (plan(output_changes={"a": {"actions": ["create"]}}), Word.ok, "nothing is deleted"),
        (
            plan(change(ALIAS, "delete"), change(ALIAS, "delete", "create")),
            Word.look,
            "1 to replace, 1 to destroy",
        ),
        (plan(change(QUEUE, "forget")), Word.look, "1 to forget"),
        (plan(change("aws_s3_bucket.a", "delete", "create")), Word.no, "1 error: TFG406"),
        (plan(errored=True), Word.no, "1 error: TFG445"),
    ],
)
def test_the_worst_decides(found: dict[str, Any], word: Word, why: str) -> None:
    told = verdict(_review(found))
    assert told.word is word
    assert why in told.why
