"""Queues in main.tf."""

from __future__ import annotations

from typing import Any

import pytest

from tests.specs import example, stack_of
from tfgen.render.kinds.queue import PART


def _spec(**function: Any) -> dict[str, Any]:
    spec = example("hello")
    spec["queues"] = {"jobs": {}}
    spec["functions"]["work"] = {"code": "src", "handler": "work.main", "runtime": "python3.13"}
    spec["functions"]["work"] |= {"events": [{"queue": "jobs", "batch": 5}], **function}
    return spec


@pytest.mark.parametrize(
    ("function", "consumer"),
    [
        ({}, {"batch": 5}),
        ({"reserved": 20}, {"batch": 5, "concurrency": 20}),
        ({"reserved": 1}, {"batch": 5, "concurrency": 2}),
        ({"reserved": 5000}, {"batch": 5, "concurrency": 1000}),
        ({"reserved": 0}, {"batch": 5}),
    ],
)
def test_a_function_is_handed_no_more_batches_at_once_than_its_reservation(
    function: dict[str, Any], consumer: dict[str, int]
) -> None:
    [queues] = PART.locals(stack_of(_spec(**function)))
    assert queues.value["jobs"]["consumers"] == {"work": consumer}


def test_a_queue_stands_whole_where_the_reservation_differs() -> None:
    spec = _spec(reserved=20)
    spec["regions"] = {"eu-west-1": {}, "us-east-1": {"functions": {"work": {"reserved": 50}}}}
    stack = stack_of(spec)
    home, other = (PART.arguments(stack, region)["queues"].text for region in stack.regions)
    assert home == "local.queues"
    assert other.startswith("merge(local.queues, ")
    assert "concurrency = 50" in other
