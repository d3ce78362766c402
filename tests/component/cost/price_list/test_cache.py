"""Prices in the cache folder, and beneath them the shipped ones."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.component.cost.price_list.recorded import EU, US
from tests.draws import draws
from tfgen.check.cache import folder, save
from tfgen.cost.items import ITEMS
from tfgen.cost.price_list import cache
from tfgen.cost.prices import Price, Prices, merged, shipped
from tfgen.diagnostics import Diagnostic

TRACES = ITEMS["xray.traces"]


def price(usd: str, as_of: str, source: str = "AWS") -> Price:
    """A price without steps."""
    return Price(((Decimal(0), Decimal(usd)),), as_of, source)


def prices(name: str = "2026-10-06", **known: Price) -> Prices:
    """Prices of traces, by region with underscores."""
    facts = {(TRACES.key, place.replace("_", "-")): each for place, each in known.items()}
    return Prices(json.loads(cache.text(name, facts)))


def keep(content: str | bytes) -> None:
    """Puts something where the cache is."""
    cache.path().parent.mkdir(parents=True, exist_ok=True)
    cache.path().write_bytes(content if isinstance(content, bytes) else content.encode())


def test_without_a_cache_the_shipped_prices_are_used() -> None:
    known = shipped()
    assert cache.current(known) is known
    assert cache.read(cache.path()) is None


def test_newer_facts_win_and_the_rest_stays() -> None:
    under = prices(
        eu_central_1=price("5", "2026-01-01", "old"),
        eu_west_2=price("5", "2026-10-06", "as old"),
        us_east_1=price("5", "2026-11-01", "new"),
    )
    over = prices(
        "2026-10-06",
        eu_central_1=price("6", "2026-10-06"),
        eu_west_2=price("6", "2026-10-06"),
        us_east_1=price("6", "2026-10-06"),
        eu_west_1=price("7", "2026-10-06"),
    )
    both = merged(under, over)
    assert both.find(TRACES, EU) == price("6", "2026-10-06")
    assert both.find(TRACES, "eu-west-2") == price("6", "2026-10-06")
    assert both.find(TRACES, US) == price("5", "2026-11-01", "new")
    assert both.find(TRACES, "eu-west-1") == price("7", "2026-10-06")
    assert both.name == "2026-10-06, updated 2026-10-06"
    assert under.find(TRACES, EU) == price("5", "2026-01-01", "old")
    assert under.places(TRACES) == [EU, "eu-west-2", US]


def test_the_cache_lies_over_the_shipped_prices() -> None:
    keep(cache.text("2999-01-01", {(TRACES.key, EU): price("6", "2999-01-01")}))
    known = cache.current(shipped())
    assert isinstance(known, Prices)
    assert known.find(TRACES, EU) == price("6", "2999-01-01")
    alarm = ITEMS["cloudwatch.alarm"]
    assert known.find(alarm, EU) == shipped().find(alarm, EU)


def test_the_shipped_prices_are_facts_that_can_be_written_and_read() -> None:
    known = cache.facts(shipped())
    assert known
    keep(cache.text("name", known))
    read = cache.read(cache.path())
    assert isinstance(read, Prices)
    assert cache.facts(read) == known


GOOD: dict[str, Any] = {
    "format": 1,
    "name": "2026-10-06",
    "sources": ["AWS"],
    "prices": {TRACES.key: [{"usd": "5", "as_of": "2026-10-06", "source": 0, "places": [EU]}]},
}
GROUP = GOOD["prices"][TRACES.key][0]


def group(**change: object) -> str:
    """A file whose only group is changed."""
    return json.dumps({**GOOD, "prices": {TRACES.key: [{**GROUP, **change}]}})


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        b"\xff",
        "[" * 100_000,
        json.dumps({**GOOD, "format": 2}),
        json.dumps({**GOOD, "name": 5}),
        json.dumps({**GOOD, "prices": []}),
        json.dumps({**GOOD, "sources": []}),
        group(usd=5),
        group(usd="five"),
        group(usd="-5"),
        group(usd="NaN"),
        group(usd="1e999999999"),
        group(usd=[]),
        group(usd=[["1", "5"]]),
        group(usd=[["0", "5"], ["0", "4"]]),
        group(usd=[["0", "5", "4"]]),
        group(as_of=None),
        group(source="AWS"),
        group(places=5),
    ],
)
def test_a_broken_cache_is_told(content: str | bytes) -> None:
    keep(content)
    found = cache.current(shipped())
    assert isinstance(found, Diagnostic)
    assert found.code == "TFG505"
    assert str(cache.path()) in found.message


def test_a_folder_in_its_place_is_told() -> None:
    cache.path().mkdir(parents=True)
    found = cache.current(shipped())
    assert isinstance(found, Diagnostic)
    assert found.code == "TFG505"


def test_a_file_as_good_as_the_broken_ones_is_read() -> None:
    keep(json.dumps(GOOD))
    assert isinstance(cache.read(cache.path()), Prices)


def test_results_of_checks_do_not_push_it_out_of_the_folder() -> None:
    keep(json.dumps(GOOD))
    for number in range(501):
        (folder() / f"{number}.json").write_text("[]")
    save("newest", [])
    assert cache.path().exists()


FACTS = st.dictionaries(
    st.tuples(st.sampled_from(sorted(ITEMS)), st.sampled_from([EU, US, "global", f"{EU}>{US}"])),
    st.builds(
        lambda first, more, day, source: Price(
            ((Decimal(0), first), *sorted(more.items())), f"2026-10-{day:02}", source
        ),
        st.decimals(0, 1000, places=10),
        st.dictionaries(st.integers(1, 10**12).map(Decimal), st.decimals(0, 1000, places=10), max_size=3),
        st.integers(1, 3),
        st.text(max_size=5),
    ),
    max_size=30,
)


@draws(2.5)
@given(FACTS)
def test_what_is_written_is_read(known: dict[tuple[str, str], Price]) -> None:
    text = cache.text("2026-10-06", known)
    assert cache.facts(Prices(json.loads(text))) == known
    assert text == cache.text("2026-10-06", dict(reversed(known.items())))


@draws(2.5)
@given(FACTS, FACTS)
def test_merged_prices_hold_the_newer_of_all_facts(
    under: dict[tuple[str, str], Price], over: dict[tuple[str, str], Price]
) -> None:
    both = merged(*(Prices(json.loads(cache.text("", known))) for known in (under, over)))
    newer = {
        fact: each for fact, each in over.items() if fact not in under or each.as_of >= under[fact].as_of
    }
    assert cache.facts(both) == {**under, **newer}


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "\x1b[31mred"},
        {"name": "\ud800"},
        {"sources": ["a\nb"]},
        {"as_of": "<img src=x onerror=alert(1)>"},
        {"as_of": None},
        {"source": -1},
        {"source": 1},
        {"source": "0"},
        {"usd": "1e17"},
        {"usd": "-1"},
        {"places": ["eu-\x1b[2J"]},
    ],
    ids=str,
)
def test_a_file_that_could_mislead_is_none(changes: dict[str, Any], tmp_path: Path) -> None:
    group = {"usd": "0.2", "as_of": "2026-01-01", "source": 0, "places": ["eu-west-1"]}
    data: dict[str, Any] = {"format": 1, "name": "mine", "sources": ["a page"]}
    data |= {key: value for key, value in changes.items() if key in data}
    group |= {key: value for key, value in changes.items() if key in group}
    data["prices"] = {"lambda.requests.arm64": [group], "of-another-version": [{"source": "?"}]}
    file = tmp_path / "prices.json"
    file.write_text(json.dumps(data))
    found = cache.read(file)
    assert isinstance(found, Diagnostic)
    assert found.code == "TFG505"


def test_what_no_bill_has_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "prices.json"
    group = {"usd": "0.2", "as_of": "2026-01", "source": 0, "places": ["eu-west-1"]}
    prices = {"lambda.requests.arm64": [group], "of-another-version": [{"source": "?"}]}
    file.write_text(json.dumps({"format": 1, "name": "mine", "sources": ["a page"], "prices": prices}))
    found = cache.read(file)
    assert isinstance(found, Prices)
    assert cache.facts(merged(shipped(), found))
