"""Requests to the API of one host, with a token that no other host sees.

Answers are bounded in size and time. What is asked again: a request that changes nothing when it is repeated, after
an answer of 5xx or none; any request that was refused for a limit which is over soon.
"""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from email.message import Message
from typing import Any
from urllib.parse import urljoin, urlsplit

from tfgen.frozen import frozen

MOST_BYTES = 16 * 1024 * 1024
"""Of an answer: a page of 100 comments of 65,536 characters is smaller."""
TIMEOUT, LONGEST = 20.0, 60.0
"""Seconds: for each wait, and for a whole answer."""
TRIES = 3
PATIENCE = 60.0
"""Seconds to wait for a limit to be over. Longer ones end the post."""
_HOPS = 3
_REDIRECTS = (301, 302, 307, 308)


class FailedError(Exception):
    """A request that came to nothing. `status` is 0 where there was no answer."""

    def __init__(self, words: str, status: int = 0, wait: float | None = None) -> None:
        super().__init__(words)
        self.status = status
        self.wait = wait
        """Seconds until a limit is over, where one is reached."""


@frozen
class Answer:
    """What was answered."""

    status: int
    body: Any
    headers: Mapping[str, str]
    """By name in lower case."""


class _Unfollowed(urllib.request.HTTPRedirectHandler):
    """Redirects come back as answers: urllib would send the token along, to any host."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class Client:
    """Asks below a base URL."""

    def __init__(
        self, base: str, headers: Mapping[str, str], sleep: Callable[[float], None] = time.sleep
    ) -> None:
        parts = urlsplit(base)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            raise FailedError(f"{base} is no address of an API")
        self.base = base.rstrip("/")
        self._headers = {"User-Agent": "tfgen", "Accept": "application/json", **headers}
        self._sleep = sleep
        # a proxy sees nothing of https but the host's name; of http it would see the token
        proxies = [] if parts.scheme == "https" else [urllib.request.ProxyHandler({})]
        self._opener = urllib.request.build_opener(_Unfollowed(), *proxies)

    def ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        base: str = "",
        repeatable: bool | None = None,
    ) -> Answer:
        """The answer of 2xx. Raises FailedError."""
        again = method != "POST" if repeatable is None else repeatable
        for attempt in range(1, TRIES + 1):
            try:
                return self._once(method, f"{base or self.base}{path}", body)
            except FailedError as error:
                if attempt == TRIES or not self._waits(error, again, attempt):
                    raise
        raise AssertionError  # the last attempt returns or raises

    def _waits(self, error: FailedError, again: bool, attempt: int) -> bool:
        if error.wait is not None:
            if error.wait > PATIENCE:
                return False
            self._sleep(error.wait)
            return True
        if not again or (error.status and error.status < 500):
            return False
        self._sleep(float(attempt))
        return True

    def _once(self, method: str, url: str, body: Mapping[str, Any] | None) -> Answer:
        for _ in range(_HOPS):
            answer = self._answer(method, url, body)
            if answer.status not in _REDIRECTS:
                return answer
            url = self._same_host(url, answer.headers.get("location", ""))
        raise FailedError("it leads from address to address", answer.status)

    @staticmethod
    def _same_host(url: str, location: str) -> str:
        to = urljoin(url, location)
        if not location or urlsplit(to)[:2] != urlsplit(url)[:2]:
            raise FailedError("it leads to another host, which is not told the token", 302)
        return to

    def _answer(self, method: str, url: str, body: Mapping[str, Any] | None) -> Answer:
        data = None if body is None else json.dumps(body).encode()
        headers = {**self._headers, **({} if data is None else {"Content-Type": "application/json"})}
        request = urllib.request.Request(url, data, headers, method=method)  # noqa: S310  # http and https alone
        until = time.monotonic() + LONGEST
        try:
            with self._opener.open(request, timeout=TIMEOUT) as response:
                return Answer(response.status, _json(_read(response, until)), _lower(response.headers))
        except urllib.error.HTTPError as error:
            with error:
                headers = _lower(error.headers)
                if error.code in _REDIRECTS:
                    return Answer(error.code, None, headers)
                raise FailedError(_words(error, until), error.code, _limit(error.code, headers)) from None
        except (OSError, http.client.HTTPException) as error:  # URLError and timeouts are OSErrors
            raise FailedError(
                f"no answer: {getattr(error, 'reason', None) or error or 'timed out'}"
            ) from None


def _read(response: Any, until: float) -> bytes:
    """All of an answer. Raises FailedError."""
    parts, size = [], 0
    while part := response.read1(65536):
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            raise FailedError(f"an answer of more than {MOST_BYTES} bytes", 200)
        if time.monotonic() > until:
            raise FailedError(f"no whole answer within {LONGEST:.0f} seconds")
    return b"".join(parts)


def _json(content: bytes) -> Any:
    try:
        return json.loads(content) if content.strip() else None
    except (ValueError, RecursionError):
        raise FailedError("an answer that is no JSON", 200) from None


def _words(error: urllib.error.HTTPError, until: float) -> str:
    """What the platform says of a refusal, in one bounded line."""
    try:
        said = _json(_read(error, until))
    except (FailedError, OSError, http.client.HTTPException):
        said = None
    message = said.get("message") or said.get("error") if isinstance(said, dict) else None
    return f"{error.code} {str(message or error.reason or '')[:300]}".strip()


def _limit(status: int, headers: Mapping[str, str]) -> float | None:
    """Seconds until the limit is over for which a request was refused; None where it was no limit.

    Sources: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api and
    https://docs.gitlab.com/administration/settings/user_and_ip_rate_limits/#response-headers
    """
    if status not in (403, 429):
        return None
    after = headers.get("retry-after", "")
    if after.isascii() and after.isdigit():
        return float(after[:9])
    reset = headers.get("x-ratelimit-reset") or headers.get("ratelimit-reset") or ""
    left = headers.get("x-ratelimit-remaining") or headers.get("ratelimit-remaining")
    if left == "0" and reset.isascii() and reset.isdigit():
        return max(0.0, float(reset[:12]) - time.time()) + 1
    return PATIENCE if status == 429 else None


def _lower(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
