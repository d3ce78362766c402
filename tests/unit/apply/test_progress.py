"""How far an apply came, from terraform's lines."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tfgen.apply.progress import Fate, Told
from tfgen.plan.change import Change

REPLACED = Change("aws_x.a", "aws_x", ("create", "delete"), {"id": "1"}, {"id": "2"})


def _hook(kind: str, action: str, address: str = "aws_x.a") -> str:
    return json.dumps({"type": kind, "hook": {"resource": {"addr": address}, "action": action}})


def _fate(*lines: str, is_applied: bool = False, change: Change = REPLACED) -> tuple[Fate, str]:
    told = Told()
    for line in lines:
        told.hear(line)
    (ended,) = told.fates([change], {"aws_x.a": "eu-west-1"}, is_applied)
    assert ended.place == "eu-west-1"
    return ended.fate, ended.why


START, MADE, GONE = (
    _hook("apply_start", "create"),
    _hook("apply_complete", "create"),
    _hook("apply_complete", "delete"),
)


@pytest.mark.parametrize(
    ("lines", "fate"),
    [
        ((), Fate.NOT_STARTED),
        ((START,), Fate.BEGUN),
        ((START, MADE), Fate.BEGUN),
        ((START, MADE, GONE), Fate.APPLIED),
        ((START, _hook("apply_errored", "create")), Fate.FAILED),
        ((START, MADE, _hook("apply_errored", "delete")), Fate.FAILED),
        (
            (_hook("apply_start", "create", "aws_x.b"), _hook("apply_complete", "create", "aws_x.b")),
            Fate.NOT_STARTED,
        ),
    ],
)
def test_a_change_is_applied_when_all_of_it_is(lines: tuple[str, ...], fate: Fate) -> None:
    assert _fate(*lines)[0] is fate


def test_terraforms_own_word_counts() -> None:
    assert _fate(is_applied=True) == (Fate.APPLIED, "")


def test_what_failed_says_why() -> None:
    said: dict[str, Any] = {
        "severity": "error",
        "summary": "creating X",
        "detail": "Access\n  denied",
        "address": "aws_x.a",
    }
    errors = [
        json.dumps({"type": "diagnostic", "diagnostic": each})
        for each in (said, {**said, "severity": "warning"})
    ]
    assert _fate(_hook("apply_errored", "create"), *errors) == (Fate.FAILED, "creating X: Access denied")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Terraform crashed",
        "[]",
        "3",
        '{"type": "apply_start"}',
        '{"type": "apply_start", "hook": 3}',
        "[" * 9999,
    ],
)
def test_lines_of_another_form_are_passed_over(line: str) -> None:
    assert _fate(line)[0] is Fate.NOT_STARTED
