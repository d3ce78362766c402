"""What a response headers policy makes of an answer.

https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tfgen.emulator.front_door.answer import Headers
from tfgen.emulator.front_door.request import Request

Config = Mapping[str, Any]


def with_policy(headers: Headers, policy: Config, request: Request) -> Headers:
    """Headers of an answer, changed."""
    gone = {name.lower() for name in _items(policy.get("RemoveHeadersConfig"), "Header")}
    found = [each for each in headers if each[0].lower() not in gone]
    for name, value, overrides in (*_security(policy), *_cors(policy, request), *_own(policy)):
        has_it = any(known.lower() == name for known, _ in found)
        if has_it and not overrides:
            continue
        found = [*(each for each in found if each[0].lower() != name), (name, value)]
    return found


def _items(config: Config | None, name: str) -> list[str]:
    return [str(each[name]) for each in (config or {}).get("Items") or ()]


def _own(policy: Config) -> Iterator[tuple[str, str, bool]]:
    for each in (policy.get("CustomHeadersConfig") or {}).get("Items") or ():
        yield each["Header"].lower(), each.get("Value", ""), _is(each.get("Override"))


def _security(policy: Config) -> Iterator[tuple[str, str, bool]]:
    said = policy.get("SecurityHeadersConfig") or {}
    for member, name, value in (
        ("ContentSecurityPolicy", "content-security-policy", lambda each: each["ContentSecurityPolicy"]),
        ("ContentTypeOptions", "x-content-type-options", lambda _: "nosniff"),
        ("FrameOptions", "x-frame-options", lambda each: each["FrameOption"]),
        ("ReferrerPolicy", "referrer-policy", lambda each: each["ReferrerPolicy"]),
        ("StrictTransportSecurity", "strict-transport-security", _transport),
        ("XSSProtection", "x-xss-protection", _scripts),
    ):
        if said.get(member):
            yield name, value(said[member]), _is(said[member].get("Override"))


def _transport(said: Config) -> str:
    text = f"max-age={said['AccessControlMaxAgeSec']}"
    text += "; includeSubDomains" if _is(said.get("IncludeSubdomains")) else ""
    return text + ("; preload" if _is(said.get("Preload")) else "")


def _scripts(said: Config) -> str:
    if not _is(said.get("Protection")):
        return "0"
    return "1; mode=block" if _is(said.get("ModeBlock")) else "1"


def _cors(policy: Config, request: Request) -> Iterator[tuple[str, str, bool]]:
    said, origin = policy.get("CorsConfig") or {}, request.headers.get("origin")
    allowed = (said.get("AccessControlAllowOrigins") or {}).get("Items") or []
    if not origin or not any(each == "*" or _is_origin(origin, each) for each in allowed):
        return
    overrides = _is(said.get("OriginOverride"))
    yield "access-control-allow-origin", "*" if "*" in allowed else origin, overrides
    if "*" not in allowed:
        yield "vary", "Origin", overrides
    if _is(said.get("AccessControlAllowCredentials")):
        yield "access-control-allow-credentials", "true", overrides
    exposed = (said.get("AccessControlExposeHeaders") or {}).get("Items")
    if exposed:
        yield "access-control-expose-headers", ",".join(exposed), overrides
    if request.method == "OPTIONS" and "access-control-request-method" in request.headers:
        yield "access-control-allow-methods", _methods(said), overrides
        yield (
            "access-control-allow-headers",
            ",".join((said.get("AccessControlAllowHeaders") or {}).get("Items") or []),
            overrides,
        )
        if said.get("AccessControlMaxAgeSec") is not None:
            yield "access-control-max-age", str(said["AccessControlMaxAgeSec"]), overrides


def _methods(said: Config) -> str:
    items = (said.get("AccessControlAllowMethods") or {}).get("Items") or []
    every = ["GET", "HEAD", "PUT", "PATCH", "POST", "DELETE", "OPTIONS"]
    return ", ".join(every if "ALL" in items else items)


def _is_origin(origin: str, allowed: str) -> bool:
    """Whether an origin is the one allowed, which may leave the scheme out, or be *.example.com."""
    scheme, _, host = origin.partition("://")
    known_scheme, separator, known = allowed.partition("://")
    if not separator:
        known, known_scheme = allowed, scheme
    is_host = host == known or (known.startswith("*.") and host.endswith(known[1:]))
    return is_host and scheme == known_scheme


def _is(value: object) -> bool:
    return str(value).lower() == "true"
