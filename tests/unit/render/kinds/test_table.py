"""Tables in main.tf."""

from __future__ import annotations

import pytest

from tests.specs import example, stack_of
from tfgen.render.kinds.table import PART
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
