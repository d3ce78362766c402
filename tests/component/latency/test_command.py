"""`tfgen latency` as a user runs it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.component.test_cli import run
from tests.specs import EXAMPLES, dump, example
from tfgen.cli import main

HELLO = EXAMPLES / "hello/spec.yaml"
_CODE = {"code": "src", "runtime": "python3.13"}
COUNTS = "country,requests\nJP,30\nUnknown,10\n"


def test_every_setting_reaches_the_model(tmp_path: Path) -> None:
    clients, output = tmp_path / "counts.csv", tmp_path / "out.json"
    clients.write_text(COUNTS, "utf-8")
    words: list[str | Path] = [
        "--clients",
        clients,
        "--connection",
        "standing",
        "--origin",
        "cold",
        "--tls",
        "1.2",
    ]
    words += ["--api-ms", "1", "--function-ms", "2", "--last-mile-ms", "3", "-o", output]
    told = run("latency", HELLO, *words)
    assert told.returncode == 0, told.stderr
    assert "25.0% of the requests are left out" in told.stderr
    found = json.loads(output.read_text("utf-8"))
    assert found["case"] == {"connection": "standing", "origin": "cold"}
    settings = found["settings"]
    assert (settings["tls"], settings["api_ms"], settings["function_ms"]) == ("1.2", 1, 2)
    assert settings["last_mile_ms"] == 3
    cities = [each["city"] for each in found["cases"][0]["ways"]["CDN hit"]["clients"]]
    assert cities[0] == "Tokyo"
    assert found["notes"] == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--map"], "--map draws a picture"),
        (["-o", "x.pdf"], ".pdf cannot be written"),
        (["-o", "x.svg", "-f", "json"], "--format json is for tables"),
        (["-o", "x.json", "-f", "text"], "contradicts the name"),
        (["--add", "eu-west-1"], "the spec has it already"),
        (["--add", "mars-1"], "no region is called so"),
        (["--clients", "nowhere.yaml"], "No such file"),
        (["--clients", "a.yaml", "--from-logs"], "both say where clients are"),
        (["--measure", "--add", "all"], "--measure asks from this machine alone"),
        (["--url", "eu-west-1=https://a"], "--url says what --measure asks"),
        (["--measure", "--url", "eu-west-1=file:///etc/passwd"], "no URL that begins with https://"),
        (["--measure", "--url", "eu-west-1=https://user@a/"], "no URL that begins with https://"),
        (["--measure", "--url", "mars-1=https://a/"], "with one of shared, eu-west-1, us-east-1"),
        (["--measure", "-f", "html"], "--measure is told as text, json or markdown"),
        (["--last-mile-ms", "-1"], "--last-mile-ms"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_asked_is_wrong_use(
    words: list[str], message: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["tfgen", "latency", str(HELLO), *words])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert message in capsys.readouterr().err


def test_what_is_read_is_not_written_over(tmp_path: Path) -> None:
    clients = tmp_path / "clients.json"
    clients.write_text("Tokyo: 1\n", "utf-8")
    told = run("latency", HELLO, "--clients", clients, "-o", clients)
    assert told.returncode == 2
    assert clients.read_text("utf-8") == "Tokyo: 1\n"


def test_mistakes_are_shown_where_they_stand(tmp_path: Path) -> None:
    clients = tmp_path / "clients.yaml"
    clients.write_text("Tokyo: 30\nTokio: 20\n", "utf-8")
    told = run("latency", HELLO, "--clients", clients)
    assert told.returncode == 1
    assert f"{clients}:2:1" in told.stderr
    assert "did you mean `Tokyo`?" in told.stderr


def test_nobody_waits_for_what_has_no_route(tmp_path: Path) -> None:
    spec = tmp_path / "spec.yaml"
    data = {key: value for key, value in example("hello").items() if key not in ("domain", "zone", "routing")}
    data["functions"] = {"work": {**_CODE, "handler": "app.work", "events": [{"queue": "jobs"}]}}
    spec.write_text(dump({**data, "queues": {"jobs": {}}}))
    told = run("latency", spec)
    assert told.returncode == 1, told.stderr
    assert "TFG520" in told.stderr
