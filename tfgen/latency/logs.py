"""Shares of clients from the API's access logs, as far as these tell: how many requests each region answered.

Logs hold addresses, and nothing here knows where those are. Route 53 leads clients to the region that is nearest to them, so
a region's requests are shared by the cities that it is nearest to.
Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData_Queries.html
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from tfgen.cost.usage.readings import Readings
from tfgen.diagnostics import Diagnostic
from tfgen.latency import codes
from tfgen.latency.clients import Client, shared
from tfgen.latency.run import serving
from tfgen.stack import names
from tfgen.stack.kinds.api import API
from tfgen.stack.kinds.routing import health_paths
from tfgen.stack.stack import Stack
from tfgen.world.places import CITIES, REGIONS, City
from tfgen.world.round_trip import nearest_region

PATIENCE_SECONDS = 60
_ENDED = {"Complete", "Failed", "Cancelled", "Timeout", "Unknown"}


class Logs(Readings):
    """Asks CloudWatch Logs Insights."""

    def requests(self, region: str, group: str, without: tuple[str, ...]) -> int | None:
        """How many requests a log group holds, but for those of some paths; None with the reason in `diagnostics`."""
        filters = "".join(f' | filter path not like "{path}"' for path in without)
        query = f"fields path{filters} | stats count(*) as requests"

        def started(client: Any) -> str:
            answer = client.start_query(
                logGroupName=group,
                startTime=int(self.start.timestamp()),
                endTime=int(self.end.timestamp()),
                queryString=query,
            )
            return str(answer["queryId"])

        number = self._ask("logs", region, "logs:StartQuery", started)
        if number is None:
            return None
        found = self._ask("logs", region, "logs:GetQueryResults", lambda client: _ended(client, number))
        if found is None:
            return None
        if found["status"] != "Complete":
            self._give_up(region, f"the query of {group} ended as {found['status']}")
            return None
        return _count(found["results"])


def _ended(client: Any, number: str, sleep: Callable[[float], None] = time.sleep) -> dict[str, Any]:
    """The answer to a query, when there is one; its status else."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        answer: dict[str, Any] = client.get_query_results(queryId=number)
        if answer["status"] in _ENDED or time.monotonic() > deadline:
            return answer
        sleep(0.5)


def _count(results: list[list[dict[str, str]]]) -> int:
    """Of a query that found no line there is no row."""
    fields = {each["field"]: each["value"] for row in results for each in row}
    return int(float(fields.get("requests", "0")))


def from_logs(stack: Stack, logs: Logs) -> tuple[tuple[Client, ...], list[Diagnostic]]:
    """Clients by the requests that each region answered; none if a region cannot be read, or nobody asked."""
    group, regions = names.api_logs(stack.the(API).kind, names.service(stack)), serving(stack)
    counts = {region: logs.requests(region, group, health_paths(stack)) for region in regions}
    if None in counts.values():
        return (), logs.diagnostics
    known = {region: count for region, count in counts.items() if count}
    if not known:
        message = f"nobody asked: the access logs of {', '.join(regions)} hold no requests"
        return (), [*logs.diagnostics, codes.BAD_CLIENTS(message, hint="more days, or --clients FILE")]
    told = ", ".join(f"{region} {count:,}" for region, count in known.items())
    note = codes.ROUGH_SHARES(
        f"requests by region: {told}; each is shared equally by the cities nearest to it"
    )
    return shared(_spread(known, regions)), [*logs.diagnostics, note]


def _spread(counts: dict[str, int], regions: tuple[str, ...]) -> dict[City, float]:
    """A region's requests to the cities that it is nearest to, or to its own city if it is to none."""
    cities: dict[str, list[City]] = {region: [] for region in regions}
    for city in CITIES:
        cities[nearest_region(city, regions)].append(city)
    found: dict[City, float] = {}
    for region, count in counts.items():
        place = REGIONS[region]
        of = cities[region] or [City(place.city, place.country, place.lat, place.lon)]
        for city in of:
            found[city] = found.get(city, 0) + count / len(of)
    return found
