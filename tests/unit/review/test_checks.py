"""What a plan says of `check` blocks."""

from __future__ import annotations

from typing import Any

import pytest

from tfgen.review.checks import checks
from tfgen.review.codes import CHECK_FAILS


def _check(status: str, kind: str = "check", *problems: str) -> dict[str, Any]:
    told = {"problems": [{"message": each} for each in problems]}
    return {
        "checks": [
            {"address": {"kind": kind, "to_display": "check.health"}, "status": status, "instances": [told]}
        ]
    }


def test_checks_that_do_not_hold() -> None:
    (found,) = checks(_check("fail", "check", "no answer"))
    assert (found.code, found.address) == (CHECK_FAILS.id, "check.health")
    assert found.message == "check.health does not hold: no answer"
    assert not list(checks(_check("pass")))
    assert not list(checks(_check("unknown")))
    assert not list(checks(_check("fail", "resource"))), "Terraform stops at it itself"


def test_a_check_does_not_tell_secrets() -> None:
    secret = {"after": {"password": "hunter2-secret"}, "after_sensitive": {"password": True}}
    told = {
        **_check("fail", "check", "hunter2-secret, AKIAIOSFODNN7EXAMPLE"),
        "resource_changes": [{"change": secret}],
    }
    (found,) = checks(told)
    assert found.message == "check.health does not hold: (not shown), (not shown)"


@pytest.mark.parametrize(
    "odd", [None, 1, "x", [1, None], {"a": 1}, [{"change": 1, "address": 2}], [{"address": []}]]
)
def test_odd_shapes_say_nothing_or_something_but_never_fail(odd: Any) -> None:
    list(checks({"checks": odd}))
