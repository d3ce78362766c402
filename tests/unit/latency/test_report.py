from __future__ import annotations

import dataclasses
import json
from decimal import Decimal
from typing import Any

import pytest

from tests.specs import EXAMPLES, dump, example, stack_of
from tfgen.cost.prices import shipped
from tfgen.cost.usage.file import read as read_usage
from tfgen.cost.usage.usage import Usage
from tfgen.latency.adding import Asked, ranked
from tfgen.latency.clients import Client, alike, read
from tfgen.latency.formats import Format
from tfgen.latency.model import Connection, Origin, Settings, Way
from tfgen.latency.report import CASES, Case, Report, summary
from tfgen.latency.run import Asking, candidates, function_ms, report, serving
from tfgen.stack.kinds.cdn import CDN, Cdn
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.stack import Stack
from tfgen.world.places import CITIES, EDGES, City

CITY = {city.name: city for city in CITIES}
HELLO = example("hello")
TWO = stack_of({**HELLO, "regions": ["eu-west-1", "us-east-1"]})
ONE = stack_of({**HELLO, "regions": ["eu-west-1"]})


def _report(stack: Stack = TWO, **asking: Any) -> Report:
    return report(stack, Asking(**asking), Usage(), shipped())


def _clients(text: str) -> tuple[Client, ...]:
    found, diagnostics = read(text, "clients.yaml")
    assert not diagnostics
    return found


def test_several_regions_are_held_against_one() -> None:
    found = _report()
    assert found.used is Way.REGIONAL
    assert found.summary(Way.REGIONAL).mean < found.summary(Way.HOME).mean
    for home, regional in zip(found.waits[Way.HOME], found.waits[Way.REGIONAL], strict=True):
        assert regional.wait.ms <= home.wait.ms


def test_of_one_region_there_is_no_other_way() -> None:
    found = _report(ONE)
    assert found.used is Way.HOME
    assert list(found.waits) == [Way.EDGE, Way.HOME, Way.HIT, Way.MISS_HOME]


def test_clients_count_by_their_shares() -> None:
    found = _report(clients=_clients("{London: 60, Sydney: 40}"))
    by_city = {each.client.city.name: each.wait.ms for each in found.waits[Way.REGIONAL]}
    told = found.summary(Way.REGIONAL)
    assert told.mean == pytest.approx(0.6 * by_city["London"] + 0.4 * by_city["Sydney"])
    assert told.median == by_city["London"]
    assert told.worst.client.city.name == "Sydney"


def test_half_of_the_clients_is_enough_for_the_median() -> None:
    found = _report(clients=(Client(CITY["London"], 0.5), Client(CITY["Sydney"], 0.5)))
    assert found.summary(Way.HOME).median == found.waits[Way.HOME][0].wait.ms


def test_an_edge_optimised_api_is_marked() -> None:
    stack = stack_of({**HELLO, "regions": ["eu-west-1"], "api": {"kind": "rest", "endpoint": "edge"}})
    found = _report(stack)
    assert found.used is Way.EDGE
    assert "edge API*" in Format.text.render(found, 120)


def _with_cdn(stack: Stack, price_class: str = "all", step: str = "") -> Stack:
    cdn = Cdn(price_class=price_class, step=step)
    return dataclasses.replace(stack, things={**stack.things, CDN.key: {"": cdn}})


def test_a_cdn_is_the_way_where_it_leads_clients() -> None:
    assert _report(_with_cdn(TWO)).used is Way.MISS
    assert _report(_with_cdn(ONE)).used is Way.MISS_HOME
    assert _report(_with_cdn(TWO, step="turn")).used is Way.MISS
    assert _report(_with_cdn(TWO, step="beside")).used is Way.REGIONAL
    for one in (TWO, ONE):
        assert "CDN miss*" in Format.text.render(_report(_with_cdn(one)), 120)


def test_edges_are_those_of_the_price_class() -> None:
    every, cheap = _report(_with_cdn(TWO)), _report(_with_cdn(TWO, "100"))
    assert (every.settings.price_class, cheap.settings.price_class) == ("PriceClass_All", "PriceClass_100")
    assert cheap.summary(Way.HIT).mean > every.summary(Way.HIT).mean
    assert cheap.summary(Way.EDGE) == every.summary(Way.EDGE)


def test_a_region_behind_a_cdn_is_ranked_by_what_its_misses_wait() -> None:
    stack = _with_cdn(TWO)
    with_routes = report(stack, Asking(), Usage(), None).summary(Way.MISS).mean
    asked = Asked(alike(), serving(stack), Settings(), Way.MISS, Connection.new, Origin.warm)
    (added,) = ranked(asked, ("ap-northeast-1",), lambda _: (None, False))
    more = stack_of({**HELLO, "regions": ["eu-west-1", "us-east-1", "ap-northeast-1"]})
    assert added.saved_ms == pytest.approx(with_routes - _report(_with_cdn(more)).summary(Way.MISS).mean)


def test_of_many_places_the_page_draws_the_largest() -> None:
    many = _clients(dump({city.name: number + 1 for number, city in enumerate((*CITIES, *_MORE))}))
    page = Format.html.render(_report(clients=many), 80)
    assert len(many) > 40
    assert "The 40 places with the largest shares" in page
    assert page.count('class="whisker"') == 40 * 5 * 4
    smallest = many[-1].city.name
    assert page.count(f'<th scope="row">{smallest}</th>') == 4, "in the table of each case"


_MORE = [City(edge.city, edge.country, edge.lat, edge.lon) for edge in EDGES[:30] if edge.city not in CITY]


