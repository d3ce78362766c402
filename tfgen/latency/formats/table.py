"""The report as rows of cells, which text, Markdown and the page share."""

from __future__ import annotations

from tfgen.cost.money import dollars, signed
from tfgen.latency.adding import Added
from tfgen.latency.errors import LOW, band, median_off, published, round_trips
from tfgen.latency.model import Way
from tfgen.latency.report import CASES, Report

Rows = list[list[str]]
_LEAST_MS = 0.05

HEADS = {
    Way.EDGE: "edge API",
    Way.HOME: "home alone",
    Way.REGIONAL: "all regions",
    Way.HIT: "CDN hit",
    Way.MISS_HOME: "CDN miss",
    Way.MISS: "CDN miss",
}
USED = "*"
"""Behind the way that the spec's clients go."""


def ways(report: Report) -> list[Way]:
    """Those that are shown beside each other."""
    return [way for way in report.ways if way is not Way.MISS_HOME or Way.MISS not in report.ways]


def by_city(report: Report) -> Rows:
    """A head, and a row for each client; shares where they differ."""
    shown, differ = ways(report), has_shares(report)
    rows = [["", *(["share"] if differ else []), "region", "edge", *(head(report, way) for way in shown)]]
    nearest = report.waits[Way.REGIONAL if Way.REGIONAL in report.ways else Way.HOME]
    for number, client in enumerate(report.clients):
        share = [f"{client.share:.1%}"] if differ else []
        edge = report.waits[Way.HIT][number].hops.edge
        waits = [_ms(report.waits[way][number].wait.ms) for way in shown]
        region = nearest[number].hops.region
        rows.append([client.city.name, *share, region, edge.name if edge else "", *waits])
    return rows


def sums(report: Report) -> Rows:
    """The rows for all clients together, as wide as those of the cities."""
    empty = [""] * (3 if has_shares(report) else 2)
    found = {way: report.summary(way) for way in ways(report)}
    return [
        ["mean", *empty, *(_ms(each.mean) for each in found.values())],
        ["median", *empty, *(_ms(each.median) for each in found.values())],
        ["worst", *empty, *(_ms(each.worst.wait.ms) for each in found.values())],
    ]


def by_case(report: Report) -> Rows:
    """The mean of all clients, for each state of connections."""
    rows = [["client's connection", "edge's", *(head(report, way) for way in ways(report))]]
    for case in CASES:
        means = [_ms(report.summary(way, case).mean) for way in ways(report)]
        rows.append([case.connection.value, case.origin.value, *means])
    return rows


def added(report: Report) -> Rows:
    """Which region to add next."""
    shown = [each for each in report.added if saves(each)]
    return (
        [["add", "saves", "answers", "worst then", "$ a month", "$ a ms"], *map(_added, shown)]
        if shown
        else []
    )


def saves(added: Added) -> bool:
    """Whether it saves as much as a report tells."""
    return added.saved_ms >= _LEAST_MS


def idle(report: Report) -> str:
    """The regions that would save nothing."""
    return ", ".join(each.region for each in report.added if not saves(each))


def _added(each: Added) -> list[str]:
    more = "+" if each.is_open else ""
    usd = "?" if each.usd is None else f"{signed(each.usd)}{more}"
    a_ms = "-" if each.usd_per_ms is None else f"{dollars(each.usd_per_ms)}{more}"
    worst = f"{each.worst_city} {_ms(each.worst_ms)}"
    return [each.region, f"{each.saved_ms:.1f} ms", f"{each.moved:.0%}", worst, usd, a_ms]


def head(report: Report, way: Way) -> str:
    """The head of a way's column."""
    return HEADS[way] + USED * (way is report.used)


def has_shares(report: Report) -> bool:
    """Whether some clients count more than others."""
    shares = [client.share for client in report.clients]
    return max(shares) - min(shares) > 1e-9


def assumed(report: Report) -> str:
    """What the model was given."""
    settings = report.settings
    return (
        f"last mile {_ms(settings.last_mile_ms)}, API Gateway {_ms(settings.api_ms)}, "
        f"function {_ms(settings.function_ms)} ms"
    )


def error() -> str:
    """How far off the model is, in a sentence."""
    cities, requests, found = round_trips(), published(), band()
    within = sum(found.low <= each.ratio <= found.high for each in requests)
    return (
        f"of {len(cities)} measured round trips from cities, {1 - 2 * LOW:.0%} are {found.low:.2f} to {found.high:.2f} times what "
        f"the model says, and half are off by {median_off(cities):.0f} ms or less; of {len(requests)} published measurements, "
        f"most of them between data centres, {within} are so near"
    )


def legend(report: Report) -> list[tuple[str, str]]:
    """What each column says."""
    home = report.regions[0]
    words = {
        Way.EDGE: f"an edge-optimised API in {home}",
        Way.HOME: f"a regional API in {home}",
        Way.REGIONAL: "regional APIs behind latency records",
        Way.HIT: "CloudFront has the answer",
        Way.MISS_HOME: f"CloudFront asks {home}",
        Way.MISS: "CloudFront asks the region that is nearest to the edge",
    }
    return [(head(report, way), words[way]) for way in ways(report)]


def _ms(ms: float) -> str:
    return f"{ms:.0f}"
