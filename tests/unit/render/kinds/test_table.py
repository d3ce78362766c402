"""Tables in main.tf."""

from __future__ import annotations

import pytest

from tests.specs import example, stack_of
from tfgen.render.kinds.table import PART
from tfgen.render.made import made
from tfgen.render.module_source import ModuleSource
from tfgen.stack.kinds.table import V2017, V2019


@pytest.mark.parametrize("version", [V2017, V2019])
@pytest.mark.parametrize(
    ("regions", "retiring", "has_stream"),
    [
        (["eu-west-1"], [], False),
        (["eu-west-1", "us-east-1"], [], True),
        (["eu-west-1"], ["us-east-1"], True),
        (["eu-west-1", "sa-east-1"], ["us-east-1"], True),
    ],
)
def test_home_keeps_its_stream_until_the_last_replica_is_gone(
    version: str, regions: list[str], retiring: list[str], has_stream: bool
) -> None:
    table = {"key": {"id": "S"}, "global_table": version}
    spec = {**example("hello"), "regions": regions, "retiring": retiring, "tables": {"orders": table}}
    home, *_ = PART.blocks(stack_of(spec), ModuleSource())
    assert ("stream     = true" in home.text) is has_stream


def test_a_table_that_is_not_replicated_is_one_in_each_region() -> None:
    spec = example("hello")
    spec["tables"] = {
        "carts": {
            "key": {"id": "S"},
            "replicate": False,
            "capacity": {"read": {"min": 5, "max": 10}, "write": {"min": 5, "max": 10}},
        }
    }
    spec["regions"] = {"eu-west-1": {}, "us-east-1": {"tables": {"carts": {"write": {"max": 90}}}}}
    stack = stack_of(spec)
    of_tables = [each.address for each in made(stack) if each.holds_data]
    assert of_tables == [
        "module.table_carts_eu_west_1.aws_dynamodb_table.this",
        "module.table_carts_us_east_1.aws_dynamodb_table.this",
    ]
    home, other = (block.text for block in PART.blocks(stack, ModuleSource()))
    assert "stream   = true" not in home + other
    assert ("max = 90" in home, "max = 90" in other) == (False, True)
