"""Connections that serve more than one request."""

from __future__ import annotations

import http.client
import io
import socket
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from tfgen.emulator.keep_alive import KeepAliveHandler
from tfgen.emulator.serving import served


def _application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    body = b"" if path == "/ignores" else environ["wsgi.input"].read()
    if path == "/empty":
        start_response("204 No Content", [])
        return []
    start_response("200 OK", [("x-method", environ["REQUEST_METHOD"])])
    return io.BytesIO(path.encode() + b":" + body)


@pytest.fixture
def address() -> Iterator[tuple[str, int]]:
    """Of a server."""
    with served(_application) as url:
        host, port = url.removeprefix("http://").split(":")
        yield host, int(port)


def test_requests_follow_each_other_on_one_connection(address: tuple[str, int]) -> None:
    connection = http.client.HTTPConnection(*address, timeout=60)
    own: set[Any] = set()
    for method, path, body, expected in (
        ("GET", "/a", None, b"/a:"),
        ("POST", "/b", b"x" * 100_000, b"/b:" + b"x" * 100_000),
        ("POST", "/ignores", b"left in the connection", b"/ignores:"),
        ("PUT", "/chunks", iter([b"one", b"two"]), b"/chunks:onetwo"),
        ("HEAD", "/c", None, b""),
        ("GET", "/empty", None, b""),
        ("GET", "/d", None, b"/d:"),
    ):
        connection.request(method, path, body, encode_chunked=path == "/chunks")
        response = connection.getresponse()
        assert response.read() == expected
        assert response.status == (204 if path == "/empty" else 200)
        assert connection.sock
        own.add(connection.sock.getsockname())
    connection.close()
    assert len(own) == 1


def test_a_client_that_waits_for_leave_is_told_to_go_on(address: tuple[str, int]) -> None:
    with socket.create_connection(address, timeout=60) as connection:
        connection.sendall(
            b"POST /a HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\nexpect: 100-continue\r\n\r\n"
        )
        assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"hi")
        assert connection.makefile("rb").readline() == b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    "request_line", [b"GET /a HTTP/1.0\r\n\r\n", b"GET /a HTTP/1.1\r\nconnection: close\r\n\r\n"]
)
def test_a_client_that_wants_one_answer_gets_one(address: tuple[str, int], request_line: bytes) -> None:
    with socket.create_connection(address, timeout=60) as connection:
        connection.sendall(request_line)
        answer = connection.makefile("rb").read()  # to the end, which comes
    assert answer.endswith(b"\r\n\r\n/a:")


def test_a_server_that_stopped_answers_no_more() -> None:
    with served(_application) as url:
        connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=60)
        connection.request("GET", "/a")
        assert connection.getresponse().read() == b"/a:"
    with pytest.raises(http.client.RemoteDisconnected):
        connection.request("GET", "/a")
        connection.getresponse()
    connection.close()


def test_a_connection_that_idles_is_closed_without_a_word(caplog: pytest.LogCaptureFixture) -> None:
    class Impatient(KeepAliveHandler):
        timeout = 0.1  # type: ignore[assignment]  # fractions of a second are taken

    with served(_application, handler=Impatient) as url:
        host, port = url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=60) as connection:
            assert connection.recv(1) == b"", "the server closes it"
    assert not caplog.records


@pytest.mark.parametrize("length", ["x", "-1", "1,2", "", "\u0661"])
def test_a_length_that_is_none_is_a_bad_request(address: tuple[str, int], length: str) -> None:
    with socket.create_connection(address, timeout=60) as connection:
        head = f"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\nhello"
        connection.sendall(head.encode())
        answer = b"".join(iter(lambda: connection.recv(1 << 16), b""))  # until it is closed
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.endswith(b'{"message":"Bad Request"}')
