from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from tests.component.emulator.dns.route53 import backend, client, health_check
from tfgen.emulator.dns.health import CheckStatus, HealthChecker
from tfgen.emulator.serving import served

pytestmark = pytest.mark.slow

SPEED = 600.0
"""An interval of 10 seconds lasts 17 ms."""
PATIENCE = 20.0


class Endpoint:
    """Answers as it is told, and keeps what it was asked."""

    def __init__(self) -> None:
        self.statuses: dict[str, int] = {}
        self.body = b"all is well"
        self.asked: list[dict[str, Any]] = []
        self.holding = threading.Event()
        self.holding.set()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        self.asked.append(environ)
        host = environ["HTTP_HOST"]
        if host.startswith("slow."):
            self.holding.wait(PATIENCE)
        start_response(f"{self.statuses.get(host, 200)} Said", [("Content-Length", str(len(self.body)))])
        return [self.body]

    def count(self, host: str) -> int:
        return sum(environ["HTTP_HOST"] == host for environ in list(self.asked))


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    found = Endpoint()
    yield found
    found.holding.set()


@pytest.fixture
def checker(endpoint: Endpoint) -> Iterator[HealthChecker]:
    found = HealthChecker(SPEED)
    with served(endpoint) as found.front_door, found.running():
        yield found


def check(**said: Any) -> Any:
    return health_check(**{"request_interval": 10, "failure_threshold": 3, **said})


def until(reached: Callable[[], object]) -> None:
    """Waits for a state, and fails if it is not reached."""
    deadline = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < deadline, "not reached"
        time.sleep(0.005)


def test_the_endpoint_is_asked_as_route_53_asks(checker: HealthChecker, endpoint: Endpoint) -> None:
    made = check()
    until(lambda: endpoint.asked)
    asked = endpoint.asked[0]
    assert (asked["REQUEST_METHOD"], asked["PATH_INFO"], asked["HTTP_HOST"]) == (
        "GET",
        "/health",
        "a.example.com",
    )
    assert asked["HTTP_USER_AGENT"].startswith(f"Amazon-Route53-Health-Check-Service (ref {made.id};")


def test_the_host_names_an_unusual_port(checker: HealthChecker, endpoint: Endpoint) -> None:
    check(port=8443, fqdn=None, ip_address="192.0.2.1", resource_path=None)
    until(lambda: endpoint.asked)
    assert (endpoint.asked[0]["HTTP_HOST"], endpoint.asked[0]["PATH_INFO"]) == ("192.0.2.1:8443", "/")


def test_a_new_check_is_healthy_until_enough_requests_failed(endpoint: Endpoint) -> None:
    # an hour between two requests: it is the first that is seen
    endpoint.statuses["a.example.com"] = 503
    checker = HealthChecker(SPEED)
    with served(endpoint) as checker.front_door, checker.running():
        made = check(request_interval=3600 * SPEED)
        assert checker.is_healthy(made.id)
        until(lambda: checker.status()[made.id].checked)
        assert checker.is_healthy(made.id)
        status = checker.status()[made.id]
    assert (status.healthy, status.failures, status.reason, status.checked) == (True, 1, "HTTP 503", 1)


@pytest.mark.parametrize("threshold", [1, 3])
def test_as_many_in_a_row_as_the_threshold_change_the_health(
    checker: HealthChecker, endpoint: Endpoint, threshold: int
) -> None:
    endpoint.statuses["a.example.com"] = 503
    made = check(failure_threshold=threshold)
    until(lambda: not checker.is_healthy(made.id))
    assert checker.status()[made.id].failures >= threshold
    assert endpoint.count("a.example.com") >= threshold
    endpoint.statuses.clear()
    until(lambda: checker.is_healthy(made.id))
    status = checker.status()[made.id]
    assert (status.healthy, status.failures, status.reason) == (True, 0, "HTTP 200")
    assert endpoint.count("a.example.com") >= 2 * threshold


@pytest.mark.parametrize(
    ("status", "healthy"), [(200, True), (204, True), (399, True), (400, False), (500, False)]
)
def test_which_answers_are_successes(
    checker: HealthChecker, endpoint: Endpoint, status: int, healthy: bool
) -> None:
    endpoint.statuses["a.example.com"] = status
    endpoint.body = b""
    made = check(failure_threshold=1)
    until(lambda: checker.status()[made.id].checked)
    found = checker.status()[made.id]
    assert (found.healthy, found.reason) == (healthy, f"HTTP {status}")


