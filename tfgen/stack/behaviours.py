"""The cache behaviours of a distribution: which paths are cached, in an order that caches no other.

A `*` of CloudFront's patterns stands for any text, `/` included; a parameter of API Gateway for one part of a path.
So `/items/*` of `GET /items/{id}` matches what other routes answer too: those get a pattern before it.
Sources: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tfgen.frozen import frozen
from tfgen.stack.kinds.cdn import CDN, CachedRoute, names
from tfgen.stack.kinds.function import routes
from tfgen.stack.route import pattern, signature, split
from tfgen.stack.stack import Stack

WHO_ASKS = ("Authorization", "X-Api-Key")
"""Headers that, beside cookies, tell callers apart where other methods of a cached path have everything forwarded."""
_KEPT = ("GET", "HEAD", "OPTIONS")


@frozen
class Behaviour:
    """What CloudFront does with the paths of a pattern that no behaviour before it took."""

    pattern: str
    route: str
    """The cached route that it is for, or that it keeps others from."""
    cached: CachedRoute | None = None
    """None: handed to the origin as it comes."""
    others: tuple[str, ...] = ()
    """Methods of the same path that are not cached."""


def behaviours(stack: Stack) -> tuple[Behaviour, ...]:
    """Those before the default one, which caches nothing."""
    found: dict[str, Behaviour] = {}
    cached = _cached(stack)
    known = routes(stack)
    taken = {pattern(route) for route in cached}
    for route in sorted(cached, key=_order):
        guards = {each for other in _unnamed(known, cached) for each in _guards(route, other)}
        for each in sorted(guards - taken, key=_order):
            found.setdefault(each, Behaviour(each, route))
        found.setdefault(
            pattern(route), Behaviour(pattern(route), route, cached[route], _others(route, known))
        )
    return tuple(found.values())


def clashes(stack: Stack) -> Iterator[tuple[str, str]]:
    """A cached route, and another whose answers its pattern would cache with no way to tell them apart."""
    cached = _cached(stack)
    taken = {pattern(route) for route in cached}
    for route in cached:
        for other in _unnamed(routes(stack), cached):
            if any(each in taken for each in _guards(route, other)):
                yield route, other


def named(route: str, known: Iterable[str]) -> list[str]:
    """The routes of the API that a cached route names: `ANY` answers GET too."""
    return [each for each in known if names(route, each)]


def _cached(stack: Stack) -> dict[str, CachedRoute]:
    return {route: each for cdn in stack.all(CDN).values() for route, each in cdn.cache.items()}


def _unnamed(known: list[str], cached: dict[str, CachedRoute]) -> list[str]:
    """The routes of paths that are not cached, by a GET or a HEAD."""
    paths = {_path(route) for route in cached}
    return sorted(each for each in known if _path(each) not in paths)


def _path(route: str) -> str:
    return signature(route).split(" ")[1]


def _others(route: str, known: list[str]) -> tuple[str, ...]:
    return tuple(sorted({split(each)[0] for each in known if _path(each) == _path(route)} - set(_KEPT)))


def _parts(path: str) -> list[str]:
    return path.removeprefix("/").split("/")


def _order(of: str) -> tuple[int, list[bool], str]:
    """Longer paths first, and of those of one length, the more literal: a pattern also matches longer paths."""
    text = pattern(of) if " " in of else of
    parts = _parts(text)
    return -len(parts), [part == "*" for part in parts], text


def _guards(route: str, other: str) -> Iterator[str]:
    """Patterns that have to stand before a cached route's, lest it takes what another route answers."""
    ours, theirs = _parts(pattern(route)), split(other)[1]
    if not _meet(ours, theirs):
        return
    is_greedy = theirs[-1].endswith("+}")
    wins = any(part == "*" and not their.startswith("{") for part, their in zip(ours, theirs, strict=False))
    if wins or (len(theirs) > len(ours) and not is_greedy):
        yield pattern(other)
    if is_greedy and not route.endswith("+}"):
        for place, part in enumerate(ours):
            if part == "*":
                yield "/" + "/".join([*ours[: place + 1], "*", *ours[place + 1 :]])


def _meet(ours: list[str], theirs: list[str]) -> bool:
    """Whether some path is both of a pattern and of a route."""
    if not ours or not theirs:
        return not ours and not theirs
    anything, many = ours[0] == "*", theirs[0].endswith("+}")
    if not (anything or theirs[0].startswith("{") or ours[0] == theirs[0]):
        return False
    return (
        _meet(ours[1:], theirs[1:])
        or (anything and _meet(ours, theirs[1:]))
        or (many and _meet(ours[1:], theirs))
    )
