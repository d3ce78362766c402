"""Shares of clients from access logs: CloudWatch as moto and as a stand-in answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from tests.specs import example, stack_of
from tfgen.latency import logs as logs_module
from tfgen.latency.logs import Logs, from_logs
from tfgen.world.places import CITIES
from tfgen.world.round_trip import nearest_region

REGIONS = ("eu-west-1", "us-east-1")
STACK = stack_of({**example("hello"), "regions": list(REGIONS)})
END = datetime(2026, 11, 20, tzinfo=UTC)


class _Insights:
    """CloudWatch Logs of one region."""

    def __init__(self, count: int | str, status: str = "Complete") -> None:
        self.count, self.status, self.asked = count, status, dict[str, Any]()

    def start_query(self, **asked: Any) -> dict[str, str]:
        if isinstance(self.count, str):
            raise ClientError({"Error": {"Code": self.count, "Message": "no"}}, "StartQuery")
        self.asked = asked
        return {"queryId": "1"}

    def get_query_results(self, queryId: str) -> dict[str, Any]:  # noqa: N803  # as boto3 has it
        assert queryId == "1"
        row = [{"field": "requests", "value": str(self.count)}]
        return {"status": self.status, "results": [row] if self.count else []}


def _logs(**regions: _Insights) -> Logs:
    def client(service: str, region: str) -> Any:
        assert service == "logs"
        return regions[region.replace("-", "_")]

    return Logs(client, END - timedelta(days=7), END)


def test_requests_of_a_region_are_shared_by_the_cities_that_it_is_nearest_to() -> None:
    europe, america = _Insights(750), _Insights(250)
    clients, diagnostics = from_logs(STACK, _logs(eu_west_1=europe, us_east_1=america))
    near = {city: nearest_region(city, REGIONS) for city in CITIES}
    assert {client.city for client in clients} == set(CITIES)
    of_europe = sum(client.share for client in clients if near[client.city] == "eu-west-1")
    assert of_europe == pytest.approx(0.75)
    (note,) = diagnostics
    assert note.code == "TFG526"
    assert "eu-west-1 750, us-east-1 250" in note.message
    assert europe.asked["logGroupName"] == "/aws/vendedlogs/apigateway/hello"
    assert europe.asked["endTime"] - europe.asked["startTime"] == 7 * 24 * 3600
    assert 'path not like "/health"' in europe.asked["queryString"], "checkers are no clients"


def test_a_region_that_is_nearest_to_no_city_counts_for_its_own() -> None:
    stack = stack_of({**example("hello"), "regions": ["eu-west-1", "eu-south-2", "eu-central-2"]})
    empty, some = _Insights(0), _Insights(10)
    clients, _ = from_logs(stack, _logs(eu_west_1=empty, eu_south_2=empty, eu_central_2=some))
    assert sum(client.share for client in clients) == pytest.approx(1)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("AccessDeniedException", "TFG703"),
        ("ResourceNotFoundException", "TFG704"),
        ("ExpiredTokenException", "TFG702"),
        ("LimitExceededException", "TFG704"),
    ],
)
def test_a_region_that_cannot_be_read_is_told_and_no_shares_are_made_up(code: str, expected: str) -> None:
    clients, (diagnostic,) = from_logs(STACK, _logs(eu_west_1=_Insights(5), us_east_1=_Insights(code)))
    assert not clients
    assert diagnostic.code == expected


@pytest.mark.parametrize("status", ["Failed", "Timeout", "Running"])
def test_a_query_without_an_answer_is_told(status: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs_module, "PATIENCE_SECONDS", -1)
    slow = _Insights(5, status)
    clients, diagnostics = from_logs(STACK, _logs(eu_west_1=slow, us_east_1=slow))
    assert not clients
    assert status in diagnostics[0].message


def test_logs_without_requests_give_no_shares() -> None:
    clients, (diagnostic,) = from_logs(STACK, _logs(eu_west_1=_Insights(0), us_east_1=_Insights(0)))
    assert not clients
    assert diagnostic.code == "TFG522"


def test_a_log_group_that_is_not_there_is_told() -> None:
    with mock_aws():

        def client(service: str, region: str) -> Any:
            return boto3.client(service, region_name=region)  # type: ignore[call-overload]

        clients, diagnostics = from_logs(STACK, Logs(client, END - timedelta(days=1), END))
    assert not clients
    assert diagnostics[0].code == "TFG704"
    assert "ResourceNotFoundException" in diagnostics[0].message
