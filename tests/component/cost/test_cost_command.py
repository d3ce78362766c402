"""`tfgen cost` as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.component.test_cli import run
from tests.specs import EXAMPLE_NAMES, EXAMPLES, dump, example

pytestmark = pytest.mark.slow

HELLO = EXAMPLES / "hello/spec.yaml"


def _git(folder: Path, *words: str) -> str:
    settings = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    told = subprocess.run(["git", *settings, *words], cwd=folder, capture_output=True, text=True, check=True)
    return told.stdout.strip()


def _write(folder: Path, **changes: Any) -> Path:
    spec = {**example("hello"), **changes}
    (folder / "src").mkdir(exist_ok=True)
    (folder / "spec.yaml").write_text(dump(spec))
    return folder / "spec.yaml"


def _told(*arguments: str | Path) -> dict[str, Any]:
    told = run("cost", *arguments, "--format", "json")
    assert told.returncode == 0, told.stderr
    found: dict[str, Any] = json.loads(told.stdout)
    return found


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A git repository whose only commit has hello in one region."""
    _git(tmp_path, "init", "-q")
    _write(tmp_path, regions=["eu-west-1"])
    _git(tmp_path, "add", ".")
    _git(tmp_path, "commit", "-q", "-m", "one region")
    return tmp_path


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_every_number_of_the_report_adds_up(name: str) -> None:
    found = _told(EXAMPLES / name / "spec.yaml")
    total = Decimal(found["total"])
    near = pytest.approx(total, abs=Decimal("1e-7"))
    assert sum(Decimal(line["usd"] or 0) for line in found["lines"]) == near
    for sums in (found["by_region"], found["by_service"]):
        assert sum(Decimal(usd or 0) for usd in sums.values()) == near
        assert not {"0", "0.00"} & set(sums.values()), "what nobody knows is null"
    against = found["against"]
    difference = pytest.approx(Decimal(against["difference"]), abs=Decimal("1e-7"))
    assert sum(map(Decimal, against["causes"].values())) == difference
    assert sum(map(Decimal, against["by_service"].values())) == difference
    assert against["percent"] is None and "Data transfer" in against["depends_on_usage"]
    assert not found["complete"], "nobody said how much it is used"


def test_what_depends_on_usage_says_on_which() -> None:
    lines = _told(HELLO)["lines"]
    calls = next(
        line for line in lines if line["item"] == "lambda.requests.arm64" and line["what"] == "hello"
    )
    assert (calls["depends_on"], calls["usd"], calls["price"]["per"]) == (
        "requests of hello",
        None,
        1_000_000,
    )
    assert "price" in calls and calls["price"]["source"] and calls["price"]["as_of"]
    text = run("cost", HELLO).stdout
    assert "Lambda, requests (arm64): $0.20 per million requests\n    requests of hello\n" in text


def test_two_runs_tell_the_same() -> None:
    for format_ in ("text", "json", "markdown"):
        first, second = (run("cost", HELLO, "--lines", "-f", format_).stdout for _ in range(2))
        assert first == second


def test_another_spec(tmp_path: Path) -> None:
    one = _write(tmp_path, regions=["eu-west-1"])
    found = _told(HELLO, "--compare", one)
    assert found["against"]["name"] == str(one)
    assert Decimal(found["against"]["difference"]) > 0
    assert Decimal(found["against"]["total"]) == Decimal(_told(one)["total"])


def test_a_revision(repository: Path) -> None:
    before = _told(repository / "spec.yaml")
    spec = _write(repository, regions=["eu-west-1", "us-east-1"])
    found = _told(spec, "--base", "HEAD")
    assert found["against"]["name"] == "HEAD"
    assert found["against"]["total"] == before["total"]
    markdown = run("cost", spec, "--base", "HEAD", "-f", "markdown").stdout
    assert "against HEAD" in markdown.splitlines()[0]
    assert "| health checks | health check |" in markdown


def test_what_a_change_takes_away_was_used_before(repository: Path) -> None:
    before, usage = _told(repository / "spec.yaml"), repository / "usage.yaml"
    usage.write_text("functions:\n  hello: {requests: 1000000, duration: 100, response: 1, logs: 1}\n")
    hello = example("hello")["functions"]["hello"]
    spec = _write(repository, regions=["eu-west-1"], functions={"other": hello})
    found = _told(spec, "--base", "HEAD", "--usage", usage)
    assert Decimal(found["against"]["total"]) > Decimal(before["total"])
    assert run("cost", spec, "--usage", usage).returncode == 1, (
        "without the base, nobody has a function hello"
    )


