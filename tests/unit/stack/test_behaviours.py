"""The behaviours of a distribution cache what is named, and nothing else, however paths lie to one another."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.specs import stack_of
from tests.strategies import routes
from tfgen.stack.behaviours import behaviours, clashes
from tfgen.stack.route import split
from tfgen.stack.stack import Stack

OTHERS = ("x", "y/z", "x/y/z")


def _stack(found: list[str], cached: list[str]) -> Stack:
    function = {"code": "src", "handler": "a.b", "runtime": "python3.13", "http": found}
    return stack_of(
        {
            "tfgen": 1,
            "service": "svc",
            "domain": "api.example.com",
            "regions": ["eu-west-1"],
            "cdn": {"cache": dict.fromkeys(cached, 60)},
            "functions": {"one": function},
        }
    )


@pytest.mark.parametrize(
    ("found", "cached", "expected"),
    [
        (["GET /a"], ["GET /a"], ["/a +"]),
        (["GET /a/{id}", "GET /a/b"], ["GET /a/{id}"], ["/a/b", "/a/* +"]),
        (["GET /a/{id}", "GET /a/{id}/c"], ["GET /a/{id}"], ["/a/*/c", "/a/* +"]),
        (["GET /a/{id}", "GET /a/{id}/c"], ["GET /a/{id}", "GET /a/{id}/c"], ["/a/*/c +", "/a/* +"]),
        (["GET /a/{id}", "ANY /{proxy+}"], ["GET /a/{id}"], ["/a/*/*", "/a/* +"]),
        (["GET /a/{id}", "GET /{b}/c"], ["GET /a/{id}"], ["/*/c", "/a/* +"]),
        (["GET /a/{id}", "GET /{b}/{c}"], ["GET /a/{id}"], ["/a/* +"]),
        (["GET /a/{path+}", "GET /a/b"], ["GET /a/{path+}"], ["/a/b", "/a/* +"]),
        (["GET /a/{id}/b", "GET /{c}", "GET /{p+}"], ["GET /a/{id}/b"], ["/a/*/*/b", "/a/*/b +"]),
        (["GET /a", "GET /{p+}"], ["GET /a"], ["/a +"]),
    ],
)
def test_others_are_kept_from_the_cache(found: list[str], cached: list[str], expected: list[str]) -> None:
    told = [f"{each.pattern}{' +' * (each.cached is not None)}" for each in behaviours(_stack(found, cached))]
    assert told == expected


def test_methods_of_the_same_path_are_known() -> None:
    found = ["GET /a/{id}", "PUT /a/{key}", "ANY /a/{id}", "HEAD /a/{id}", "OPTIONS /a/{id}"]
    (behaviour,) = behaviours(_stack(found, ["GET /a/{id}"]))
    assert behaviour.others == ("ANY", "PUT")


def test_what_cannot_be_told_apart_is_known() -> None:
    found = ["GET /{a}/{b}", "GET /items/{path+}", "GET /items/{id}"]
    assert list(clashes(_stack(found, ["GET /{a}/{b}", "GET /items/{id}"]))) == [
        ("GET /{a}/{b}", "GET /items/{path+}")
    ]
    assert not list(clashes(_stack(found, ["GET /items/{id}"])))


@given(st.data())
def test_nothing_is_cached_that_is_not_named(data: st.DataObject) -> None:
    found = data.draw(routes())
    gets = [route for route in found if route.startswith("GET ")]
    cached = data.draw(st.lists(st.sampled_from(gets), unique=True, max_size=3))
    stack = _stack(found, cached)
    told_apart = not list(clashes(stack))
    for path in _paths(found):
        owner = _owner(path, found)
        first = next((each for each in behaviours(stack) if _matches(each.pattern, path)), None)
        kept = first is not None and first.cached is not None
        if kept and told_apart and owner is not None:
            assert _shape(owner) in map(_shape, cached), f"{path} of {owner}, by {first}"


def _paths(found: list[str]) -> set[str]:
    """Paths of every route, of several lengths where its parameter is greedy, made of what stands in others."""
    words = sorted({part for route in found for part in split(route)[1] if part and "{" not in part})[:3]
    paths = set()
    for route in found:
        choices = [
            (*OTHERS, *words) if part.endswith("+}") else ("x", *words) if part.startswith("{") else (part,)
            for part in split(route)[1]
        ]
        paths |= {"/" + "/".join(each) for each in product(*choices)}
    return paths


def _owner(path: str, found: list[str]) -> str | None:
    """The route that API Gateway leads a GET to: the most literal one, a greedy one last."""
    fit = [r for r in found if split(r)[0] in ("GET", "ANY") and _answers(r, path)]
    return min(fit, key=lambda r: [(part.endswith("+}"), "{" in part) for part in split(r)[1]], default=None)


def _answers(route: str, path: str) -> bool:
    form = re.sub(r"\\\{[^}]*\+\\\}", ".+", re.escape(route.split(" ")[1]).replace(r"\+\}", "+\\}"))
    form = re.sub(r"\\\{[^}]*\\\}", "[^/]+", form)
    return re.fullmatch(form, path) is not None


def _matches(pattern: str, path: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), path) is not None


def _shape(route: str) -> str:
    return re.sub(r"\{[^}+]*(\+?)\}", r"{\1}", route.split(" ")[1])
