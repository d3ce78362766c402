"""For programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from tfgen.cost.bill import Line
from tfgen.cost.drivers import words
from tfgen.cost.report import Report


def render(report: Report) -> str:
    """The whole report. Numbers are text: prices as they are, sums and amounts to nine decimals; null is not known."""
    bill, comparison = report.bill, report.comparison
    content = {
        "version": 1,
        "service": report.stack.service,
        "domain": report.stack.domain,
        "regions": list(bill.regions),
        "currency": "USD",
        "usage": report.usage or None,
        "prices": report.prices,
        "total": _sum(bill.lines),
        "complete": not bill.open and not bill.unpriced,
        "by_region": {place: _sum(bill.where(region=place)) for place in report.places},
        "by_service": {service: _sum(bill.where(service=service)) for service in bill.services},
        "lines": [_line(line) for line in bill.lines],
        "against": _against(report) if comparison.other.lines else None,
        "warnings": [warning.message for warning in report.warnings],
        "hints": [
            {
                "change": hint.change,
                "why": hint.why,
                "saves": _text(hint.saves) if hint.saves else None,
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
        "total": _sum(comparison.other.lines),
        "complete": not comparison.other.open and not comparison.other.unpriced,
        "difference": _text(comparison.difference),
        "depends_on_usage": sorted(comparison.open_services),
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
            "steps": [{"from": _exact(start), "usd": _exact(usd)} for start, usd in price.steps],
            "per": line.quantity.item.per,
            "as_of": price.as_of,
            "source": price.source,
        },
        "usd": _sum([line]),
        "cause": line.quantity.cause.name.lower(),
    }


def _sum(lines: Iterable[Line]) -> str | None:
    """The sum of what is known; None where nothing is."""
    found = list(lines)
    usd = sum((line.usd or Decimal(0) for line in found), Decimal(0))
    return _text(usd) if usd or not any(line.lacks or line.is_unpriced for line in found) else None


def _exact(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _text(number: Decimal) -> str:
    rounded = round(number, 9)
    return f"{rounded:f}".rstrip("0").rstrip(".") if rounded else "0"
