"""A spec as large as they get, 30 regions and 1,000 functions, and its usage."""

from __future__ import annotations

from tfgen.stack.region_name import REGIONS


def large_spec(regions: int = 30, functions: int = 1000) -> str:
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


def large_usage(functions: int = 1000) -> str:
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
