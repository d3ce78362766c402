"""The edge alone: where it asks from, when it asks the second origin, what it keeps, what runs functions."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from tests.programs import found
from tfgen.emulator.chaos import Chaos
from tfgen.emulator.edge.cache import Cache, Kept
from tfgen.emulator.edge.distribution import Distribution
from tfgen.emulator.edge.edge import Edge
from tfgen.emulator.edge.functions import EdgeFunctions, FunctionError
from tfgen.emulator.edge.patterns import matches
from tfgen.emulator.front_door.answer import Answer
from tfgen.emulator.front_door.request import Request
from tfgen.emulator.here.not_here import NotRunHereError

OPTIMISED = "658327ea-f89d-4fab-a63d-7e88639e58f6"
NAME = "d111.cloudfront.net"


def _request(method: str = "GET", path: str = "/", host: str = NAME) -> Request:
    return Request(method, host, path, "", {"host": host}, b"", "HTTP/1.1", "192.0.2.1", "id", 0.0)


def _distribution(**said: Any) -> Distribution:
    origins = [{"Id": name, "DomainName": f"{name}.example.com", "CustomOriginConfig": {}} for name in "ab"]
    methods = {"Items": ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]}
    behaviour = {"TargetOriginId": "a", "CachePolicyId": OPTIMISED, "AllowedMethods": methods}
    config = {
        "Enabled": True,
        "PriceClass": "PriceClass_All",
        "Origins": {"Items": origins},
        "OriginGroups": {
            "Items": [
                {
                    "Id": "group",
                    "FailoverCriteria": {"StatusCodes": {"Items": [503]}},
                    "Members": {"Items": [{"OriginId": "a"}, {"OriginId": "b"}]},
                }
            ]
        },
        **said,
        "DefaultCacheBehavior": {**behaviour, **said.get("DefaultCacheBehavior", {})},
    }
    held = SimpleNamespace(
        distribution_id="D",
        arn="arn:aws:cloudfront::1:distribution/D",
        domain_name=NAME,
        distribution_config=config,
    )
    return Distribution(held)


class World:
    """An edge whose origins answer what a test says, and what they were asked."""

    def __init__(self) -> None:
        self.answers: dict[str, int] = {}
        self.unknown: set[str] = set()
        self.asked: list[tuple[str, str]] = []
        self.edge = Edge(Chaos(), self._ask)

    def _ask(self, _: Request, origin: str, near: str) -> Answer | None:
        self.asked.append((origin, near))
        if origin in self.unknown:
            return None
        return Answer(self.answers.get(origin, 200), [], origin.encode())


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    yield made
    made.edge.close()


@pytest.mark.parametrize(
    ("client", "price_class", "city", "near"),
    [
        ("sa-east-1", "PriceClass_All", "GRU", "sa-east-1"),
        ("sa-east-1", "PriceClass_100", "MIA", "us-east-1"),
        ("eu-central-1", "PriceClass_100", "FRA", "eu-central-1"),
    ],
)
def test_the_origin_is_asked_from_where_the_edge_is(
    world: World, client: str, price_class: str, city: str, near: str
) -> None:
    got = world.edge.answer(_distribution(PriceClass=price_class), _request(), client)
    assert dict(got.headers)["x-amz-cf-pop"].startswith(city)
    assert world.asked == [("a.example.com", near)]


@pytest.mark.parametrize(
    ("method", "status", "second"),
    [
        ("GET", 503, True),
        ("OPTIONS", 503, True),
        ("POST", 503, False),
        ("GET", 500, False),
        ("GET", 200, False),
    ],
)
def test_the_second_origin_is_asked_for_reads_that_fail_as_the_group_says(
    world: World, method: str, status: int, second: bool
) -> None:
    world.answers["a.example.com"] = status
    grouped = _distribution(DefaultCacheBehavior={"TargetOriginId": "group"})
    got = world.edge.answer(grouped, _request(method), "eu-west-1")
    assert [origin[0] for origin, _ in world.asked] == (["a", "b"] if second else ["a"])
    assert got.status == (200 if second else status)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        (NAME, 200),
        ("www.example.com", 200),
        ("a.wild.example.com", 200),
        ("other.example.com", 403),
        ("a.b.wild.example.com", 403),
    ],
)
def test_a_distribution_answers_to_its_names(world: World, host: str, status: int) -> None:
    named = _distribution(Aliases={"Items": ["www.example.com", "*.wild.example.com"]})
    assert world.edge.answer(named, _request(host=host), "eu-west-1").status == status


def test_a_disabled_distribution_answers_nothing(world: World) -> None:
    assert world.edge.answer(_distribution(Enabled=False), _request(), "eu-west-1").status == 403
    assert world.asked == []


def test_an_origin_whose_name_leads_nowhere(world: World) -> None:
    world.unknown.add("a.example.com")
    got = world.edge.answer(_distribution(), _request(), "eu-west-1")
    assert (got.status, dict(got.headers)["x-cache"]) == (502, "Error from cloudfront")
    assert got.reason == "CloudFront wasn't able to resolve the origin domain name."


def test_many_at_once_are_answered_the_same(world: World) -> None:
    statuses: list[int] = []
    asking = [
        threading.Thread(
            target=lambda: statuses.append(world.edge.answer(_distribution(), _request(), "eu-west-1").status)
        )
        for _ in range(20)
    ]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    assert statuses == [200] * 20
    how = dict(world.edge.answer(_distribution(), _request(), "eu-west-1").headers)["x-cache"]
    assert how == "Hit from cloudfront"


def test_a_cache_lets_go_of_what_was_asked_for_least_recently() -> None:
    cache = Cache(most_bytes=5_000)
    keys = [("FRA", "D", ("GET", f"/{number}")) for number in range(3)]
    for key in keys:
        cache.put(key, Kept(Answer(200, [], b"x" * 1_000), 0, 1))
        assert cache.get(keys[0])
    assert [cache.get(key) is not None for key in keys] == [True, False, True]
    assert cache.bytes <= 5_000
    cache.put(keys[1], Kept(Answer(200, [], b"x" * 9_000), 0, 1))  # there will never be room
    assert cache.get(keys[1]) is None
    cache.forget("D")
    assert cache.bytes == 0


@pytest.mark.parametrize(
    ("pattern", "path", "is_one"),
    [
        ("/a*", "/abc/d", True),
        ("a*", "/abc", True),
        ("*.jpg", "/x/y.jpg", True),
        ("*.jpg", "/x/y.jpeg", False),
        ("/a?c", "/abc", True),
        ("/a?c", "/ac", False),
        ("/a.c", "/abc", False),
        ("*", "/", True),
    ],
)
def test_patterns(pattern: str, path: str, is_one: bool) -> None:
    assert matches(pattern, path) is is_one


@pytest.fixture
def functions() -> Iterator[EdgeFunctions]:
    found("node")
    made = EdgeFunctions()
    yield made
    made.close()


def test_a_function_that_never_ends_does_not_keep_others_from_running(functions: EdgeFunctions) -> None:
    with pytest.raises(FunctionError, match="timed out"):
        functions.run("function handler(event) { while (true); }", {})
    assert functions.run("function handler(event) { return event }", {"a": 1}) == {"a": 1}


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("function handler(event) { return 1 }", "neither a request nor a response"),
        ("function other(event) { return event }", "handler is not defined"),
        ("function handler(event { }", "Unexpected token"),
        ("const fs = require('fs'); function handler(event) { return event }", "no module fs"),
        ("function handler(event) { process.exit(1) }", "process is not defined"),
    ],
)
def test_a_function_that_cannot_be_run(functions: EdgeFunctions, code: str, message: str) -> None:
    with pytest.raises(FunctionError, match=message):
        functions.run(code, {})


def test_nothing_is_left_of_what_ran_functions(functions: EdgeFunctions) -> None:
    functions.run("function handler(event) { return event }", {"a": 1})
    process = functions._process
    assert process is not None
    functions.close()
    assert process.poll() is not None
    assert functions.run("function handler(event) { return event }", {"a": 2}) == {
        "a": 2
    }  # and it begins anew


def test_without_node_a_request_is_what_the_viewer_sent(
    world: World, monkeypatch: pytest.MonkeyPatch, live_function: Callable[[], str]
) -> None:
    def missing(*_: object) -> None:
        raise NotRunHereError("there is no Node.js")

    monkeypatch.setattr(world.edge.functions, "run", missing)
    runs = {"Items": [{"EventType": "viewer-request", "FunctionARN": live_function()}]}
    got = world.edge.answer(
        _distribution(DefaultCacheBehavior={"FunctionAssociations": runs}), _request(), "eu-west-1"
    )
    assert got.status == 200
    assert got.reason == "the function f did not run: there is no Node.js"


@pytest.fixture
def live_function(monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    from moto.cloudfront.models import cloudfront_backends
    from moto.core.models import DEFAULT_ACCOUNT_ID

    from tfgen.emulator.cloudfront.edge_functions import Version

    arn = "arn:aws:cloudfront::123456789012:function/f"
    function = SimpleNamespace(arn=arn, name="f", live=Version(b"", {}, "", None))
    monkeypatch.setitem(cloudfront_backends[DEFAULT_ACCOUNT_ID]["aws"].functions, "f", function)
    return lambda: arn
