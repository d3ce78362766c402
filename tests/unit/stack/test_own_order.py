"""Own modules that wait for what waits for them."""

from __future__ import annotations

import pytest

from tfgen.spec.source import parse
from tfgen.stack.resolve import build

SPEC = """\
tfgen: 1
service: shop
domain: api.shop.example.com
regions: [eu-west-1]
tables: {orders: {key: {id: S}}}
functions:
  health: {code: src, handler: app.get, runtime: python3.13, http: GET /health, env: {TOPIC: {module: gives.arn}}}
modules:
"""


def _told(modules: str) -> list[str]:
    source, _ = parse(SPEC + modules, "spec.yaml")
    assert source
    return [f"{each.code}: {each.message}" for each in build(source)[1]]


@pytest.mark.parametrize(
    ("modules", "circle"),
    [
        (
            "  gives: {source: a, depends_on: [functions]}\n",
            "module `gives` waits for what a region's functions are made with (`modules.gives.depends_on.0`), "
            "what a region's functions are made with waits for module `gives` (`functions.health.env.TOPIC`)",
        ),
        (
            "  gives: {source: a, inputs: {x: {module: waits.y}}}\n  waits: {source: b, depends_on: [tables, queues]}\n",
            "module `gives` waits for module `waits` (`modules.gives.inputs.x`), "
            "module `waits` waits for what a region's functions are made with (`modules.waits.depends_on.1`), "
            "what a region's functions are made with waits for module `gives` (`functions.health.env.TOPIC`)",
        ),
        (
            "  gives: {source: a, inputs: {x: [{module: gives.y}]}}\n",
            "module `gives` waits for module `gives` (`modules.gives.inputs.x.0`)",
        ),
    ],
)
def test_a_circle_is_told_with_its_path(modules: str, circle: str) -> None:
    assert _told(modules) == [f"TFG199: nothing in this circle can be made first: {circle}"]


def test_names_and_tables_make_no_circle() -> None:
    assert (
        _told("  gives: {source: a, depends_on: [tables]}\n  other: {source: b, depends_on: [functions]}\n")
        == []
    )


def test_a_module_that_is_not_there_is_told() -> None:
    assert _told("  give: {source: a}\n") == ["TFG114: module `gives`, which is referred to, is not there"]
