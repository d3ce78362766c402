"""The server of the page: who may ask, what is said, and whoever behaves badly."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.component.play.pages import Page, acted, requested
from tfgen.play import server
from tfgen.play.hub import MOST_READERS, Hub
from tfgen.play.refused import RefusedError


def act(action: Mapping[str, Any]) -> Mapping[str, Any]:
    if action.get("do") != "lose":
        raise RefusedError("`do` is one of lose")
    return {"lost": action["region"]}


@pytest.fixture
def hub() -> Hub:
    return Hub()


@pytest.fixture
def url(hub: Hub, tmp_path: Path) -> Iterator[str]:
    (tmp_path / "index.html").write_text("<title>play</title>", "utf-8")
    (tmp_path / "play.js").write_text("'hello'", "utf-8")
    files = {path.name: path for path in tmp_path.iterdir()}
    with server.served(hub, act, lambda: {"service": "</script>"}, files) as address:
        yield address


def test_it_listens_on_this_machine_alone_below_a_path_that_nobody_guesses(url: str) -> None:
    address = urlsplit(url)
    assert address.hostname == "127.0.0.1"
    assert len(address.path) > 30
    assert len({server._Server.__name__, address.path}) == 2


def test_the_page_its_files_and_the_timeline_are_there(url: str) -> None:
    found = {}
    for name in ("", "play.js", "timeline.json"):
        _, answer = requested(url, "GET", name)
        found[name] = (answer.status, answer.headers["Content-Type"], answer.read())
        assert answer.headers["Cache-Control"] == "no-store"
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert found == {
        "": (200, "text/html; charset=utf-8", b"<title>play</title>"),
        "play.js": (200, "text/javascript; charset=utf-8", b"'hello'"),
        "timeline.json": (200, "application/json", b'{"service": "</script>"}'),
    }


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("GET", "/", {}),
        ("GET", "/events", {}),
        ("GET", "/index.html", {}),
        ("GET", "/a-token-that-somebody-guessed/events", {}),
        ("GET", "//", {}),
        ("GET", "http://[", {}),
        ("GET", "../../../../etc/passwd", {}),
        ("GET", "play.py", {}),
        ("GET", "", {"Host": "evil.example"}),
        ("GET", "events", {"Host": "evil.example:80"}),
        ("GET", "", {"Host": "127.0.0.1:1"}),
        ("POST", "/actions", {}),
        ("POST", "", {}),
        ("POST", "actions", {"Origin": "https://evil.example"}),
        ("POST", "actions", {"Origin": "null"}),
        ("POST", "actions", {"Host": "evil.example"}),
    ],
)
def test_nobody_else_hears_anything(url: str, method: str, path: str, headers: dict[str, str]) -> None:
    _, answer = requested(url, method, path, b'{"do": "lose", "region": "x"}', **headers)
    assert (answer.status, answer.read()) == (404, b"")


def test_other_methods_are_none(url: str) -> None:
    for method in ("PUT", "DELETE", "OPTIONS", "CONNECT", "BREW"):
        _, answer = requested(url, method, "actions")
        assert answer.status == 501


def test_actions_are_done_or_refused_in_words(url: str) -> None:
    origin = f"http://{urlsplit(url).netloc}"
    assert acted(url, {"do": "lose", "region": "x"}, Origin=origin) == (200, {"ok": True, "lost": "x"})
    assert acted(url, {"do": "dance"}) == (400, {"error": "`do` is one of lose"})


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"do": NaN}',
        b'{"do": 1' + b"0" * 5000 + b"}",
        b'"lose"',
        b"[]",
        b"null",
    ],
)
def test_what_is_no_action_is_refused(url: str, body: bytes) -> None:
    status, told = acted(url, body)
    assert status == 400
    assert told["error"].startswith(("this is no JSON", "an action is an object"))


@pytest.mark.parametrize("length", ["1048577", "9" * 5000, "0" * 20 + "9" * 18, "-1", "ten", "\u0663"])
def test_a_body_without_end_is_not_read(url: str, length: str) -> None:
    address = urlsplit(url)
    with socket.create_connection((address.hostname, address.port)) as connection:
        head = f"POST {address.path}actions HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Length: {length}\r\n\r\n"
        connection.sendall(head.encode())
        assert b" 400 " in connection.recv(100)


def test_pages_hear_how_things_stand_and_what_happens(hub: Hub, url: str) -> None:
    hub.tell("model", service="hello")
    page = Page(url)
    page.wait(lambda: page.all("model"))
    hub.tell("note", text="<b>\n</b>")
    assert page.wait(lambda: page.all("note"))[0]["text"] == "<b>\n</b>"
    hub.end()
    assert page.is_over.wait(5)


def test_thirty_pages_leave_room_for_the_last_ones(hub: Hub, url: str) -> None:
    pages = [Page(url) for _ in range(30)]
    for page in pages[:-MOST_READERS]:
        assert page.is_over.wait(5)
        assert page.events[-1][0] == "elsewhere"
    hub.tell("note", text="on")
    last = pages[-1]
    last.wait(lambda: last.all("note"))
    assert acted(url, {"do": "lose", "region": "x"})[0] == 200


def test_whoever_does_not_read_costs_nobody_anything(
    hub: Hub, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server._Handler, "timeout", 0.5)
    address = urlsplit(url)
    with socket.create_connection((address.hostname, address.port)) as sleeper:
        sleeper.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sleeper.sendall(f"GET {address.path}events HTTP/1.1\r\nHost: {address.netloc}\r\n\r\n".encode())
        page = Page(url)
        for number in range(200):
            hub.tell("note", text=f"{number} {'x' * 50_000}")
        page.wait(lambda: len(page.all("note")) == 200)
        end = time.monotonic() + 10
        while len(hub._readers) > 1 and time.monotonic() < end:
            time.sleep(0.05)
        assert len(hub._readers) == 1


def test_more_connections_than_it_has_threads_for_are_closed(url: str) -> None:
    address = urlsplit(url)
    before = threading.active_count()
    idle = [socket.create_connection((address.hostname, address.port)) for _ in range(80)]
    try:
        time.sleep(0.2)
        assert threading.active_count() - before < 75
    finally:
        for each in idle:
            each.close()
    page = None
    end = time.monotonic() + 10
    while page is None and time.monotonic() < end:
        try:
            page = requested(url, "GET", "")[1]
        except OSError:
            time.sleep(0.05)
    assert page is not None
    assert page.status == 200


def test_a_page_that_hears_of_a_failure_hears_all_of_it(hub: Hub, tmp_path: Path) -> None:
    with server.served(hub, act, dict, {}) as address:
        page = Page(address)
        page.wait(lambda: hub._readers)
        hub.tell("progress", stage="failed", text="y" * 100_000)
    assert page.is_over.wait(5)
    assert page.events[-1][0] == "progress"
    assert json.dumps(page.events[-1][1]).count("y") > 100_000 - 1
    with pytest.raises(OSError, match="refused"):
        requested(address, "GET", "")
