"""Real URLs, measured: servers on this machine."""

from __future__ import annotations

import json
import socket
import time
from pathlib import Path

import pytest

from tests.component.latency.tls_server import Answer, certificate, http, serving, trusting
from tests.component.test_cli import run
from tests.specs import dump, example
from tfgen.latency import measure as measuring
from tfgen.latency.formats import Format
from tfgen.latency.formats.measured import answered_by, render
from tfgen.latency.measure import SHARED, Measured, Target, measure

EU, US = "eu-west-1", "us-east-1"


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("tls"))


def _measured(pem: Path, answer: Answer, count: int = 1) -> tuple[Measured, list[bytes]]:
    with serving(answer, pem) as (port, requests):
        target = Target(EU, f"https://localhost:{port}/health?deep=1")
        found, diagnostics = measure([target], count, trusting(pem))
    assert not diagnostics
    return found[0], requests


def _refused(url: str, pem: Path | None = None) -> str:
    found, (diagnostic,) = measure([Target(EU, url)], 2, trusting(pem) if pem else None)
    assert not found
    assert diagnostic.code == "TFG524"
    return diagnostic.message


def test_each_part_of_a_request_is_told(pem: Path) -> None:
    def slow(connection: socket.socket, request: bytes) -> None:
        time.sleep(0.08)
        http(b"{}", "200 OK", f"X-Region: {EU}")(connection, request)

    found, requests = _measured(pem, slow, 3)
    assert len(found.samples) == len(requests) == 3
    for sample in found.samples:
        assert sample.first_byte >= 80
        assert sample.connect > 0
        assert sample.tls > 0
        assert sample.total == sample.dns + sample.connect + sample.tls + sample.first_byte
        assert (sample.status, sample.region, sample.address) == (200, EU, "127.0.0.1")
    least, most = found.spread("first_byte")
    assert least <= found.median("first_byte") <= most
    assert requests[0].startswith(b"GET /health?deep=1 HTTP/1.1\r\nHost: localhost:")


@pytest.mark.parametrize(
    ("answer", "region"),
    [
        (http(b'{"healthy": true, "region": "us-west-2"}'), "us-west-2"),
        (http(b"{}", "200 OK", "x-region: us-west-2"), "us-west-2"),
        (http(b'{"region": "mars-1"}'), ""),
        (http(b'{"region": ["us-west-2"]}'), ""),
        (http(b"[" * 50_000), ""),
        (http(b"{" + b'{"a":' * 9_000 + b"}"), ""),
        (http(b"\xff\x00 us-west-2"), ""),
    ],
)
def test_an_answer_says_from_where_it_comes_or_does_not(pem: Path, answer: Answer, region: str) -> None:
    assert _measured(pem, answer)[0].samples[0].region == region


def test_a_redirect_is_an_answer_and_is_not_followed(pem: Path) -> None:
    found, requests = _measured(pem, http(b"", "302 Found", "location: file:///etc/passwd"), 2)
    assert found.statuses == (302,)
    assert len(requests) == 2


def test_an_answer_without_an_end_is_read_in_part(pem: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "PATIENCE_SECONDS", 0.4)

    def endless(connection: socket.socket, _: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        for _number in range(40):
            connection.sendall(b"x")
            time.sleep(0.05)

    start = time.monotonic()
    assert _measured(pem, endless)[0].statuses == (200,)
    assert time.monotonic() - start < 1.5


def test_a_certificate_that_nobody_trusts_is_no_answer(pem: Path) -> None:
    with serving(http(), pem) as (port, requests):
        assert "its certificate is not good: self" in _refused(f"https://localhost:{port}/")
        assert not requests


def test_a_certificate_of_another_name_is_no_answer(pem: Path) -> None:
    with serving(http(), pem) as (port, _):
        assert "certificate is not good" in _refused(f"https://127.0.0.1:{port}/", pem)


def test_what_does_not_answer_is_told(pem: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(http(), pem) as (port, _):
        pass
    assert "connection refused" in _refused(f"https://localhost:{port}/", pem)
    assert "cannot be resolved" in _refused("https://nothing.invalid/")
    assert "cannot be resolved" in _refused(f"https://{'a' * 70}.example.com/")
    with serving(lambda connection, _: connection.sendall(b"SSH-2.0-OpenSSH\r\n"), pem) as (port, _):
        assert "did not answer by HTTP" in _refused(f"https://localhost:{port}/", pem)
    with serving(lambda *_: None, pem) as (port, _):
        assert "did not answer by HTTP" in _refused(f"https://localhost:{port}/", pem)
    with serving(http(), None) as (port, _):
        assert _refused(f"https://localhost:{port}/", pem)
    monkeypatch.setattr(measuring, "PATIENCE_SECONDS", 0.2)
    with serving(lambda *_: time.sleep(1), pem) as (port, _):
        assert "no answer within 0.2 s" in _refused(f"https://localhost:{port}/", pem)


def test_a_url_that_fails_leaves_the_others(pem: Path) -> None:
    with serving(http(), pem) as (port, _):
        targets = [Target(SHARED, f"https://localhost:{port}/"), Target(US, "https://nothing.invalid/")]
        found, diagnostics = measure(targets, 2, trusting(pem))
    assert [(each.target.name, len(each.samples)) for each in found] == [(SHARED, 2)]
    assert [each.message.partition(",")[0] for each in diagnostics] == [US]


def test_a_shared_name_is_answered_by_the_region_whose_address_it_has(pem: Path) -> None:
    with serving(http(), pem) as (port, _), serving(http(), None) as (other, _):
        targets = [Target(SHARED, f"https://localhost:{port}/"), Target(EU, f"http://127.0.0.1:{other}/")]
        found, _ = measure(targets, 1, trusting(pem))
    assert answered_by(found[0], found) == (EU,)
    assert found[1].samples[0].tls < 1, "there is none"
    told = json.loads(render("s", found, 1, Format.json, 80))
    assert told["measured"][0]["answered_by"] == [EU]
    for format_ in (Format.text, Format.markdown):
        assert EU in render("s", found, 1, format_, 80)


def test_the_command_measures_what_it_is_told(pem: Path, tmp_path: Path) -> None:
    spec = tmp_path / "spec.yaml"
    own = {
        name: value for name, value in example("hello").items() if name not in ("domain", "zone", "routing")
    }
    spec.write_text(dump({**own, "regions": [EU, US]}))
    without = run("latency", spec, "--measure")
    assert without.returncode == 1
    assert "TFG525" in without.stderr
    body = json.dumps({"region": EU}).encode()
    with serving(http(body), pem) as (port, requests):
        urls = [f"{EU}=https://localhost:{port}/health", f"{US}=https://nothing.invalid/"]
        words = ["--measure", "--count", "2", "--url", urls[0], "--format", "json"]
        good = run("latency", spec, *words, SSL_CERT_FILE=str(pem))
        both = run("latency", spec, *words, "--url", urls[1], SSL_CERT_FILE=str(pem))
    assert (good.returncode, good.stderr) == (0, "")
    (measured,) = json.loads(good.stdout)["measured"]
    assert (measured["name"], measured["answered_by"], measured["statuses"]) == (EU, [EU], [200])
    assert both.returncode == 1
    assert "nothing.invalid" in both.stderr
    assert json.loads(both.stdout)["measured"][0]["name"] == EU
    assert len(requests) == 4
