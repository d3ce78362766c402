"""The page as text: one file that loads nothing, and runs no other script than its own."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from tfgen.cost.comparison import NOTHING
from tfgen.cost.formats.table import Rows, by_region, by_service, every_line, headline, hint_rows, prices_of
from tfgen.cost.items import Item
from tfgen.cost.money import signed
from tfgen.cost.page import frame
from tfgen.cost.page.assumptions import assumptions
from tfgen.cost.page.model import model
from tfgen.cost.prices import Price
from tfgen.cost.report import Report, open_items, unpriced
from tfgen.cost.usage.entry import Move
from tfgen.cost.usage.usage import FREE_TIER
from tfgen.output.harmless import in_xml
from tfgen.output.text import visible

_FOLDER = Path(__file__).parent
_SCRIPTS = ("expression.js", "bill.js", "charts.js", "page.js")
_NAMED = 5
"""Places of a price that are named; more are counted."""


def render(report: Report, all_lines: bool) -> str:
    """The page; `all_lines` adds every line of the bill."""
    style, script = frame.style(), _script()
    page: str = (
        frame.environment(_FOLDER)
        .get_template("page.html.j2")
        .render(
            **_words(report, all_lines),
            policy=frame.policy(style, script),
            style=Markup(style),  # noqa: S704  # our own file
            script=Markup(script),  # noqa: S704  # our own files
        )
    )
    return in_xml(page)


def _words(report: Report, all_lines: bool) -> dict[str, Any]:
    made = model(report.case)
    case = report.case
    oldest, newest = _dates(made.prices)
    return {
        "service": report.stack.service,
        "domain": report.stack.domain,
        "usage": visible(report.usage),
        "prices": visible(report.prices),
        "oldest": oldest,
        "newest": newest,
        "most": len(made.data["regions"]),
        "tables": any(move is Move.SIZE for _, _, move, *_ in made.data["inputs"]),
        "limits": made.data["limits"],
        "services": made.data["services"],
        "charts": made.data["charts"],
        "model": htmlsafe_json_dumps(made.data, default=_number, separators=(",", ":")),
        "assumed": assumptions(case),
        "bill": _visible(by_service(report)),
        "bill_of_regions": _headed(["region", "total"], by_region(report)),
        "difference": _difference(report),
        "changes": _changes(report),
        "open_items": _headed(
            ["service", "item", "price", "usage"],
            [
                [each.item.service, each.item.title, prices_of(each), each.needs]
                for each in open_items(report.bill)
            ],
        ),
        "unpriced": _headed(["service", "item", "where"], [list(found) for found in unpriced(report.bill)]),
        "hints": _headed(["saves", "change", "why"], hint_rows(report)),
        "hints_open": any(hint.is_open for hint in report.hints),
        "every_line": _visible(every_line(report)) if all_lines else [],
        "left_out": list(_left_out(report)),
        "sources": _sources(made.prices),
    }


def _headed(head: list[str], rows: Rows) -> Rows:
    return _visible([head, *rows]) if rows else []


def _visible(rows: Rows) -> Rows:
    return [[visible(text) for text in row] for row in rows]


def _difference(report: Report) -> str:
    comparison = report.comparison
    if not comparison.other.sums:
        return ""
    return visible(headline(report))


def _changes(report: Report) -> Rows:
    """What makes the difference to another spec; the rest of the page tells that to the home region alone."""
    comparison = report.comparison
    if comparison.at_home or comparison.other is NOTHING:
        return []
    rows = [[signed(usd), *words] for words, usd in comparison.lines()]
    return _headed(["change", "service", "region", "item", "what"], rows)


def _left_out(report: Report) -> Iterable[str]:
    yield "Taxes, support plans, Savings Plans, reserved capacity, and discounts by contract."
    if report.case.usage.get(FREE_TIER):
        yield "Credits. What is free each month is taken off as if no other service of the account used it."
    else:
        yield "What is free each month: the whole account shares it. free_tier: true in a usage file takes it off."
    yield "Peaks: loads are spread evenly over the month. Autoscaling that follows peaks provides more capacity."
    yield "Retries and errors of clients, and cold starts, as far as the usage does not count them."
    yield "What the service uses beside its spec, as far as the usage does not tell it."
    yield "The state of Terraform, pipelines, and people."


def _dates(prices: Iterable[tuple[Item, str, Price]]) -> tuple[str, str]:
    dates = sorted(price.as_of for _, _, price in prices)
    return (dates[0], dates[-1]) if dates else ("", "")


def _sources(prices: Iterable[tuple[Item, str, Price]]) -> list[tuple[str, str, str]]:
    """Each source, the dates that it is of, and what it says the prices of."""
    dates: dict[str, set[str]] = {}
    items: dict[str, dict[str, dict[str, None]]] = {}
    for item, place, price in prices:
        dates.setdefault(price.source, set()).add(price.as_of)
        items.setdefault(price.source, {}).setdefault(f"{item.service}, {item.title}", {})[place] = None
    return [
        (visible(source), " and ".join(sorted(dates[source])), visible(_said(items[source])))
        for source in sorted(dates)
    ]


def _said(items: dict[str, dict[str, None]]) -> str:
    return "; ".join(f"{item} ({_places(list(places))})" for item, places in items.items())


def _places(places: list[str]) -> str:
    named = ", ".join(place.replace(">", " to ") for place in places)
    return named if len(places) <= _NAMED else f"{len(places)} places"


def _number(value: Decimal) -> float | int:
    """JSON's numbers: the page computes in doubles."""
    return int(value) if value == value.to_integral_value() else float(value)


def _script() -> str:
    return "\n".join(_read(name) for name in _SCRIPTS)


def _read(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")
