"""Questions to AWS, in all regions at once. They only read."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_AT_ONCE = 16
_NOT_THERE = (
    "ResourceNotFoundException",
    "NotFoundException",
    "NoSuchEntity",
    "AWS.SimpleQueueService.NonExistentQueue",
    "QueueDoesNotExist",
    "NoSuchHostedZone",
    "NoSuchBucket",
    "404",
)


class UnansweredError(Exception):
    """AWS did not answer, or refused to."""


class Aws:
    """Clients of AWS, as the environment says: one for each service and region. Safe to use from any thread."""

    def __init__(self) -> None:
        self._session: Any = None
        self._clients: dict[tuple[str, str], Any] = {}
        self._lock = threading.Lock()

    def ask(self, service: str, region: str, call: str, /, **arguments: Any) -> dict[str, Any] | None:
        """The answer; None if what it asks for is not there. Raises UnansweredError."""
        try:
            from botocore.exceptions import BotoCoreError, ClientError
        except ImportError:
            raise UnansweredError('boto3 is missing: pip install "tfgen-aws[aws]"') from None
        try:
            answer: dict[str, Any] = getattr(self._client(service, region), call)(**arguments)
        except ClientError as error:
            code = str(error.response.get("Error", {}).get("Code"))
            if code in _NOT_THERE:
                return None
            raise UnansweredError(f"{service}:{call} in {region}: {code}") from error
        except BotoCoreError as error:
            raise UnansweredError(f"{service}:{call} in {region}: {type(error).__name__}") from error
        return answer

    def _client(self, service: str, region: str) -> Any:
        import boto3
        from botocore.config import Config

        with self._lock:
            self._session = self._session or boto3.Session()
            if (service, region) not in self._clients:
                config = Config(
                    retries={"mode": "standard"},
                    connect_timeout=5,
                    read_timeout=20,
                    max_pool_connections=_AT_ONCE,
                )
                self._clients[service, region] = self._session.client(
                    service, region_name=region, config=config
                )
            return self._clients[service, region]


def in_parallel(ask: Callable[[T], R], each: Iterable[T]) -> list[R | UnansweredError]:
    """The answers, in order."""

    def answer(one: T) -> R | UnansweredError:
        try:
            return ask(one)
        except UnansweredError as error:
            return error

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(answer, each))