@pytest.mark.parametrize(
    ("body", "healthy"),
    [
        (b"it is well here", True),
        (b"nothing", False),
        (b"WELL", False),
        (b"-" * 5116 + b"well", True),
        (b"-" * 5117 + b"well", False),
    ],
)
def test_a_string_is_searched_in_the_beginning_of_the_body(
    checker: HealthChecker, endpoint: Endpoint, body: bytes, healthy: bool
) -> None:
    endpoint.body = body
    made = check(type="HTTPS_STR_MATCH", search_string="well", failure_threshold=1)
    until(lambda: checker.status()[made.id].checked)
    found = checker.status()[made.id]
    assert found.healthy == healthy
    assert found.reason == ("HTTP 200" if healthy else "HTTP 200 without the search string")


def test_nothing_listens() -> None:
    with contextlib.closing(socket.socket()) as reserved:
        reserved.bind(("127.0.0.1", 0))
        checker = HealthChecker(SPEED)
        checker.front_door = f"http://127.0.0.1:{reserved.getsockname()[1]}"
        with checker.running():
            made = check()
            until(lambda: not checker.is_healthy(made.id))
            assert checker.status()[made.id].reason == "connection refused"


def test_what_is_no_http_fails() -> None:
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as server:
        thread = threading.Thread(target=_babble, args=(server,), daemon=True)
        thread.start()
        checker = HealthChecker(SPEED)
        checker.front_door = f"http://127.0.0.1:{server.getsockname()[1]}"
        with checker.running():
            made = check()
            until(lambda: not checker.is_healthy(made.id))


