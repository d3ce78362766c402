"""For programs."""

from __future__ import annotations

import json
from typing import Any

from tfgen.latency.adding import Added
from tfgen.latency.errors import band
from tfgen.latency.model import EDGE_MS
from tfgen.latency.report import CASES, Case, Report, Summary, Waited, summary
from tfgen.output.harmless import in_json


def render(report: Report) -> str:
    """Every client by every way in every case. Milliseconds and shares are numbers; dollars are text, null if not known."""
    settings, found = report.settings, band()
    content = {
        "version": 1,
        "service": report.service,
        "regions": list(report.regions),
        "estimated_regions": report.estimated,
        "used": report.used.value,
        "settings": {
            "tls": settings.tls.value,
            "last_mile_ms": settings.last_mile_ms,
            "api_ms": settings.api_ms,
            "function_ms": settings.function_ms,
            "edge_ms": EDGE_MS,
            "price_class": settings.price_class,
        },
        "error": {"low": round(found.low, 3), "high": round(found.high, 3)},
        "case": _case(report.case),
        "cases": [{**_case(case), "ways": _ways(report, case)} for case in CASES],
        "added": [_added(each) for each in report.added],
        "notes": list(report.notes),
    }
    return in_json(json.dumps(content, indent=2, ensure_ascii=False)) + "\n"


def _case(case: Case) -> dict[str, str]:
    return {"connection": case.connection.value, "origin": case.origin.value}


def _ways(report: Report, case: Case) -> dict[str, Any]:
    found = {}
    for way in report.ways:
        waits = report.of(way, case)
        found[way.value] = {**_summary(summary(waits)), "clients": [_client(each) for each in waits]}
    return found


def _summary(found: Summary) -> dict[str, Any]:
    worst = {"city": found.worst.client.city.name, "ms": _ms(found.worst.wait.ms)}
    return {"mean_ms": _ms(found.mean), "median_ms": _ms(found.median), "worst": worst}


def _client(each: Waited) -> dict[str, Any]:
    city, hops = each.client.city, each.hops
    return {
        "city": city.name,
        "country": city.country,
        "share": round(each.client.share, 6),
        "edge": hops.edge.name if hops.edge else None,
        "region": hops.region or None,
        "ms": _ms(each.wait.ms),
        "low_ms": _ms(each.low),
        "high_ms": _ms(each.high),
    }


def _added(each: Added) -> dict[str, Any]:
    return {
        "region": each.region,
        "saved_ms": _ms(each.saved_ms),
        "moved": round(each.moved, 6),
        "worst": {"city": each.worst_city, "ms": _ms(each.worst_ms)},
        "usd": None if each.usd is None else f"{each.usd:.2f}",
        "usd_per_ms": None if each.usd_per_ms is None else f"{each.usd_per_ms:.2f}",
        "complete": not each.is_open,
    }


def _ms(ms: float) -> float:
    return round(ms, 1)
