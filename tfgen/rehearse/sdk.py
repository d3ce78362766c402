"""The SDK's clients, as functions have them: of the emulated AWS, without retries of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class Clients:
    """One client for each service and region, made when it is first asked for."""

    def __init__(self, session: Any, endpoint: str) -> None:
        from botocore.config import Config

        self._session, self._endpoint = session, endpoint
        self._config = Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=20)
        self._made: dict[tuple[str, str], Any] = {}

    def of(self, service: str, region: str) -> Any:
        """The client of a service in a region."""
        if (service, region) not in self._made:
            self._made[service, region] = self._client(service, region)
        return self._made[service, region]

    def of_role(self, service: str, region: str, credentials: Sequence[str]) -> Any:
        """The same with a role's credentials: an access key's id, its secret and a session token."""
        key, secret, token = credentials
        return self._client(
            service, region, aws_access_key_id=key, aws_secret_access_key=secret, aws_session_token=token
        )

    def _client(self, service: str, region: str, **credentials: str) -> Any:
        return self._session.client(
            service, region_name=region, endpoint_url=self._endpoint, config=self._config, **credentials
        )
