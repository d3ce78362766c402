"""What a page that a browser has open can do to the emulated AWS, which trusts whoever asks."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tfgen.emulator.emulator import Emulator, emulator

RECORDING = "/moto-api/recorder/upload-recording"
SIGNED = "AWS4-HMAC-SHA256 Credential=a/20260101/eu-west-1/iam/aws4_request, SignedHeaders=host, Signature=a"
LISTS = b"Action=ListUsers&Version=2010-05-08"


@pytest.fixture(scope="module")
def aws() -> Iterator[Emulator]:
    with emulator() as aws:
        yield aws


def asked(aws: Emulator, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> int:
    address = urlsplit(aws.endpoint)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=10)
    connection.request(method, path, body, {"Content-Type": "application/x-www-form-urlencoded", **headers})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.getheader("Access-Control-Allow-Origin") is None or answer.status < 300
    return answer.status


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example:80"},
    ],
)
@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/"), ("GET", "/"), ("OPTIONS", "/"), ("POST", "/moto-api/reset")]
)
def test_pages_of_a_browser_are_refused(
    aws: Emulator, method: str, path: str, headers: dict[str, str]
) -> None:
    assert asked(aws, method, path, {"Authorization": SIGNED, **headers}, LISTS) == 403


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "LOCALHOST:80", "a.localhost:80", "iam.amazonaws.com", "1.127.0.0.1:5"]
)
def test_programs_of_this_machine_are_answered(aws: Emulator, host: str) -> None:
    assert asked(aws, "POST", "/", {"Authorization": SIGNED, "Host": host}, LISTS) == 200


def test_nobody_has_requests_written_to_a_file_and_sent(
    aws: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert asked(aws, "POST", RECORDING, {}, b"{}") == 403
    assert list(tmp_path.iterdir()) == []
