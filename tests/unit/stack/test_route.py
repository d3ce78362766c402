"""Which routes clash, and which answer a request."""

from __future__ import annotations

import pytest

from tfgen.stack.route import METHODS, answers, methods, signature, split


@pytest.mark.parametrize(
    ("route", "path", "expected"),
    [
        ("GET /health", "/health", True),
        ("ANY /health", "/health", True),
        ("POST /health", "/health", False),
        ("HEAD /health", "/health", False),
        ("GET /health", "/healthz", False),
        ("GET /Health", "/health", False),
        ("GET /health", "/health/deep", False),
        ("GET /health/deep", "/health", False),
        ("GET /", "/", True),
        ("GET /", "/health", False),
        ("GET /health", "/", False),
        ("GET /{key}", "/health", None),
        ("GET /{key}", "/", False),
        ("GET /{key}", "/a/b", False),
        ("GET /{key}/b", "/a/b", None),
        ("GET /{key}/c", "/a/b", False),
        ("GET /{proxy+}", "/health", True),
        ("GET /{proxy+}", "/a/b/c", True),
        ("GET /{proxy+}", "/", False),
        ("GET /a/{proxy+}", "/a/b/c", True),
        ("GET /a/{proxy+}", "/a", False),
        ("GET /a/{proxy+}", "/b/c", False),
        ("GET /{key}/{proxy+}", "/a/b", True),
    ],
)
def test_what_answers_the_health_check(route: str, path: str, expected: bool | None) -> None:
    assert answers(route, path) is expected


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("GET /items/{id}", "GET /items/{key}", True),
        ("GET /{a}/b/{c}", "GET /{x}/b/{y}", True),
        ("GET /{rest+}", "GET /{proxy+}", True),
        ("GET /items/{id}", "POST /items/{id}", False),
        ("GET /items/{id}", "ANY /items/{id}", False),
        ("GET /items/{id}", "GET /items/{id+}", False),
        ("GET /items/{id}", "GET /items/new", False),
        ("GET /items", "GET /Items", False),
    ],
)
def test_what_api_gateway_cannot_tell_apart(one: str, other: str, alike: bool) -> None:
    assert (signature(one) == signature(other)) is alike


def test_a_route_is_a_method_and_parts() -> None:
    assert split("GET /items/{id}") == ("GET", ["items", "{id}"])


def test_any_stands_for_every_method() -> None:
    assert methods(["GET /", "POST /", "GET /a"]) == ("GET", "POST")
    assert methods(["GET /", "ANY /a"]) == METHODS
    assert methods([]) == ()
