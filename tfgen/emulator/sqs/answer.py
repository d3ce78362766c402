"""What a function's answer to a batch of messages means.

https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from tfgen.emulator.functions.invocation import Invocation


class Failures(NamedTuple):
    """The messages of a batch that failed."""

    ids: frozenset[str]
    reason: str = ""
    """Empty if none failed."""


def failures(invocation: Invocation, ids: Collection[str], *, item_by_item: bool) -> Failures:
    """Of an invocation with messages of these ids; item by item if the mapping says ReportBatchItemFailures."""
    whole = frozenset(ids)
    if invocation.error:
        return Failures(whole, f"{invocation.error.type}: {invocation.error.message}")
    if not item_by_item:
        return Failures(frozenset())
    try:
        failed = _reported(invocation.payload, whole)
    except ValueError as error:
        return Failures(whole, str(error))
    return Failures(failed, "reported by the function" if failed else "")


def _reported(answer: Any, ids: frozenset[str]) -> frozenset[str]:
    """Raises ValueError if the answer makes the whole batch fail."""
    if answer is None or answer == "":
        return frozenset()
    if not isinstance(answer, Mapping):
        raise ValueError("the function's answer is no object with batchItemFailures")
    items = answer.get("batchItemFailures")
    if items is None:
        return frozenset()
    if not isinstance(items, list):
        raise ValueError("batchItemFailures is no list")
    return frozenset(_identifier(item, ids) for item in items)


def _identifier(item: Any, ids: frozenset[str]) -> str:
    found = item.get("itemIdentifier") if isinstance(item, Mapping) else None
    if not isinstance(found, str) or not found:
        raise ValueError("an item of batchItemFailures has no itemIdentifier")
    if found not in ids:
        raise ValueError(f"batchItemFailures names {found}, which was not in the batch")
    return found
