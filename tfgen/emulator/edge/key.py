"""The cache key of a request, and what of it goes to the origin.

Sources: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-the-cache-key.html,
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-origin-requests.html and
https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ParametersInCacheKeyAndForwardedToOrigin.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from tfgen.emulator.cloudfront.policy_checks import listed
from tfgen.emulator.edge import viewer
from tfgen.emulator.front_door.request import OF_CLIENTS, Request

Config = Mapping[str, Any]

_ENCODINGS = (("EnableAcceptEncodingBrotli", "br"), ("EnableAcceptEncodingGzip", "gzip"))
_NEVER = frozenset(
    {"connection", "keep-alive", "proxy-authorization", "te", "trailer", "transfer-encoding", "upgrade"}
)
_NEVER |= {"content-length", "cookie", "accept-encoding", "expect", "x-amz-cf-id", *OF_CLIENTS}
"""Headers of a client that a policy for all of them does not mean."""


class Forwarded(NamedTuple):
    """What of a request goes to the origin."""

    headers: dict[str, str]
    query: str


def parameters(cache: Config) -> Config:
    """What a cache policy says of the key."""
    found: Config = cache.get("ParametersInCacheKeyAndForwardedToOrigin") or {}
    return found


def key_of(request: Request, cache: Config, known: Mapping[str, str]) -> tuple[object, ...]:
    """The key of a request's path, with what CloudFront knows of the viewer; HEAD and GET are kept together."""
    said = parameters(cache)
    headers = _headers(request, said, known)
    method = "GET" if request.method == "HEAD" else request.method
    encoding = accepted_encoding(request, cache)
    cookies = _cookies(request, said)
    return (
        method,
        request.path,
        _query(request.query, said),
        tuple(sorted(headers.items())),
        cookies,
        encoding,
    )


def forwarded(request: Request, cache: Config, origin_request: Config, known: Mapping[str, str]) -> Forwarded:
    """What the two policies of a behaviour together send on, beside what CloudFront always sends."""
    headers = _headers(request, origin_request, known) | _headers(request, parameters(cache), known)
    by_either = [each for each in (parameters(cache), origin_request) if each]
    cookies = _chosen(_cookie_pairs(request), by_either, "CookiesConfig")
    if cookies:
        headers["cookie"] = "; ".join(text for _, text in cookies)
    encoding = accepted_encoding(request, cache)
    if encoding:
        headers["accept-encoding"] = encoding
    query = "&".join(
        text for _, text in _chosen(_query_pairs(request.query), by_either, "QueryStringsConfig")
    )
    return Forwarded(headers, query)


def accepted_encoding(request: Request, cache: Config) -> str:
    """The header Accept-Encoding as CloudFront normalises it: br,gzip, br, gzip, or nothing.

    https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html
    """
    said = parameters(cache)
    accepted = {
        each.partition(";")[0].strip().lower()
        for each in request.headers.get("accept-encoding", "").split(",")
        if not each.replace(" ", "").endswith(("q=0", "q=0.0"))
    }
    return ",".join(name for switch, name in _ENCODINGS if said.get(switch) and name in accepted)


def _headers(request: Request, said: Config, known: Mapping[str, str]) -> dict[str, str]:
    how, names = listed(said, "HeadersConfig")
    own = {
        name: value
        for name, value in request.headers.items()
        if name not in _NEVER and not name.startswith(viewer.PREFIX)
    }
    wanted = {name.lower() for name in names}
    if how == "whitelist":
        return {name: value for name, value in {**own, **known}.items() if name in wanted}
    if how == "allViewer":
        return own
    if how == "allExcept":
        return {name: value for name, value in own.items() if name not in wanted}
    if how == "allViewerAndWhitelistCloudFront":
        return own | {name: value for name, value in known.items() if name in wanted}
    return {}


def _query(query: str, said: Config) -> str:
    return "&".join(text for _, text in _chosen(_query_pairs(query), [said], "QueryStringsConfig"))


def _cookies(request: Request, said: Config) -> tuple[str, ...]:
    return tuple(sorted(text for _, text in _chosen(_cookie_pairs(request), [said], "CookiesConfig")))


def _query_pairs(query: str) -> list[tuple[str, str]]:
    return [(text.partition("=")[0], text) for text in query.split("&") if text]


def _cookie_pairs(request: Request) -> list[tuple[str, str]]:
    texts = (text.strip() for text in request.headers.get("cookie", "").split(";"))
    return [(text.partition("=")[0], text) for text in texts if text]


def _chosen(pairs: Iterable[tuple[str, str]], said: Iterable[Config], config: str) -> list[tuple[str, str]]:
    """The pairs that at least one policy names."""
    tests = [_named(*listed(each, config)) for each in said]
    return [pair for pair in pairs if any(test(pair[0]) for test in tests)]


def _named(how: str, names: Iterable[str]) -> Callable[[str], bool]:
    known = frozenset(names)
    return {
        "all": lambda _: True,
        "whitelist": lambda name: name in known,
        "allExcept": lambda name: name not in known,
    }.get(how, lambda _: False)
