"""What a plan does to what own modules make: where it is, what of it holds data, how it is counted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.specs import read
from tests.unit.render.kinds.test_module import SPEC, STACK
from tfgen.plan.review import review
from tfgen.plan.run import Planned
from tfgen.plan.summary import summarise
from tfgen.plan.table import table
from tfgen.rehearse.touched import beyond_region
from tfgen.render.made import Origins


def _change(address: str, actions: list[str], **more: Any) -> dict[str, Any]:
    kind = address.split(".")[2]
    return {"address": address, "mode": "managed", "type": kind, "change": {"actions": actions, **more}}


PLAN = {
    "resource_changes": [
        _change("module.own_news_us_east_1.aws_sns_topic.this", ["create"]),
        _change(
            "module.own_told_eu_west_1.aws_s3_bucket.this", ["delete", "create"], replace_paths=[["bucket"]]
        ),
        _change("module.own_gone_us_east_1.module.inner[0].aws_s3_bucket.this", ["delete"])
        | {"type": "aws_s3_bucket"},
        _change("module.own_news_eu_west_1.aws_lambda_function.this", ["update"]),
    ]
}


def test_data_of_own_modules_that_goes_is_told_at_the_module() -> None:
    told = review(PLAN, STACK, read(SPEC)[0])
    assert [each.code for each in told] == ["TFG430", "TFG430"]
    assert told[0].message == (
        "the plan replaces module.own_told_eu_west_1.aws_s3_bucket.this in eu-west-1, "
        "because bucket cannot be changed, with what it holds"
    )
    assert told[0].span
    assert told[0].span.line == 10


def test_each_is_counted_in_its_region_and_by_its_module() -> None:
    summary = summarise(PLAN, STACK)
    assert summary.actions["us-east-1"] == {"add": 1, "destroy": 1, "import": 0}
    assert summary.actions["eu-west-1"] == {"replace": 1, "change": 1, "import": 0}
    lines = table({"": Planned(None, PLAN)}, STACK, Path("out"), emulated=True).splitlines()
    assert "files   out  (main.tf, modules/, packages/)" in lines
    first = next(number for number, line in enumerate(lines) if line.startswith("own "))
    assert lines[first : first + 4] == [
        "own     own_gone_us_east_1: 1 to destroy",
        "        own_news_eu_west_1: 1 to change",
        "        own_news_us_east_1: 1 to add",
        "        own_told_eu_west_1: 1 to replace",
    ]


def test_what_fails_is_led_to_its_module() -> None:
    origins = Origins(STACK)
    made = origins.of("module.own_news_us_east_1.aws_sns_topic.this")
    assert made
    assert (made.path, made.region) == (("modules", "news"), "us-east-1")
    assert origins.of("module.own_news_sa_east_1.aws_sns_topic.this") is None


def test_a_region_that_is_added_brings_its_modules_and_may_change_others() -> None:
    there = {"module.own_news_us_east_1.aws_sns_topic.this": "create"}
    told = {"module.own_told_eu_west_1.aws_ssm_parameter.this": "update"}
    assert beyond_region({**there, **told}, "create", "us-east-1", STACK) is None
    elsewhere = {"module.own_news_eu_west_1.aws_sns_topic.this": "create"}
    assert beyond_region(elsewhere, "create", "us-east-1", STACK)
