"""What queues cost; what a queue in use costs is worked out by hand in cases/golden.csv."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.specs import stack_of
from tests.unit.cost.used import used
from tfgen.cost.bill import Line
from tfgen.cost.calculator import bill
from tfgen.cost.items import LAMBDA_REQUESTS, QUEUE_REQUESTS
from tfgen.cost.kinds.queue import QueueUsage
from tfgen.cost.prices import shipped
from tfgen.cost.report import words
from tfgen.cost.usage.usage import Usage

WORKER = {"handler": "worker.main", "events": [{"queue": "jobs"}]}
POLLS = 657_000
"""Five of 20 seconds, one after another, for 730 hours."""


def _lines(usage: Usage | None = None, **changes: Any) -> list[Line]:
    spec = {
        "tfgen": 1,
        "service": "orders",
        "domain": "orders.example.com",
        "regions": ["us-east-1", "eu-west-1"],
        "defaults": {"code": "src", "runtime": "python3.13"},
        "functions": {"worker": WORKER},
        "queues": {"jobs": {}},
        **changes,
    }
    return list(bill(stack_of(spec), usage or Usage(), shipped()).lines)


def _amounts(lines: list[Line], what: str) -> list[Decimal]:
    return [line.amount for line in lines if line.what == what and line.item is QUEUE_REQUESTS]


def test_an_idle_queue_is_polled_in_every_region() -> None:
    usage = used(queues={"jobs": QueueUsage(messages=Decimal(0))})
    lines = _lines(usage, routing={"drained": ["eu-west-1"]})
    assert _amounts(lines, "jobs, polled") == [POLLS, POLLS]
    assert _amounts(lines, "jobs") == [0, 0]
    assert not any(line.lacks for line in lines if line.what == "jobs")


def test_what_nobody_handles_is_not_polled() -> None:
    assert _amounts(_lines(functions={"worker": {"handler": "a.b"}}), "jobs, polled") == []


def test_functions_that_handle_one_queue_share_its_messages_and_poll_it_each() -> None:
    usage = used(queues={"jobs": QueueUsage(messages=Decimal(400), size=Decimal(0), batches=Decimal(40))})
    lines = _lines(usage, functions={"one": WORKER, "two": WORKER})
    assert _amounts(lines, "jobs, polled") == [2 * POLLS, 2 * POLLS]
    calls = {
        line.what: line.amount
        for line in lines
        if line.item is LAMBDA_REQUESTS["arm64"] and line.region == "us-east-1"
    }
    assert calls == {"one": 0, "one, by jobs": 10, "two": 0, "two, by jobs": 10}


def test_messages_that_nobody_counts_in_batches_are_handled_one_by_one() -> None:
    """400 sent, received and deleted, half of them in each region."""
    usage = used(queues={"jobs": QueueUsage(messages=Decimal(400), size=Decimal(0))})
    assert _amounts(_lines(usage), "jobs") == [600, 600]


def test_what_starts_a_function_is_not_asked_for_as_requests() -> None:
    lines = _lines()
    lacks = [said for line in lines if line.item is LAMBDA_REQUESTS["arm64"] for said in line.lacks]
    assert words(lacks) == "messages of jobs"
    routed = _lines(functions={"worker": {**WORKER, "http": "GET /health"}})
    lacks = [said for line in routed if line.item is LAMBDA_REQUESTS["arm64"] for said in line.lacks]
    assert words(lacks) == "requests of worker; messages of jobs"
