"""For programs."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from tfgen.cost.bill import Line
from tfgen.cost.drivers import words
from tfgen.cost.report import Report


def render(report: Report) -> str:
    """The whole report. Numbers are text, in US dollars a month or in the unit they name, so that none is rounded."""
    bill, comparison = report.bill, report.comparison
    content = {
        "version": 1,
        "service": report.stack.service,
        "domain": report.stack.domain,
        "regions": list(bill.regions),
        "currency": "USD",
        "usage": report.usage or None,
        "prices": report.prices,
        "total": _text(bill.total),
        "complete": not bill.open and not bill.unpriced,
        "by_region": {place: _text(bill.sum(region=place)) for place in report.places},
        "by_service": {service: _text(bill.sum(service=service)) for service in bill.services},
        "lines": [_line(line) for line in bill.lines],
        "against": _against(report) if comparison.other.lines else None,
        "hints": [
            {
                "change": hint.change,
                "why": hint.why,
                "saves": _text(hint.saves),
                "depends_on_usage": hint.is_open,
            }
            for hint in report.hints
        ],
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _against(report: Report) -> dict[str, Any]:
    comparison = report.comparison
    return {
        "name": comparison.name,
        "total": _text(comparison.other.total),
        "complete": not comparison.other.open and not comparison.other.unpriced,
        "difference": _text(comparison.difference),
        "percent": None if comparison.percent is None else _text(comparison.percent),
        "causes": {cause.name.lower(): _text(usd) for cause, usd in comparison.causes()},
        "by_service": {service: _text(usd) for service, usd in comparison.services()},
        "left_out": sorted(item.key for item in comparison.unpriced),
    }


def _line(line: Line) -> dict[str, Any]:
    price = line.price
    return {
        "service": line.service,
        "region": line.region,
        "what": line.quantity.what,
        "item": line.quantity.item.key,
        "amount": _text(line.amount),
        "unit": line.quantity.item.unit,
        "depends_on": words(line.lacks),
        "price": price
        and {
            "steps": [{"from": _text(start), "usd": _text(usd)} for start, usd in price.steps],
            "per": line.quantity.item.per,
            "as_of": price.as_of,
            "source": price.source,
        },
        "usd": None if line.usd is None else _text(line.usd),
        "cause": line.quantity.cause.name.lower(),
    }


def _text(number: Decimal) -> str:
    rounded = round(number, 9)
    return f"{rounded:f}".rstrip("0").rstrip(".") if rounded else "0"