def test_error_bars_hold_the_wait() -> None:
    for waits in _report().waits.values():
        assert all(each.low < each.wait.ms < each.high for each in waits)


def test_drained_regions_answer_nobody() -> None:
    drained = {**HELLO, "regions": ["eu-west-1", "us-east-1"], "routing": {"drained": ["us-east-1"]}}
    assert serving(stack_of(drained)) == ("eu-west-1",)
    drained["routing"] = {"drained": ["eu-west-1"]}
    assert serving(stack_of(drained)) == ("us-east-1",)


def test_functions_take_what_usage_says_of_those_with_routes() -> None:
    stack = stack_of((EXAMPLES / "keyvalue/spec.yaml").read_text("utf-8"))
    names = [name for name, function in stack.all(FUNCTION).items() if function.http]
    said = {
        name: {"requests": 100 * (number + 1), "duration": 10 * (number + 1)}
        for number, name in enumerate(names)
    }
    usage, diagnostics = read_usage(dump({"functions": said}), "usage.yaml", stack)
    assert not diagnostics
    calls = sum(each["requests"] for each in said.values())
    mean = sum(each["requests"] * each["duration"] for each in said.values()) / calls
    assert function_ms(stack, usage) == pytest.approx(mean)
    assert function_ms(stack, Usage()) is None


def test_what_is_assumed_is_said() -> None:
    assert len(_report().notes) == 2
    known = _report(clients=_clients("Tokyo: 1"), is_function_known=True)
    assert known.notes == ()
    estimated = _report(stack_of({**HELLO, "regions": ["ap-southeast-6"]}))
    assert "nobody measured round trips of ap-southeast-6" in estimated.notes[-1]
    own = {
        name: value for name, value in HELLO.items() if name not in ("domain", "zone", "zone_id", "routing")
    }
    assert "no domain leads clients" in _report(stack_of(own)).notes[-1]


def test_the_region_that_saves_most_comes_first() -> None:
    found = _report(clients=_clients("{Tokyo: 80, São Paulo: 20}"), add=candidates(TWO)).added
    assert {each.region for each in found} == set(candidates(TWO))
    assert found[0].region == "ap-northeast-1"
    assert [each.saved_ms for each in found] == sorted((each.saved_ms for each in found), reverse=True)
    assert found[0].moved == pytest.approx(0.8)
    assert all(each.saved_ms > -1e-9 for each in found), "no client is led farther"
    without = _report(clients=_clients("{Tokyo: 80, São Paulo: 20}")).summary(Way.REGIONAL).mean
    more = stack_of({**HELLO, "regions": ["eu-west-1", "us-east-1", "ap-northeast-1"]})
    then = _report(more, clients=_clients("{Tokyo: 80, São Paulo: 20}")).summary(Way.REGIONAL)
    assert found[0].saved_ms == pytest.approx(without - then.mean)
    assert found[0].worst_city == then.worst.client.city.name
    assert found[0].worst_ms == pytest.approx(then.worst.wait.ms)


def test_a_region_more_costs_what_the_bill_grows_by() -> None:
    stack = stack_of((EXAMPLES / "keyvalue/spec.yaml").read_text("utf-8"))
    usage, _ = read_usage((EXAMPLES / "keyvalue/usage.yaml").read_text("utf-8"), "usage.yaml", stack)
    (added,) = report(stack, Asking(add=("ap-northeast-1",)), usage, shipped()).added
    assert added.usd is not None
    assert added.usd > 20
    assert not added.is_open
    assert added.usd_per_ms == pytest.approx(added.usd / Decimal(str(round(added.saved_ms, 6))))
    (unknown,) = report(stack, Asking(add=("mx-central-1",)), usage, shipped()).added
    assert unknown.usd is None
    assert unknown.usd_per_ms is None


def test_json_holds_every_case_and_says_the_same() -> None:
    case = Case(Connection.standing, Origin.cold)
    found = _report(case=case, add=("ap-northeast-1",), settings=Settings(function_ms=7))
    told = json.loads(Format.json.render(found, 80))
    assert told["case"] == {"connection": "standing", "origin": "cold"}
    assert told["settings"]["function_ms"] == 7
    assert len(told["cases"]) == len(CASES) == 4
    for each, of in zip(told["cases"], CASES, strict=True):
        for way, waits in each["ways"].items():
            assert waits["mean_ms"] == round(summary(found.of(Way(way), of)).mean, 1)
            assert [client["city"] for client in waits["clients"]] == [city.name for city in CITIES]
            assert all(client["low_ms"] < client["ms"] < client["high_ms"] for client in waits["clients"])
    assert told["added"][0]["region"] == "ap-northeast-1"


@pytest.mark.parametrize("format_", [Format.text, Format.markdown, Format.html])
def test_people_are_told_the_numbers_that_programs_are(format_: Format) -> None:
    found = _report(add=("ap-northeast-1", "eu-west-2"))
    text = format_.render(found, 120)
    for way in (Way.EDGE, Way.HOME, Way.REGIONAL, Way.HIT, Way.MISS):
        assert f"{found.summary(way).mean:.0f}" in text
    assert "ap-northeast-1" in text
    assert "0.80 to 1.63" in text


def test_what_a_spec_says_stays_text() -> None:
    found = _report()
    strange = Report("<b>x", *(getattr(found, name) for name in _FIELDS[1:]))
    assert "<b>" not in Format.html.render(strange, 80)
    assert "\\<b\\>" in Format.markdown.render(strange, 80)


_FIELDS = ("service", "regions", "clients", "settings", "case", "used", "notes", "added")