def _babble(server: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while True:
            connection, _ = server.accept()
            with contextlib.closing(connection):
                connection.recv(4096)
                connection.sendall(b"\x00\xff nothing of the kind\r\n\r\n")


@pytest.mark.parametrize(("disabled", "inverted", "healthy"), [(True, False, True), (True, True, False)])
def test_a_disabled_check_asks_nothing(
    checker: HealthChecker, endpoint: Endpoint, disabled: bool, inverted: bool, healthy: bool
) -> None:
    # how a region is drained: disabled, so always healthy, and inverted
    endpoint.statuses["a.example.com"] = 503
    made = check(disabled=disabled, inverted=inverted)
    check(fqdn="b.example.com")
    until(lambda: endpoint.count("b.example.com") > 5)
    status = checker.status()[made.id]
    assert (status.healthy, status.reason, endpoint.count("a.example.com")) == (healthy, "disabled", 0)


def test_a_check_that_was_disabled_begins_anew(checker: HealthChecker, endpoint: Endpoint) -> None:
    endpoint.statuses["a.example.com"] = 503
    made = check()
    until(lambda: not checker.is_healthy(made.id))
    backend().update_health_check(made.id, {"disabled": True})
    assert checker.is_healthy(made.id)
    until(lambda: not checker.status()[made.id].checked)
    backend().update_health_check(made.id, {"disabled": False, "request_interval": 3600 * SPEED})
    until(lambda: checker.status()[made.id].checked == 1)
    assert checker.is_healthy(made.id)


def test_an_inverted_check(checker: HealthChecker, endpoint: Endpoint) -> None:
    made = check(inverted=True)
    assert not checker.is_healthy(made.id)
    endpoint.statuses["a.example.com"] = 503
    until(lambda: checker.is_healthy(made.id))


def test_a_change_counts_at_once(checker: HealthChecker) -> None:
    made = check()
    until(lambda: checker.status()[made.id].checked)
    backend().update_health_check(made.id, {"disabled": True, "inverted": True})
    assert not checker.is_healthy(made.id)


def test_changed_and_deleted_checks_are_followed(checker: HealthChecker, endpoint: Endpoint) -> None:
    made = check()
    until(lambda: endpoint.count("a.example.com"))
    backend().update_health_check(made.id, {"fqdn": "b.example.com"})
    until(lambda: endpoint.count("b.example.com"))
    backend().delete_health_check(made.id)
    assert checker.status() == {}
    assert checker.is_healthy(made.id)
    other = check(fqdn="c.example.com")
    until(lambda: checker.observations(made.id) == (None, None))
    asked = endpoint.count("b.example.com")
    until(lambda: checker.status()[other.id].checked > 5)
    assert endpoint.count("b.example.com") == asked


def test_a_slow_endpoint_delays_no_other(checker: HealthChecker, endpoint: Endpoint) -> None:
    endpoint.holding.clear()
    slow = [check(fqdn=f"slow.{number}.example.com", failure_threshold=1) for number in range(5)]
    until(lambda: all(endpoint.count(made.fqdn) for made in slow))
    quick = check()
    until(lambda: checker.status()[quick.id].checked >= 5)
    until(lambda: not any(checker.is_healthy(made.id) for made in slow))
    assert {checker.status()[made.id].reason for made in slow} == {"no answer in 2 s"}
    assert checker.is_healthy(quick.id)


def test_it_stops_while_endpoints_hang(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tfgen.emulator.dns.endpoint.ANSWER_SECONDS", 10 * PATIENCE)
    endpoint.holding.clear()
    checker = HealthChecker(SPEED)
    with served(endpoint) as checker.front_door, checker.running():
        made = [check(fqdn=f"slow.{number}.example.com") for number in range(5)]
        until(lambda: all(endpoint.count(one.fqdn) for one in made))
        threads = threading.active_count()
        began = time.monotonic()
    assert time.monotonic() - began < PATIENCE / 2
    endpoint.holding.set()
    until(lambda: threading.active_count() <= threads - len(made))


def test_calculated_checks_count_their_children(checker: HealthChecker, endpoint: Endpoint) -> None:
    endpoint.statuses["b.example.com"] = 503
    children = [check().id, check(fqdn="b.example.com").id]
    one, both = (check(type="CALCULATED", children=children, health_threshold=least) for least in (1, 2))
    until(lambda: not checker.is_healthy(children[1]))
    assert checker.is_healthy(one.id)
    assert not checker.is_healthy(both.id)
    assert checker.status()[one.id].reason == "calculated"


@pytest.mark.parametrize("kind", ["CLOUDWATCH_METRIC", "RECOVERY_CONTROL", "TCP"])
def test_what_is_not_emulated_is_healthy_and_says_so(checker: HealthChecker, kind: str) -> None:
    made = check(type=kind)
    status = checker.status()[made.id]
    assert (status.healthy, status.reason, status.checked) == (True, f"{kind} is not emulated", 0)


def test_intervals_count_in_full_at_awss_pace(checker: HealthChecker, endpoint: Endpoint) -> None:
    endpoint.statuses["a.example.com"] = 503
    made = check()
    until(lambda: checker.status()[made.id].checked >= 5)
    status: CheckStatus = checker.status()[made.id]
    # five requests, so four intervals of 10 seconds, the first two of which it was healthy
    assert status.since_aws_seconds >= 20
    assert status.since_seconds < status.since_aws_seconds


def observed(aws: Any, action: str, health_check_id: str) -> set[str]:
    answer = getattr(aws, action)(HealthCheckId=health_check_id)["HealthCheckObservations"]
    return {observation["StatusReport"]["Status"] for observation in answer}


def test_the_api_tells_what_was_observed(checker: HealthChecker, endpoint: Endpoint) -> None:
    status, failure = "get_health_check_status", "get_health_check_last_failure_reason"
    with client() as aws:
        made = check()
        until(lambda: checker.status()[made.id].checked)
        assert observed(aws, status, made.id) == {"Success: HTTP Status Code 200, OK"}
        assert observed(aws, failure, made.id) == set()
        endpoint.statuses["a.example.com"] = 503
        until(lambda: not checker.is_healthy(made.id))
        assert observed(aws, status, made.id) == {"Failure: HTTP Status Code 503, Service Unavailable"}
        endpoint.statuses.clear()
        until(lambda: checker.is_healthy(made.id))
        assert observed(aws, status, made.id) == {"Success: HTTP Status Code 200, OK"}
        assert observed(aws, failure, made.id) == {"Failure: HTTP Status Code 503, Service Unavailable"}


def test_the_api_tells_where_from(checker: HealthChecker) -> None:
    with client() as aws:
        made = check(regions=["eu-west-1", "us-east-1", "us-west-1"])
        until(lambda: checker.status()[made.id].checked)
        answer = aws.get_health_check_status(HealthCheckId=made.id)["HealthCheckObservations"]
        assert [observation["Region"] for observation in answer] == ["eu-west-1", "us-east-1", "us-west-1"]


def test_the_api_refuses_what_has_no_status(checker: HealthChecker) -> None:
    with client() as aws:
        made = check(type="CALCULATED", health_threshold=1)
        for ask in (aws.get_health_check_status, aws.get_health_check_last_failure_reason):
            with pytest.raises(aws.exceptions.InvalidInput):
                ask(HealthCheckId=made.id)
            with pytest.raises(aws.exceptions.NoSuchHealthCheck):
                ask(HealthCheckId="00000000-0000-0000-0000-000000000000")


def test_moto_alone_tells_of_success_only() -> None:
    # if this fails, health_api.py may have nothing left to patch
    with client() as aws:
        made = check()
        (status,) = observed(aws, "get_health_check_status", made.id)
        assert status.startswith("Success")
        with pytest.raises(aws.exceptions.ClientError):
            observed(aws, "get_health_check_last_failure_reason", made.id)
