"""Content-Security-Policy: strict where nothing is said, and what a spec adds."""

from __future__ import annotations

import pytest

from tests.unit.spec.test_scalars import read
from tfgen.stack.csp import SOURCE, header, sources


def test_pages_load_their_own_files_and_ask_the_service() -> None:
    assert header({}, ["api.example.com"]) == (
        "default-src 'self'; img-src 'self' data:; connect-src 'self' api.example.com; object-src 'none'; "
        "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )


@pytest.mark.parametrize(
    ("directive", "added", "told"),
    [
        ("img-src", ["https://a.example"], ["'self'", "data:", "https://a.example"]),
        ("script-src", ["https://a.example"], ["'self'", "https://a.example"]),
        ("script-src", ["'self'"], ["'self'"]),
        ("connect-src", ["wss://a.example"], ["'self'", "api.example.com", "wss://a.example"]),
        ("frame-ancestors", ["https://a.example"], ["https://a.example"]),
        ("img-src", ["'none'"], ["'none'"]),
    ],
)
def test_what_is_added_stands_beside_what_is_there(directive: str, added: list[str], told: list[str]) -> None:
    assert sources({directive: added}, ["api.example.com"])[directive] == told


@pytest.mark.parametrize(
    "text",
    [
        "https://cdn.example.com",
        "https://*.example.com:8443/x/",
        "'data:'",
        "'*'",
        "example.com",
        "\"'self'\"",
        "\"'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='\"",
    ],
)
def test_sources_are_those_of_the_standard(text: str) -> None:
    assert not read(SOURCE, text)[1]


@pytest.mark.parametrize("text", ["self", "none", "unsafe-inline", "a; b", "a b", "\"'nonce-abc'\"", "'a,b'"])
def test_a_keyword_needs_its_quotes_and_nothing_ends_a_directive(text: str) -> None:
    assert [each.code for each in read(SOURCE, text)[1]] == ["TFG109"]
