"""The conformance cases, and what the docs tell of them."""

from __future__ import annotations

from collections import Counter

from tests.conformance import PAGE, cases, page

OUTCOMES = ({"answer"}, {"error"}, {"error", "message"}, {"error", "contains"})


def test_the_docs_tell_of_every_case() -> None:
    assert PAGE.read_text("utf-8") == page(), "run `make golden` to write it anew"


def test_every_case_is_told_once_with_its_source_and_outcome() -> None:
    assert [name for name, number in Counter(case.id for case in cases()).items() if number > 1] == []
    for case in cases():
        assert case.source.startswith("https://"), case.id
        assert case.then.keys() in OUTCOMES, case.id
        assert not case.name.endswith("."), case.id
