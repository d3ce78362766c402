"""Measures real URLs from this machine: DNS, connect, TLS and first byte, each request over a new connection.

Nothing is followed that an answer says, and nothing of it is kept but which region it says that it comes from.
"""

from __future__ import annotations

import re
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from itertools import pairwise
from statistics import median
from typing import Any
from urllib.parse import SplitResult, urlsplit

from tfgen.diagnostics import Diagnostic
from tfgen.frozen import frozen
from tfgen.latency import codes
from tfgen.latency.answer import MOST_BYTES, head, region_said
from tfgen.spec.shape import short

PATIENCE_SECONDS = 10.0
"""For each of connect, TLS, first byte and the rest of an answer."""
SHARED = "shared"
"""What the name is called that leads to the nearest region."""


class NotReachedError(Exception):
    """A request that was not answered by HTTP; the text says why."""


@frozen
class Target:
    """A URL that is asked."""

    name: str
    """A region, or `shared`."""
    url: str


@frozen
class Sample:
    """One request. Times are milliseconds, each from where the one before ends."""

    dns: float
    connect: float
    tls: float
    first_byte: float
    """From the request until the answer begins."""
    status: int
    region: str
    """What the answer says that it comes from; empty if it does not."""
    address: str

    @property
    def total(self) -> float:
        """From the start to the first byte."""
        return self.dns + self.connect + self.tls + self.first_byte


@frozen
class Measured:
    """A URL, and what its requests took."""

    target: Target
    samples: tuple[Sample, ...]

    def median(self, part: str) -> float:
        """Of a part, such as `connect`."""
        return float(median(getattr(sample, part) for sample in self.samples))

    def spread(self, part: str) -> tuple[float, float]:
        """The least and the most of a part."""
        values = [getattr(sample, part) for sample in self.samples]
        return min(values), max(values)

    @property
    def statuses(self) -> tuple[int, ...]:
        """Each once."""
        return tuple(dict.fromkeys(sample.status for sample in self.samples))


def measure(
    targets: Sequence[Target],
    count: int,
    context: ssl.SSLContext | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[list[Measured], list[Diagnostic]]:
    """What every target took, in turn so that a slow moment hits all alike, and those that could not be measured.

    One that fails is asked no more: a median without its failures would be too good.
    """
    context = context or ssl.create_default_context()
    samples: dict[Target, list[Sample]] = {target: [] for target in targets}
    diagnostics: list[Diagnostic] = []
    for number in range(count):
        for target in [each for each in targets if each in samples]:
            progress(f"{target.name}, {number + 1} of {count}")
            try:
                samples[target].append(ask(target.url, context))
            except NotReachedError as error:
                del samples[target]
                hint = "the way there: is it applied, and may this machine connect to it?"
                diagnostics.append(
                    codes.NOT_REACHED(f"{target.name}, {short(target.url)}: {error}", hint=hint)
                )
    return [Measured(target, tuple(found)) for target, found in samples.items()], diagnostics


def is_url(text: str) -> bool:
    """Whether a text is a URL that can be asked."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    is_plain = re.fullmatch(r"[!-~]+", text) is not None and not parts.username and "@" not in parts.netloc
    return is_plain and parts.scheme in ("http", "https") and bool(parts.hostname) and port != 0


def ask(url: str, context: ssl.SSLContext) -> Sample:
    """One request. Raises NotReachedError."""
    parts = urlsplit(url)
    try:
        return _asked(parts, context)
    except ssl.SSLCertVerificationError as error:
        raise NotReachedError(f"its certificate is not good: {error.verify_message}") from error
    except TimeoutError as error:
        raise NotReachedError(f"no answer within {PATIENCE_SECONDS:g} s") from error
    except socket.gaierror as error:
        raise NotReachedError(f"its name cannot be resolved: {error.strerror}") from error
    except UnicodeError as error:
        raise NotReachedError("its name cannot be resolved: it is none") from error
    except OSError as error:
        raise NotReachedError(str(error.strerror or error).lower()) from error


def _asked(parts: SplitResult, context: ssl.SSLContext) -> Sample:
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    clock = [time.perf_counter()]
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    clock.append(time.perf_counter())
    connection, connect_ms = _connected(found)
    with closing(connection):
        address = str(connection.getpeername()[0])
        clock = [*clock, time.perf_counter()]
        is_secure = parts.scheme == "https"
        with closing(
            context.wrap_socket(connection, server_hostname=host) if is_secure else connection
        ) as spoken:
            clock.append(time.perf_counter())
            spoken.sendall(_request(parts))
            begun = spoken.recv(MOST_BYTES)
            clock.append(time.perf_counter())
            status, headers, body = head(_rest(spoken, begun))
    if not status:
        raise NotReachedError("it did not answer by HTTP")
    dns, _, tls, first_byte = ((end - begin) * 1000 for begin, end in pairwise(clock))
    return Sample(dns, connect_ms, tls, first_byte, status, region_said(headers, body), address)


def _connected(found: list[Any]) -> tuple[socket.socket, float]:
    """A connection to the first address that takes one, and how long that took alone. Raises the last one's OSError."""
    failed: OSError = OSError("it has no address")
    for family, kind, protocol, _, address in found:
        connection = socket.socket(family, kind, protocol)
        connection.settimeout(PATIENCE_SECONDS)
        start = time.perf_counter()
        try:
            connection.connect(address)
        except OSError as error:
            connection.close()
            failed = error
        else:
            return connection, (time.perf_counter() - start) * 1000
    raise failed


def _request(parts: SplitResult) -> bytes:
    path = parts.path or "/"
    lines = (
        f"GET {path}{'?' + parts.query if parts.query else ''} HTTP/1.1",
        f"Host: {parts.netloc}",
        "User-Agent: tfgen",
        "Accept: */*",
        "Connection: close",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def _rest(connection: socket.socket, begun: bytes) -> bytes:
    """The answer as far as it is looked at."""
    found, deadline = begun, time.perf_counter() + PATIENCE_SECONDS
    while found and len(found) < MOST_BYTES:
        left = deadline - time.perf_counter()
        if left <= 0:
            break
        connection.settimeout(left)
        try:
            more = connection.recv(MOST_BYTES)
        except (TimeoutError, ssl.SSLError):  # it said enough, or ended without the goodbye of TLS
            break
        if not more:
            break
        found += more
    return found
