"""What a steady stream asks, and from where."""

from __future__ import annotations

import json
from collections import Counter

from tests.specs import example, stack_of
from tfgen.play.visits import Visit, Visits, places
from tfgen.world.places import CITIES


def _drawn(visits: Visits, number: int = 400) -> list[Visit | None]:
    return [visits.next() for _ in range(number)]


def test_it_is_the_same_in_every_play() -> None:
    stack = stack_of(example("keyvalue"))
    assert _drawn(Visits(stack, 50, 0.3)) == _drawn(Visits(stack, 50, 0.3))
    assert _drawn(Visits(stack, 50, 0.3)) != _drawn(Visits(stack, 50, 0.3, seed=2))
    assert places(200)[:20] == places(20)


def test_reads_and_writes_are_as_many_as_were_asked_for() -> None:
    stack = stack_of(example("keyvalue"))
    for writes, least, most in ((0.0, 0, 0), (0.3, 90, 150), (1.0, 400, 400)):
        methods = Counter(visit.method for visit in _drawn(Visits(stack, 50, writes)) if visit)
        assert least <= methods["POST"] <= most
        assert methods.keys() <= {"GET", "POST"}


def test_routes_of_health_checks_are_left_to_them() -> None:
    paths = {visit.path for visit in _drawn(Visits(stack_of(example("keyvalue")), 5, 0.5)) if visit}
    assert "/health" not in paths
    assert all(path.startswith("/item-") for path in paths)


def test_bodies_have_the_keys_of_the_tables_that_the_function_uses() -> None:
    spec = {
        **example("keyvalue"),
        "tables": {"orders": {"key": {"id": "S", "line": "N"}}},
        "functions": {
            "add": {
                "handler": "a.b",
                "http": ["POST /orders", "PUT /orders/{id}/{line}"],
                "access": {"orders": "write"},
            }
        },
    }
    visits = [visit for visit in _drawn(Visits(stack_of(spec), 5, 0.5)) if visit]
    bodies = [json.loads(visit.body or "") for visit in visits]
    assert all(type(body["id"]) is str and type(body["line"]) is int and "value" in body for body in bodies)
    numbers = [visit.path.split("/")[3] for visit in visits if visit.method == "PUT"]
    assert numbers
    assert all(number.isdecimal() for number in numbers)


def test_what_deletes_is_not_asked_and_no_route_is_none() -> None:
    spec = example("hello")
    spec["functions"]["hello"]["http"] = ["DELETE /{id}", "GET /health"]
    assert _drawn(Visits(stack_of(spec), 5, 0.5), 3) == [None] * 3


def test_clients_are_where_people_are() -> None:
    found = Counter(city for city, _ in places(2000))
    assert found["Tokyo"] > found["London"] > found["Frankfurt"]
    assert found.keys() <= {city.name for city in CITIES}
