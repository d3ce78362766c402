"""Every bad spec is told all that is wrong with it, in one go, where it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.spec import corpus
from tfgen.diagnostics import Severity
from tfgen.spec import codes as spec
from tfgen.spec.source import MAX_BYTES
from tfgen.stack import codes as stack
from tfgen.stack import reference_codes

SPECS = corpus.specs(corpus.BAD_SPECS)
GOOD = b"""\
tfgen: 1
service: shop
domain: api.example.com
regions: [eu-west-1, us-east-1]
functions:
  get: {code: CODE, handler: get.main, runtime: python3.13, http: GET /health}
"""


def write_golden() -> None:
    """Writes what is told of every bad spec anew."""
    corpus.write_golden(corpus.BAD_SPECS)


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_a_bad_spec_is_told_what_is_wrong_with_it(path: Path) -> None:
    found = corpus.assert_golden(path)
    assert any(diagnostic.severity is Severity.ERROR for diagnostic in found)


def test_every_code_has_a_case() -> None:
    hit = {diagnostic.code for path in SPECS for diagnostic in corpus.diagnostics(path)[1]}
    assert {code.id for code in (*spec.CODES, *stack.CODES, *reference_codes.CODES)} - hit == set()


def test_no_golden_file_outlives_its_spec() -> None:
    assert {path.stem for path in corpus.BAD_SPECS.glob("*.txt")} == {path.stem for path in SPECS}


def told(path: Path) -> list[tuple[str, str]]:
    """The codes and messages of a spec that a test has written."""
    return [(diagnostic.code, diagnostic.message) for diagnostic in corpus.diagnostics(path)[1]]


@pytest.mark.parametrize(
    "data",
    [
        b"\x00",
        b"tfgen: 1\x00",
        bytes(range(256)),
        bytes(number * number % 251 for number in range(4096)),
        b"\xff\xfe\x00",
        b"\x7fELF\x02",
    ],
    ids=["nul", "nul-behind", "all-bytes", "noise", "half-utf-16", "program"],
)
def test_a_binary_file_is_one_finding(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "spec.yaml"
    path.write_bytes(data)
    ((code, _),) = told(path)
    assert code in ("TFG100", "TFG101")


@pytest.mark.parametrize("unit", [b"a: [b, c]\n", b"\xff", b"[", b"- ", b"\n"])
def test_ten_megabytes_of_junk_are_not_read(unit: bytes, tmp_path: Path) -> None:
    path = tmp_path / "spec.yaml"
    path.write_bytes(unit * (10_000_000 // len(unit)))
    assert told(path) == [("TFG100", "the spec is 2.0 MiB large, more than the 2 MiB that a spec may have")]


def test_the_largest_spec_is_read(tmp_path: Path) -> None:
    path = tmp_path / "spec.yaml"
    path.write_bytes(b"# " + b"x" * (MAX_BYTES - 2))
    assert told(path) == [("TFG102", "the spec is empty")]


def test_code_must_not_leave_the_project_by_a_symlink(tmp_path: Path) -> None:
    project, outside = tmp_path / "project", tmp_path / "outside"
    project.mkdir()
    outside.mkdir()
    (project / "src").symlink_to(outside, target_is_directory=True)
    path = project / "spec.yaml"
    path.write_bytes(GOOD.replace(b"CODE", b"src"))
    assert [message for _, message in told(path)] == ["`src` leads out of the project"]


def test_code_must_not_be_a_circle_of_symlinks(tmp_path: Path) -> None:
    (tmp_path / "src").symlink_to(tmp_path / "lib")
    (tmp_path / "lib").symlink_to(tmp_path / "src")
    path = tmp_path / "spec.yaml"
    path.write_bytes(GOOD.replace(b"CODE", b"src"))
    ((_, message),) = told(path)
    assert message.startswith("`src` ")
