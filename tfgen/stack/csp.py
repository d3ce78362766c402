"""Content-Security-Policy: what pages of a site may load, strict where nothing is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tfgen.spec.scalars import Text

NONE = "'none'"
_ALWAYS = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "object-src": NONE,
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": NONE,
}
"""What is always said."""
_AS_DEFAULT = ("script-src", "style-src", "font-src", "media-src", "worker-src", "manifest-src", "frame-src")
"""Directives that are as `default-src` until a spec adds to them."""
DIRECTIVES = (*_ALWAYS, *_AS_DEFAULT)
"""Source: https://www.w3.org/TR/CSP3/#csp-directives"""
MOST = 1783
"""Characters of the header that CloudFront takes.
Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html"""

_KEYWORD = r"'(self|none|unsafe-inline|unsafe-eval|wasm-unsafe-eval|strict-dynamic|sha(256|384|512)-[A-Za-z0-9+/=_-]+)'"
_HOST = r"([a-z][a-z0-9+.-]*://)?(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:([0-9]+|\*))?(/[A-Za-z0-9._~/%-]*)?"
SOURCE = Text(
    "a source of Content-Security-Policy, such as `https://cdn.example.com` or `data:`",
    rf"^(?!(self|none|unsafe-inline|unsafe-eval|strict-dynamic)$)({_KEYWORD}|\*|[a-z][a-z0-9+.-]*:|{_HOST})$",
    most=200,
    hint="one source, without `;` and spaces; a keyword in single quotes inside double ones, as in `\"'self'\"`",
)


def sources(added: Mapping[str, Iterable[str]], hosts: Iterable[str]) -> dict[str, list[str]]:
    """The sources of each directive, given what a spec adds and the hosts of the API.

    Hosts stand without a scheme: they then take the page's, which on AWS is always https.
    """
    found = {name: value.split() for name, value in _ALWAYS.items()}
    found["connect-src"] += hosts
    for name, more in sorted(added.items()):
        there = found.get(name, found["default-src"])
        found[name] = [*more] if NONE in (*more, *there) else list(dict.fromkeys([*there, *more]))
    return found


def header(added: Mapping[str, Iterable[str]], hosts: Iterable[str]) -> str:
    """The header's value."""
    return "; ".join(f"{name} {' '.join(value)}" for name, value in sources(added, hosts).items())