def test_a_revision_without_the_spec(repository: Path) -> None:
    other = repository / "other.yaml"
    other.write_text((repository / "spec.yaml").read_text())
    assert _told(other, "--base", "HEAD")["against"] is None
    assert "\nHEAD has no such spec: all of it is new\n" in run("cost", other, "--base", "HEAD").stdout


@pytest.mark.parametrize("revision", ["no-such-branch", "--output=here", "HEAD:spec.yaml", "", "HEAD\nHEAD"])
def test_a_revision_that_is_none(repository: Path, revision: str) -> None:
    told = run("cost", repository / "spec.yaml", f"--base={revision}")
    assert told.returncode == 2
    assert "error[TFG906]" in told.stderr
    assert {path.name for path in repository.iterdir()} == {".git", "spec.yaml", "src"}


def test_a_spec_outside_of_any_repository(tmp_path: Path) -> None:
    told = run("cost", _write(tmp_path), "--base", "HEAD", GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
    assert (told.returncode, told.stdout) == (2, "")
    assert "not a git repository" in told.stderr


def test_a_revision_whose_spec_is_mistaken(repository: Path) -> None:
    _write(repository, regions=["eu-wets-1"])
    _git(repository, "commit", "-q", "-a", "-m", "mistaken")
    told = run("cost", _write(repository, regions=["eu-west-1"]), "--base", "HEAD")
    assert told.returncode == 1
    assert f"HEAD:{repository / 'spec.yaml'}" in told.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--usage", "no-such-file.yaml"], "no-such-file.yaml"),
        (["--usage", "examples"], "examples"),
        (["--compare", "x.yaml", "--base", "HEAD"], "give one"),
        (["--format", "xml"], "xml"),
        (["--prices", "no-such-file.json"], "no-such-file.json"),
    ],
    ids=" ".join,
)
def test_wrong_use(arguments: list[str], says: str) -> None:
    told = run("cost", HELLO, *arguments)
    assert (told.returncode, told.stdout) == (2, "")
    assert says in told.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--format", "json", "-o", "x.svg"], "draws a picture"),
        (["--format", "json", "-o", "x.html"], "contradicts the name"),
        (["--curve", "--format", "json"], "draws a picture"),
        (["--curve", "-o", "x.html"], "drawn as .svg"),
        (
            ["-o", "bill.pdf"],
            "bill.pdf: .pdf cannot be written; it is one of .svg, .png, .html, .json, .md, .txt",
        ),
        (["--curve", "-o", "curve.jpeg"], "curve.jpeg: .jpeg cannot be written"),
    ],
    ids=" ".join,
)
def test_formats_that_contradict_each_other(arguments: list[str], says: str, tmp_path: Path) -> None:
    told = run("cost", HELLO, *arguments, cwd=tmp_path)
    assert (told.returncode, told.stdout) == (2, "")
    assert says in told.stderr
    assert not list(tmp_path.iterdir())


def test_the_suffix_says_what_is_written(tmp_path: Path) -> None:
    for name, start in (("x.json", "{"), ("x.md", "### "), ("x.html", "<!DOCTYPE html>"), ("x", "hello: ")):
        assert run("cost", HELLO, "-o", tmp_path / name).returncode == 0
        assert (tmp_path / name).read_text("utf-8").startswith(start)
    assert run("cost", HELLO, "-o", "-", cwd=tmp_path).stdout.startswith("hello: ")
    assert run("cost", "-", "-o", "-", stdin=HELLO.read_text("utf-8")).stdout.startswith("hello: ")


def test_any_name_is_written_to_if_its_format_is_said(tmp_path: Path) -> None:
    assert run("cost", HELLO, "-f", "markdown", "-o", tmp_path / "bill.2026-01").returncode == 0
    assert (tmp_path / "bill.2026-01").read_text("utf-8").startswith("### ")


def test_the_bill_fits_the_terminal() -> None:
    widest = {
        width: max(map(len, run("cost", EXAMPLES / "keyvalue/spec.yaml", COLUMNS=width).stdout.splitlines()))
        for width in ("", "80", "100")
    }
    assert widest["80"] <= 80 < widest["100"] <= 100 < widest[""] <= 120


