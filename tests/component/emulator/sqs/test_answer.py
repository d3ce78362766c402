"""Which messages of a batch failed, by what a function answers."""

from __future__ import annotations

from typing import Any

import pytest

from tfgen.emulator.functions.invocation import FunctionError, Invocation
from tfgen.emulator.sqs.answer import failures

IDS = ["a", "b", "c"]


def _failed(payload: Any, error: FunctionError | None = None, *, item_by_item: bool = True) -> list[str]:
    invocation = Invocation(payload, error, (), 0.0, "eu-west-1", "f")
    found = failures(invocation, IDS, item_by_item=item_by_item)
    assert bool(found.reason) == bool(found.ids)
    return sorted(found.ids)


def _items(*identifiers: object) -> dict[str, Any]:
    return {"batchItemFailures": [{"itemIdentifier": identifier} for identifier in identifiers]}


@pytest.mark.parametrize(
    "answer",
    [None, "", {}, {"batchItemFailures": None}, {"batchItemFailures": []}, {"statusCode": 200}],
)
def test_all_are_handled(answer: Any) -> None:
    assert _failed(answer) == []


@pytest.mark.parametrize(
    ("answer", "failed"), [(_items("b"), ["b"]), (_items("c", "a"), ["a", "c"]), (_items("b", "b"), ["b"])]
)
def test_those_that_are_named_fail(answer: Any, failed: list[str]) -> None:
    assert _failed(answer) == failed


@pytest.mark.parametrize(
    "answer",
    [
        _items(""),
        _items(None),
        _items(3),
        _items("d"),
        _items("a", "d"),
        {"batchItemFailures": [{"messageId": "a"}]},
        {"batchItemFailures": ["a"]},
        {"batchItemFailures": {"itemIdentifier": "a"}},
        {"batchItemFailures": "a"},
        ["a"],
        "ok",
        3,
        True,
    ],
    ids=repr,
)
def test_all_fail(answer: Any) -> None:
    assert _failed(answer) == IDS


def test_all_fail_with_the_function() -> None:
    assert _failed({"errorMessage": "no"}, FunctionError("Unhandled", "KeyError", "no")) == IDS


@pytest.mark.parametrize("answer", [None, "ok", _items("a"), _items("")])
def test_nothing_is_read_of_the_answer_unless_the_mapping_says_so(answer: Any) -> None:
    assert _failed(answer, item_by_item=False) == []
