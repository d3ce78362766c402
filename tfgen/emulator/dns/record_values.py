"""Values of record sets, refused in Route 53's words where they are none of their type.

Sources: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html; the messages are those that
users report, such as https://github.com/octodns/octodns/issues/1196 and https://github.com/hashicorp/terraform/issues/18482
"""

from __future__ import annotations

import ipaddress
import re
from collections import Counter
from collections.abc import Callable, Sequence

_MOST_LABEL, _MOST_NAME, _MOST_TEXT = 63, 255, 255
_MOST_NUMBER = 65_535
_TEXTS = re.compile(r'\s*"((?:[^"\\]|\\.)*)"\s*')
_ESCAPE = re.compile(r"\\(?:\d{3}|.)")


def problem(kind: str, values: Sequence[str]) -> str | None:
    """What is wrong with the values of a record set of a type such as AAAA."""
    twice = next((value for value, times in Counter(values).items() if times > 1), None)
    if twice is not None:
        return f"Duplicate Resource Record: '{twice}'"
    if kind in ("CNAME", "SOA") and len(values) > 1:
        return f"RRSet of type {kind} can only have one value."
    check = _CHECKS.get(kind)
    for value in values if check else ():
        found = check(value) if check else None
        if found:
            return f"Invalid Resource Record: 'FATAL problem: {found} encountered with '{value}''"
    return None


def _address(
    version: type[ipaddress.IPv4Address] | type[ipaddress.IPv6Address], words: str
) -> Callable[[str], str | None]:
    def check(value: str) -> str | None:
        try:
            version(value)
        except ValueError:
            return words
        return None

    return check


def _name(value: str) -> str | None:
    labels = value.removesuffix(".").split(".")
    if any(not label for label in labels) and value != ".":
        return "DomainLabelEmpty (Domain label is empty)"
    if any(len(label) > _MOST_LABEL for label in labels):
        return "DomainLabelTooLong (Domain label is too long)"
    if len(value) > _MOST_NAME:
        return "DomainNameTooLong (Domain name is too long)"
    if re.search(r"\s", value):
        return "UnsupportedCharacter (Value contains unsupported characters)"
    return None


def _fields(kind: str, count: int, word: str, numbers: int) -> Callable[[str], str | None]:
    """Numbers, and then a name."""

    def check(value: str) -> str | None:
        fields = value.split()
        if len(fields) != count:
            return f"{kind}RRDATANot{word}Fields ({kind} record doesn't have {count} fields)"
        if not all(field.isdigit() and int(field) <= _MOST_NUMBER for field in fields[:numbers]):
            return f"{kind}RRDATAIllegalNumber (Value is not a number of 0 to {_MOST_NUMBER})"
        return _name(fields[-1])

    return check


def _texts(value: str) -> str | None:
    at = 0
    while at < len(value) or not value:
        found = _TEXTS.match(value, at)
        if found is None:
            return "InvalidCharacterString (Value should be enclosed in quotation marks)"
        if len(_ESCAPE.sub("x", found[1])) > _MOST_TEXT:
            return "CharacterStringTooLong (Value is too long)"
        at = found.end()
    return None


def _authority(value: str) -> str | None:
    fields = value.split(maxsplit=2)
    if len(fields) != 3:
        return "CAARRDATANotThreeFields (CAA record doesn't have 3 fields)"
    return _texts(fields[2])


_CHECKS: dict[str, Callable[[str], str | None]] = {
    "A": _address(ipaddress.IPv4Address, "ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)"),
    "AAAA": _address(
        ipaddress.IPv6Address, "AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address)"
    ),
    "CAA": _authority,
    "CNAME": _name,
    "MX": _fields("MX", 2, "Two", 1),
    "NS": _name,
    "PTR": _name,
    "SPF": _texts,
    "SRV": _fields("SRV", 4, "Four", 3),
    "TXT": _texts,
}
