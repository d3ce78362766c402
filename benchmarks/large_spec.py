"""Specs as large as an account takes by default, and their usage: 300 routes of an API, 1,000 roles (docs/quotas.md)."""

from __future__ import annotations

from tfgen.stack.region_name import REGIONS

LARGE = ((3, 300), (30, 33))
"""Regions and functions: many functions, many regions."""


def large_spec(regions: int, functions: int) -> str:
    """The text of a spec."""
    lines = [
        "tfgen: 1",
        "service: large",
        "domain: large.example.com",
        f"regions: [{', '.join(REGIONS[:regions])}]",
        "defaults: {code: src, runtime: python3.13}",
        "tables:",
        "  items:",
        "    key: {id: S}",
        "functions:",
        "  health: {handler: health.main, http: GET /health}",
    ]
    for number in range(functions - 1):
        lines += [
            f"  f{number}:",
            f"    handler: f{number}.main",
            f"    http: GET /f{number}/{{id}}",
            "    access: {items: read-write}",
            "    env: {LOG_LEVEL: info}",
        ]
    return "\n".join(lines) + "\n"


def large_usage(functions: int) -> str:
    """The text of a usage file for it that says everything."""
    lines = [
        "queries: 1000000",
        "tables:",
        "  items: {reads: 100000000, writes: 10000000, item: 2, storage: 50}",
        "functions:",
        "  health: {requests: 0, duration: 5, response: 1, logs: 0.3}",
    ]
    lines += [
        f"  f{number}: {{requests: {100000 + number}, duration: 20, response: 2, logs: 0.5}}"
        for number in range(functions - 1)
    ]
    return "\n".join(lines) + "\n"
