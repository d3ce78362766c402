"""For programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from tfgen.cost.bill import Bill, Line
from tfgen.cost.report import Report, words
from tfgen.output.harmless import in_json


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
        "total": _sum(bill.sums),
        "complete": not bill.open and not bill.unpriced,
        "by_region": {place: _sum(bill.where(region=place)) for place in report.places},
        "by_service": {service: _sum(bill.where(service=service)) for service in bill.services},
        "lines": [],
        "against": _against(report) if comparison.other.sums else None,
        "warnings": [warning.message for warning in report.warnings],
        "hints": [
            {
                "change": hint.change,
                "why": hint.why,
                "saves": _text(hint.saves) if hint.saves else None,
                "depends_on_usage": hint.is_open,
                "price_missing": hint.is_unpriced,
            }
            for hint in report.hints
        ],
    }
    before, after = _dumped(content, 0).split(_NO_LINES)
    lines = ",\n".join(_written(bill))
    return f"{before}{_NO_LINES[:-1]}\n{lines}\n  ]{after}\n"


_NO_LINES = '\n  "lines": []'
"""Where the lines go, of which there may be very many: each is written as it comes."""


def _dumped(value: Any, depth: int) -> str:
    return in_json(json.dumps(value, indent=2)).replace("\n", f"\n{' ' * depth}")


def _written(bill: Bill) -> Iterator[str]:
    """Every line; what many of them have in common is put into JSON once."""
    prices: dict[tuple[str, str], str] = {}
    known: dict[str, str] = {}

    def quoted(text: str) -> str:
        return known.get(text) or known.setdefault(text, _dumped(text, 0))

    for line in bill.each_line():
        where = (line.item.key, line.place)
        price = prices.get(where) or prices.setdefault(where, _dumped(_price(line), 6))
        usd = _sum([line])
        values = {
            "service": quoted(line.service),
            "region": quoted(line.region),
            "what": quoted(line.what),
            "item": quoted(line.item.key),
            "amount": f'"{_text(line.amount)}"',
            "unit": quoted(line.item.unit),
            "depends_on": quoted(words(line.lacks)),
            "price": price,
            "usd": "null" if usd is None else f'"{usd}"',
            "cause": quoted(line.cause.name.lower()),
        }
        fields = ",\n".join(f'      "{name}": {value}' for name, value in values.items())
        yield f"    {{\n{fields}\n    }}"


def _price(line: Line) -> dict[str, Any] | None:
    price = line.price
    if price is None:
        return None
    return {
        "steps": [{"from": _exact(start), "usd": _exact(usd)} for start, usd in price.steps],
        "per": line.item.per,
        "as_of": price.as_of,
        "source": price.source,
    }


def _against(report: Report) -> dict[str, Any]:
    comparison = report.comparison
    return {
        "name": comparison.name,
        "total": _sum(comparison.other.sums),
        "complete": not comparison.other.open and not comparison.other.unpriced,
        "difference": _text(comparison.difference),
        "depends_on_usage": sorted(comparison.open_services),
        "percent": None if comparison.percent is None else _text(comparison.percent),
        "causes": {cause.name.lower(): _text(usd) for cause, usd in comparison.causes()},
        "by_service": {service: _text(usd) for service, usd in comparison.services()},
        "left_out": sorted(item.key for item in comparison.unpriced),
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
