"""Beside, over or under the package of another project that is called `tfgen` as well."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.specs import ROOT

OURS = "import tfgen_aws; tfgen_aws.main()"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder of packages in which this one lies."""
    (tmp_path / "tfgen_aws.py").symlink_to(ROOT / "tfgen_aws.py")
    (tmp_path / "tfgen").mkdir()
    for path in (ROOT / "tfgen").iterdir():
        (tmp_path / "tfgen" / path.name).symlink_to(path)
    return tmp_path


def _install_other(site: Path) -> None:
    """As pip does: its files are written over those of the same name."""
    folder = site / "tfgen"
    folder.mkdir(exist_ok=True)
    for name, text in {"__init__.py": "from .tfgen import TFGen\n", "tfgen.py": "TFGen = object\n"}.items():
        (folder / name).unlink(missing_ok=True)
        (folder / name).write_text(text)


def _run(*words: str, path: list[Path]) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, path))}
    return subprocess.run(
        [sys.executable, "-P", *words, "--version"], capture_output=True, text=True, env=environment
    )


def _assert_refused(told: subprocess.CompletedProcess[str]) -> None:
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith("tfgen: the Python package `tfgen` is here that belongs to another project")
    assert "pip uninstall tfgen tfgen-aws\n  pipx install tfgen-aws\n" in told.stderr


WAYS = pytest.mark.parametrize("way", [("-c", OURS), ("-m", "tfgen")], ids=["command", "module"])


@WAYS
def test_alone_it_runs(site: Path, way: tuple[str, str]) -> None:
    assert _run(*way, path=[site]).stdout.startswith("tfgen 0.")


@WAYS
def test_the_other_installed_after_this_one_is_told(site: Path, way: tuple[str, str]) -> None:
    _install_other(site)
    _assert_refused(_run(*way, path=[site]))


@WAYS
def test_the_other_installed_before_this_one_is_told(site: Path, way: tuple[str, str]) -> None:
    _install_other(site)
    (site / "tfgen/__init__.py").unlink()
    (site / "tfgen/__init__.py").symlink_to(ROOT / "tfgen/__init__.py")
    _assert_refused(_run(*way, path=[site]))


@WAYS
def test_what_is_left_when_the_other_was_taken_away_is_told(site: Path, way: tuple[str, str]) -> None:
    (site / "tfgen/__init__.py").unlink()
    _assert_refused(_run("-S", *way, path=[site]))  # -S: or the checkout would be found


@pytest.mark.parametrize("text", ["", "raise RuntimeError"], ids=["empty", "broken"])
def test_the_other_in_a_place_before_this_one_is_told(tmp_path: Path, site: Path, text: str) -> None:
    before = tmp_path / "before"
    (before / "tfgen").mkdir(parents=True)
    (before / "tfgen/__init__.py").write_text("")
    (before / "tfgen/tfgen.py").write_text(text)
    _assert_refused(_run("-c", OURS, path=[before, site]))


def test_a_package_of_a_third_project_is_told(tmp_path: Path, site: Path) -> None:
    before = tmp_path / "before"
    (before / "tfgen").mkdir(parents=True)
    (before / "tfgen/__init__.py").write_text("")
    _assert_refused(_run("-c", OURS, path=[before, site]))


def test_a_module_of_ours_that_lacks_something_else_is_not_blamed_on_it(tmp_path: Path, site: Path) -> None:
    before = tmp_path / "before"
    (before / "tfgen/cli").mkdir(parents=True)
    for name, text in {"tfgen/__init__.py": "", "tfgen/cli/__init__.py": "import not_there"}.items():
        (before / name).write_text(text)
    told = _run("-c", OURS, path=[before, site])
    assert "No module named 'not_there'" in told.stderr