def test_what_the_bill_is_made_of_is_not_overwritten(tmp_path: Path) -> None:
    spec = _write(tmp_path)
    before = spec.read_bytes()
    (tmp_path / "link").symlink_to(spec)
    for output in (spec, tmp_path / "link"):
        assert run("cost", spec, "-o", output).returncode == 2
    assert run("cost", HELLO, "--compare", spec, "-o", spec).returncode == 2
    assert spec.read_bytes() == before


def test_links_are_followed_and_pipes_are_written_to(tmp_path: Path) -> None:
    (tmp_path / "bill").write_text("old")
    (tmp_path / "link").symlink_to("bill")
    assert run("cost", HELLO, "-o", tmp_path / "link").returncode == 0
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "bill").read_text("utf-8").startswith("hello: ")
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["cat", tmp_path / "pipe"], stdout=subprocess.PIPE, text=True) as reader:
        assert run("cost", HELLO, "-o", tmp_path / "pipe").returncode == 0
        assert reader.stdout and reader.stdout.read().startswith("hello: ")
    assert not (tmp_path / "pipe").is_file()


def test_names_that_are_no_text_stay_visible(tmp_path: Path) -> None:
    usage = os.fsencode(tmp_path) + b"/us\xff\x1b[31m.yaml"
    Path(os.fsdecode(usage)).write_text("queries: 1\n")
    for format_ in ("text", "json", "markdown", "html"):
        told = run("cost", HELLO, "--usage", os.fsdecode(usage), "-f", format_)
        assert told.returncode == 0, told.stderr
        assert "\x1b" not in told.stdout


def test_prices_in_json_are_exact() -> None:
    for line in _told(HELLO)["lines"]:
        if line["price"] and line["usd"] and len(line["price"]["steps"]) == 1:
            exact = Decimal(line["amount"]) * Decimal(line["price"]["steps"][0]["usd"]) / line["price"]["per"]
            assert exact == pytest.approx(Decimal(line["usd"]), abs=Decimal("1e-8"))
    duration = next(line for line in _told(HELLO)["lines"] if line["item"] == "lambda.duration.arm64")
    assert duration["price"]["steps"][0]["usd"] == "0.0000133334"


def test_mistakes_in_a_usage_file_have_their_place(tmp_path: Path) -> None:
    usage = tmp_path / "usage.yaml"
    usage.write_text("functions:\n  helo: {requests: 1e6}\n  hello: {requests: -1}\n")
    told = run("cost", HELLO, "--usage", usage)
    assert (told.returncode, told.stdout) == (1, "")
    assert f"{usage}:2:20" in told.stderr
    assert "help: write 1000000\n" in told.stderr
    assert f"{usage}:3:21" in told.stderr


def test_a_price_that_is_not_known_is_told_loudly_and_left_out(tmp_path: Path) -> None:
    spec = tmp_path / "spec.yaml"
    spec.write_text(HELLO.read_text("utf-8").replace("us-east-1", "eu-south-1"), "utf-8")
    told = run("cost", spec)
    assert "warning[TFG504]" in told.stderr
    assert "left out of the sum" in told.stdout
    assert "X-Ray, traces recorded in eu-south-1" in told.stdout


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_every_price_that_an_example_needs_is_known(name: str) -> None:
    told = run("cost", EXAMPLES / name / "spec.yaml")
    assert "TFG504" not in told.stderr
    assert "?" not in told.stdout


def test_prices_of_another_time_stand_alone(tmp_path: Path) -> None:
    """January 2018: nothing is known of Ireland, so nothing is taken from today."""
    found = _told(HELLO, "--prices", "2018-01")
    assert found["prices"] == "2018-01"
    assert not [line for line in found["lines"] if line["region"] == "eu-west-1" and line["price"]]
    told = run("cost", EXAMPLES / "keyvalue/spec.yaml", "--curve", "--prices", "2018-01")
    assert "R = 2   +200 %" in told.stdout, "replicated writes cost one and a half times plain ones"


def test_many_regions_stand_below_each_other(tmp_path: Path) -> None:
    regions = ["eu-west-1", "us-east-1", "us-west-2", "sa-east-1", "ap-northeast-1", "ap-southeast-2"]
    text = run("cost", _write(tmp_path, regions=regions)).stdout
    for region in regions:
        assert any(line.startswith(region) for line in text.splitlines())
    assert max(map(len, text.splitlines()[:20])) < 100
