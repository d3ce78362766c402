"""`tfgen region` and `tfgen freeze` as a user runs them: the file, what is said, and what is refused."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.component.test_cli import run

SPEC = """\
# ours\r
tfgen: 1\r
service: shop\r
domain: api.example.com\r
regions: [eu-west-1, us-east-1]   # home first\r
functions:\r
  get: {code: src, handler: get.main, runtime: python3.13, http: GET /health}\r
tables:\r
  orders: {key: {id: S}}\r
"""


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """A spec with a byte order mark and the line ends of Windows."""
    path = tmp_path / "spec.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SPEC.encode())
    path.chmod(0o640)
    return path


def test_a_region_comes_and_goes_and_the_spec_is_as_before(spec: Path) -> None:
    before = spec.read_bytes()
    dry = run("region", "add", "us-west-2", spec, "--dry-run")
    assert dry.returncode == 0 and "+joining: [us-west-2]" in dry.stdout and spec.read_bytes() == before
    said = [run("region", way, "us-west-2", spec) for way in ("add",) * 3 + ("remove",) * 4]
    assert [each.returncode for each in said] == [0] * 7
    assert spec.read_bytes() == before and spec.stat().st_mode & 0o777 == 0o640
    assert (
        "next: review and apply it" in said[0].stderr
        and f"`tfgen region add us-west-2 {spec}`" in said[0].stderr
    )
    assert [("this is the last step" in each.stderr) for each in said] == [
        False,
        False,
        True,
        False,
        False,
        False,
        True,
    ]
    again = run("region", "remove", "us-west-2", spec)
    assert (again.returncode, again.stdout) == (0, "") and "nothing to do" in again.stderr


def test_what_cannot_be_a_step_changes_nothing(spec: Path) -> None:
    before = spec.read_bytes()
    home = run("region", "remove", "eu-west-1", spec)
    assert home.returncode == 1 and "TFG293" in home.stderr
    assert f"`tfgen region move-home us-east-1 {spec}` first" in home.stderr
    nowhere = run("region", "add", "eu-wset-1", spec)
    assert nowhere.returncode == 2 and "no" in nowhere.stderr
    stdin = run("region", "add", "us-west-2", "-", stdin=SPEC)
    assert stdin.returncode == 2 and "name it" in stdin.stderr
    assert spec.read_bytes() == before


def test_a_region_with_a_key_of_its_own_is_added_with_it(spec: Path) -> None:
    arn = "arn:aws:kms:{0}:123456789012:key/11111111-1111-1111-1111-111111111111"
    keys = ", ".join(f'{region}: "{arn.format(region)}"' for region in ("eu-west-1", "us-east-1"))
    text = SPEC.replace(
        "orders: {key: {id: S}}", f"orders: {{key: {{id: S}}, encryption: {{{keys}}}}}"
    ).encode()
    spec.write_bytes(text)
    told = run("region", "add", "us-west-2", spec)
    assert told.returncode == 1 and "--key arn:aws:kms:us-west-2" in told.stderr
    wrong = run("region", "add", "us-west-2", spec, "--key", arn.format("us-west-1"))
    assert wrong.returncode == 1 and "TFG127" in wrong.stderr and "stays as it is" in wrong.stderr
    assert spec.read_bytes() == text
    assert run("region", "add", "us-west-2", spec, "--key", arn.format("us-west-2")).returncode == 0
    assert f'us-west-2: "{arn.format("us-west-2")}"}}'.encode() in spec.read_bytes()
    for way in ("remove",) * 3:
        assert run("region", way, "us-west-2", spec).returncode == 0
    assert spec.read_bytes() == text


def test_a_freeze_is_written_and_taken_away(spec: Path) -> None:
    before = spec.read_bytes()
    frozen = run("freeze", spec, "--until", "2098-01-04", "--reason", 'it\'s: "quiet" # now')
    assert frozen.returncode == 0
    assert b'frozen: {until: 2098-01-04, reason: "it\'s: \\"quiet\\" # now"}\r\n' in spec.read_bytes()
    again = run("freeze", spec, "--until", "2098-01-04", "--reason", 'it\'s: "quiet" # now')
    assert again.returncode == 0 and "nothing to do" in again.stderr
    assert run("freeze", spec, "--until", "2098-02-05", "--reason", "longer").returncode == 0
    assert b"until: 2098-02-05" in spec.read_bytes()
    assert run("freeze", spec, "--thaw").returncode == 0 and spec.read_bytes() == before
    assert "nothing to do" in run("freeze", spec, "--thaw").stderr


def test_a_step_waits_for_the_one_before_to_be_merged(spec: Path) -> None:
    def git(*words: str) -> None:
        said = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *said, *words], cwd=spec.parent, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("add", "spec.yaml")
    git("commit", "-q", "-m", "one")
    add = ("region", "add", "us-west-2", spec, "--base", "main")
    assert run(*add).returncode == 0
    before = spec.read_bytes()
    soon = run(*add)
    assert soon.returncode == 1 and "TFG293" in soon.stderr and "copies the tables" in soon.stderr
    assert spec.read_bytes() == before
    git("commit", "-q", "-a", "-m", "two")
    assert run(*add).returncode == 0 and spec.read_bytes() != before
    nowhere = run("region", "add", "us-west-2", spec, "--base", "no-such")
    assert nowhere.returncode != 0 and "no-such" in nowhere.stderr


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--until", "2098-01-04"],
        ["--reason", "why"],
        ["--until", "2020-01-04", "--reason", "over"],
        ["--until", "soon", "--reason", "no day"],
        ["--until", "2098-02-30", "--reason", "no day"],
        ["--thaw", "--until", "2098-01-04"],
    ],
)
def test_a_freeze_says_until_when_and_why(spec: Path, words: list[str]) -> None:
    before = spec.read_bytes()
    assert run("freeze", spec, *words).returncode == 2
    assert spec.read_bytes() == before
