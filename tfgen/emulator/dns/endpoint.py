"""One request of a Route 53 health checker.

Limits and rules: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
"""

from __future__ import annotations

import http.client
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

CODES = ("HTTP", "HTTPS", "HTTP_STR_MATCH", "HTTPS_STR_MATCH")
"""The types of health checks that ask an endpoint, as HealthCheckConfig names them."""

CONNECTION_SECONDS = 4
ANSWER_SECONDS = 2
SEARCHED_BYTES = 5120

_USER_AGENT = "Amazon-Route53-Health-Check-Service (ref {id}; report http://amzn.to/1vsZADi)"
_PORTS = {"HTTP": 80, "HTTPS": 443}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one request found."""

    succeeded: bool
    reason: str
    """In few words: "HTTP 200", "HTTP 503", "connection refused", "no answer in 2 s"."""
    code: int | None = None
    """The HTTP status, if there was one."""


def ask(check: Any, front_door: str, on_connect: Callable[[http.client.HTTPConnection], None]) -> CheckResult:
    """Asks a health check's endpoint, which the front door stands for: its Host header says which one it is.

    `on_connect` receives the connection before it is opened, for another thread to end the request by.
    """
    address = urlsplit(front_door)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=CONNECTION_SECONDS)
    on_connect(connection)
    try:
        return _ask(check, connection)
    except ConnectionRefusedError:
        return CheckResult(False, "connection refused")
    except TimeoutError:
        limit = CONNECTION_SECONDS if connection.sock is None else ANSWER_SECONDS
        return CheckResult(False, f"no answer in {limit} s")
    except (OSError, http.client.HTTPException) as error:
        return CheckResult(False, str(error) or type(error).__name__)
    finally:
        connection.close()


def host(check: Any) -> str:
    """The Host header of a health check's requests.

    Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html (IPAddress)
    """
    name: str = check.fqdn or check.ip_address or ""
    return name if check.port == _PORTS[check.type_.removesuffix("_STR_MATCH")] else f"{name}:{check.port}"


def _ask(check: Any, connection: http.client.HTTPConnection) -> CheckResult:
    connection.connect()
    connection.sock.settimeout(ANSWER_SECONDS)
    path = check.resource_path or "/"
    headers = {"Host": host(check), "User-Agent": _USER_AGENT.format(id=check.id), "Connection": "close"}
    connection.request("GET", path if path.startswith("/") else f"/{path}", headers=headers)
    answer = connection.getresponse()
    reason = f"HTTP {answer.status}"
    if not 200 <= answer.status < 400:
        return CheckResult(False, reason, answer.status)
    if check.type_.endswith("_STR_MATCH"):
        found = (check.search_string or "").encode() in answer.read(SEARCHED_BYTES)
        return CheckResult(found, reason if found else f"{reason} without the search string", answer.status)
    return CheckResult(True, reason, answer.status)
