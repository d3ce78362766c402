"""Words of others without a plan's secrets."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.review.plans import change, plan
from tfgen.plan.hushing import hushed

SECRET = "hunter2-very-secret"


@pytest.mark.parametrize(
    ("after", "marks"),
    [
        ({"password": SECRET}, {"password": True}),
        ({"password": SECRET}, True),
        ({"rule": [{"value": SECRET}]}, {"rule": [{"value": True}]}),
        ({"environment": [{"variables": {"LEVEL": SECRET}}]}, False),
        ({"tags": {"ApiKey": SECRET}}, {}),
    ],
)
def test_values_that_are_quoted_are_taken_out(after: dict[str, Any], marks: Any) -> None:
    found = plan(change("aws_x.this", "create", after=after, after_sensitive=marks))
    assert hushed(f"Value '{SECRET}' at 'x' is too long", found) == "Value '(not shown)' at 'x' is too long"


def test_variables_and_forms_of_secrets_too() -> None:
    declared = {"root_module": {"variables": {"any": {"sensitive": True}, "other": {}}}}
    given = {"any": {"value": SECRET}, "other": {"value": "orders"}}
    found = plan(variables=given, configuration=declared)
    assert hushed(f"orders {SECRET} AKIAIOSFODNN7EXAMPLE", found) == "orders (not shown) (not shown)"


def test_other_words_stay() -> None:
    """Such as the name of a table, which functions are told."""
    after = {"name": "orders", "environment": [{"variables": {"TABLE": "orders"}}]}
    found = plan(change("aws_x.this", "create", after=after, after_sensitive={}))
    assert hushed("orders is there already", found) == "orders is there already"
