"""What is said when `terraform init` fails."""

from __future__ import annotations

import pytest

from tfgen.check.terraform import init_failed
from tfgen.process import Finished


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        (
            "Could not retrieve the list of available versions: no available\n│ releases match the given",
            "TFG213",
        ),
        ("locked provider x/aws 5.100.0 does not match configured version\n│ constraint >= 6.20", "-upgrade"),
        ("Backend configuration changed", "-migrate-state"),
    ],
)
def test_a_failed_init_says_what_to_do(said: str, hint: str) -> None:
    found = init_failed(Finished(1, "", f"╷\n│ Error: Failed\n│ \n│ {said}\n╵\n"))
    assert found.code == "TFG321"
    assert found.hint
    assert hint in found.hint


def test_what_is_not_known_has_no_hint() -> None:
    assert init_failed(Finished(1, "", "╷\n│ Error: Something else\n╵\n")).hint is None
