"""Domains and hosted zones: what their names look like."""

from __future__ import annotations

from tfgen.spec.scalars import Text

_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
MAX_DOMAIN = 64
"""What ACM takes for a certificate's first name.
Source: https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html"""
DOMAIN = Text(
    "a domain name such as `api.example.com`, in lower case",
    rf"^{_LABEL}(\.{_LABEL})+$",
    most=MAX_DOMAIN,
    hint="a name alone: no `https://`, no path, no closing dot; internationalised as `xn--…`",
)
_PART = r"([a-z0-9]|\{region\})(([a-z0-9-]|\{region\})*([a-z0-9]|\{region\}))?"
REGIONAL = Text(
    "a domain name with `{region}` where the region's name goes, such as `api-{region}.example.com`",
    rf"^(?=[^{{]*\{{region\}}[^{{]*$){_PART}(\.{_PART})+$",
    most=MAX_DOMAIN,
    hint="a name alone, in lower case, with `{region}` once",
)
ZONE = Text(
    "a hosted zone's name such as `example.com`, in lower case", rf"^{_LABEL}(\.{_LABEL})*$", most=255
)
ZONE_ID = Text("a hosted zone's id such as `Z0123456789ABCDEFGHIJ`", r"^Z[A-Z0-9]{1,31}$")


def parents(domain: str) -> list[str]:
    """The zones that may hold a domain: its own name, and those above it that are no top-level domains."""
    labels = domain.split(".")
    return [".".join(labels[first:]) for first in range(len(labels) - 1)]


def parent(domain: str) -> str:
    """The zone that a domain lies in when nothing else is said."""
    return domain.partition(".")[2]
