"""Which route or resource serves a path."""

from __future__ import annotations

import pytest

from tfgen.emulator.front_door.routes import select_resource, select_route

AWS_EXAMPLE = ["GET /pets/dog/1", "GET /pets/dog/{id}", "GET /pets/{proxy+}", "ANY /{proxy+}", "$default"]
"""https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html"""


@pytest.mark.parametrize(
    ("method", "path", "key", "parameters"),
    [
        ("GET", "/pets/dog/1", "GET /pets/dog/1", {}),
        ("GET", "/pets/dog/2", "GET /pets/dog/{id}", {"id": "2"}),
        ("GET", "/pets/cat/1", "GET /pets/{proxy+}", {"proxy": "cat/1"}),
        ("POST", "/test/5", "ANY /{proxy+}", {"proxy": "test/5"}),
        ("POST", "/pets/dog/1", "ANY /{proxy+}", {"proxy": "pets/dog/1"}),
        ("GET", "/", "$default", {}),
    ],
)
def test_the_example_of_aws(method: str, path: str, key: str, parameters: dict[str, str]) -> None:
    for keys in (AWS_EXAMPLE, AWS_EXAMPLE[::-1]):
        assert select_route(keys, method, path) == (key, parameters)


@pytest.mark.parametrize(
    ("keys", "method", "path", "expected"),
    [
        (["GET /a", "ANY /a"], "GET", "/a", ("GET /a", {})),
        (["GET /a", "ANY /a"], "PUT", "/a", ("ANY /a", {})),
        (["GET /{x+}", "ANY /a"], "GET", "/a", ("ANY /a", {})),
        (["GET /a/{x}", "GET /{y}/b"], "GET", "/a/b", ("GET /a/{x}", {"x": "b"})),
        (["GET /{x}", "GET /{x+}"], "GET", "/a", ("GET /{x}", {"x": "a"})),
        (["GET /a/{x+}", "GET /{x+}"], "GET", "/a/b", ("GET /a/{x+}", {"x": "b"})),
        (["POST /a", "GET /{x}"], "GET", "/a", ("GET /{x}", {"x": "a"})),
        (["GET /{x}"], "GET", "/a%2Fb%20c", ("GET /{x}", {"x": "a/b c"})),
        (["GET /a b"], "GET", "/a%20b", ("GET /a b", {})),
        (["GET /"], "GET", "/", ("GET /", {})),
        (["GET /{x}"], "GET", "/", None),
        (["GET /{x+}"], "GET", "/", None),
        (["GET /a"], "GET", "/a/", None),
        (["GET /a"], "GET", "/A", None),
        (["GET /a"], "POST", "/a", None),
        (["GET /a/{x}"], "GET", "/a", None),
        (["GET /a/{x}"], "GET", "/a/b/c", None),
        ([], "GET", "/", None),
        (["$default"], "PUT", "/x/y", ("$default", {})),
    ],
)
def test_routes(keys: list[str], method: str, path: str, expected: tuple[str, dict[str, str]] | None) -> None:
    for given in (keys, keys[::-1]):
        assert select_route(given, method, path) == expected


@pytest.mark.parametrize(
    ("templates", "path", "expected"),
    [
        (["/", "/a", "/{x}"], "/a", ("/a", {})),
        (["/", "/a", "/{x}"], "/b", ("/{x}", {"x": "b"})),
        (["/", "/a"], "/", ("/", {})),
        (["/", "/a"], "/a/", ("/a", {})),
        (["/a/{x+}", "/a/{x}"], "/a/b", ("/a/{x}", {"x": "b"})),
        (["/a/{x+}", "/a/{x}"], "/a/b/c", ("/a/{x+}", {"x": "b/c"})),
        (["/", "/a"], "/b", None),
    ],
)
def test_resources(templates: list[str], path: str, expected: tuple[str, dict[str, str]] | None) -> None:
    for given in (templates, templates[::-1]):
        assert select_resource(given, path) == expected
