"""Stand-ins for what a head says exists already, made beside those of its base."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError

_READS = ("describe_", "get_", "list_")
_THERE = ("Already", "Exist", "InUse", "Conflict")
"""Parts of the codes by which services say that something is there already."""


class Once:
    """The SDK's session, for code that makes things twice: what was asked in the same words is not done again.

    What is there for another reason, such as that the base made it, stays as it is.
    """

    def __init__(self, session: Any) -> None:
        self._session = session
        self._answers: dict[tuple[object, ...], Any] = {}

    def client(self, service: str, **settings: Any) -> Any:
        """The client of a service."""
        return _Client(self._session.client(service, **settings), service, settings, self._answers)


class _Client:
    def __init__(
        self, client: Any, service: str, settings: dict[str, Any], answers: dict[tuple[object, ...], Any]
    ) -> None:
        self._client, self._answers = client, answers
        self._place = (service, repr(sorted(settings.items())))

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method: Callable[..., Any] = getattr(self._client, name)
        return method if name.startswith(_READS) else lambda **words: self._asked(name, method, words)

    def _asked(self, name: str, method: Callable[..., Any], words: dict[str, Any]) -> Any:
        question = (*self._place, name, repr(sorted(words.items())))
        if question not in self._answers:
            try:
                self._answers[question] = method(**words)
            except ClientError as error:
                if not any(part in error.response["Error"]["Code"] for part in _THERE):
                    raise
                self._answers[question] = {}
        return self._answers[question]
