"""What an action may say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tfgen.play import refused
from tfgen.play.refused import RefusedError

REFUSED: list[tuple[Callable[..., object], Any, tuple[Any, ...]]] = [
    (refused.number, None, (0, 60)),
    (refused.number, "1", (0, 60)),
    (refused.number, True, (0, 60)),
    (refused.number, 60.1, (0, 60)),
    (refused.number, float("nan"), (0, 60)),
    (refused.number, float("inf"), (0, 60)),
    (refused.number, 10**4000, (0, 60)),
    (refused.whole, 1.5, (0, 60)),
    (refused.flag, 1, ()),
    (refused.flag, None, ()),
    (refused.text, None, (10,)),
    (refused.text, 7, (10,)),
    (refused.text, "x" * 11, (10,)),
    (refused.text, "half a character, \ud800", (100,)),
    (refused.one_of, "us-east-9", (["us-east-1"],)),
    (refused.one_of, ["us-east-1"], (["us-east-1"],)),
    (refused.one_of, {}, (["us-east-1"],)),
    (refused.some_of, "api", (["api"],)),
    (refused.some_of, [], (["api"],)),
    (refused.some_of, [["api"]], (["api"],)),
    (refused.some_of, ["api", "x"], (["api"],)),
]


@pytest.mark.parametrize(("check", "value", "bounds"), REFUSED)
def test_what_is_wrong_is_refused_by_name(check: Callable[..., object], value: Any, bounds: Any) -> None:
    with pytest.raises(RefusedError, match=r"^`it` is "):
        check({"do": "it", "it": value}, "it", *bounds)


def test_what_is_right_is_taken() -> None:
    said = {
        "do": "x",
        "seconds": 3,
        "n": 4,
        "on": False,
        "city": "Oslo",
        "region": "us-east-1",
        "parts": ["api"],
    }
    assert refused.number(said, "seconds", 0, 60) == 3.0
    assert refused.whole(said, "n", 0, 5) == 4
    assert refused.flag(said, "on") is False
    assert refused.text(said, "city", 5) == "Oslo"
    assert refused.text(said, "name", 5, "") == ""
    assert refused.one_of(said, "region", ["us-east-1"]) == "us-east-1"
    assert refused.some_of(said, "parts", ["api", "tables"]) == ["api"]
    assert refused.some_of(said, "others", ["api", "tables"]) == ["api", "tables"]


def test_words_that_mean_nothing_are_refused() -> None:
    with pytest.raises(RefusedError, match="`lose` takes region, parts; `part` is none of it"):
        refused.nothing_else({"do": "lose", "part": "api"}, ("region", "parts"))
