"""Which route, or which resource of a REST API, a path belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote

Rank = tuple[bool, tuple[int, ...]]
"""The lower, the more specific: greedy variables come last, and from left to right texts before variables.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
"""

DEFAULT = "$default"

_TEXT, _VARIABLE, _GREEDY = range(3)


def select_route(keys: Iterable[str], method: str, path: str) -> tuple[str, dict[str, str]] | None:
    """The key of the route of an HTTP API that serves a path, such as "GET /keys/{key}", and its path parameters."""
    best: tuple[tuple[Rank, bool], str, dict[str, str]] | None = None
    segments = _segments(path)
    has_default = False
    for key in keys:
        if key == DEFAULT:
            has_default = True
            continue
        verb, _, template = key.partition(" ")
        if verb not in (method, "ANY"):
            continue
        found = _matched(template, segments)
        if found is None:
            continue
        rank = (found[0], verb == "ANY")
        if best is None or rank < best[0]:
            best = rank, key, found[1]
    if best:
        return best[1], best[2]
    return (DEFAULT, {}) if has_default else None


def select_resource(templates: Iterable[str], path: str) -> tuple[str, dict[str, str]] | None:
    """The resource of a REST API that a path belongs to, whatever its methods are, and the path parameters.

    Slashes at the end, and more than one at the beginning, do not count. Parameters stay as they were sent.
    """
    path = f"/{path.strip('/')}"
    found = [
        (matched[0], template, matched[1])
        for template in templates
        if (matched := _matched(template, _segments(path), path.split("/")[1:])) is not None
    ]
    return min(found, key=lambda match: match[0])[1:] if found else None


def _segments(path: str) -> list[str]:
    """Split before they are decoded: a slash that was encoded separates nothing."""
    return [unquote(segment) for segment in path.split("/")[1:]]


@lru_cache(maxsize=4096)
def _parsed(template: str) -> tuple[tuple[int, str], ...]:
    parsed = []
    for segment in template.split("/")[1:]:
        if segment.startswith("{") and segment.endswith("+}"):
            parsed.append((_GREEDY, segment[1:-2]))
        elif segment.startswith("{") and segment.endswith("}"):
            parsed.append((_VARIABLE, segment[1:-1]))
        else:
            parsed.append((_TEXT, segment))
    return tuple(parsed)


def _matched(
    template: str, segments: list[str], values: list[str] | None = None
) -> tuple[Rank, dict[str, str]] | None:
    """The values are the segments as parameters have them, if these are others."""
    values = segments if values is None else values
    parsed = _parsed(template)
    is_greedy = parsed[-1][0] == _GREEDY
    if len(segments) < len(parsed) if is_greedy else len(segments) != len(parsed):
        return None
    parameters = {}
    for index, (kind, text) in enumerate(parsed):
        if kind == _TEXT:
            if segments[index] != text:
                return None
            continue
        value = "/".join(values[index:]) if kind == _GREEDY else values[index]
        if not value:
            return None
        parameters[text] = value
    return (is_greedy, tuple(kind for kind, _ in parsed)), parameters
