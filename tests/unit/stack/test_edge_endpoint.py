"""What an edge-optimised endpoint cannot be combined with; whole specs are among the bad ones of tests/cases."""

from __future__ import annotations

import pytest

from tfgen.spec.source import parse
from tfgen.stack.edge_endpoint import check_edge
from tfgen.stack.reading import Reading


def _told(text: str, endpoint: str = "edge") -> list[str]:
    source, _ = parse(f"tfgen: 1\nregions: [eu-west-1]\napi: {{endpoint: edge}}\n{text}", "spec.yaml")
    assert source is not None
    reading = Reading(source)
    check_edge(endpoint, "rest", "alias", reading)
    return [diagnostic.message for diagnostic in reading.diagnostics]


def test_a_cdn_before_an_edge_endpoint_would_be_cloudfront_twice() -> None:
    (message,) = _told("cdn: {cache: {GET /: 60}}")
    assert message.startswith("a CDN before an edge endpoint is CloudFront twice")


@pytest.mark.parametrize("text", ["", "routing: {record: alias, adopt: {validation: true}}", "retiring: []"])
def test_what_goes_with_it_is_not_told(text: str) -> None:
    assert _told(text) == []


def test_a_regional_endpoint_goes_with_all() -> None:
    assert _told("cdn: {}\nretiring: [us-east-1]\nrouting: {drained: [eu-west-1]}", "regional") == []
