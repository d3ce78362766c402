"""Which interpreter runs a runtime here. None of these starts but a script that says a version."""

from __future__ import annotations

from pathlib import Path

import pytest

from tfgen.emulator.here import interpreters
from tfgen.emulator.here.interpreters import interpreter
from tfgen.emulator.here.not_here import NotRunHereError

PLACES = {
    "python3.13": [
        ".pyenv/versions/3.13.7/bin/python3",
        ".local/share/uv/python/cpython-3.13.7-linux-x86_64-gnu/bin/python3",
        ".asdf/installs/python/3.13.7/bin/python3",
        ".local/share/mise/installs/python/3.13.7/bin/python3",
        "bin/python3.13",
    ],
    "nodejs22.x": [
        ".nvm/versions/node/v22.1.0/bin/node",
        ".local/share/fnm/node-versions/v22.1.0/installation/bin/node",
        ".volta/tools/image/node/22.1.0/bin/node",
        ".asdf/installs/nodejs/22.1.0/bin/node",
        ".local/share/mise/installs/node/22.1.0/bin/node",
        "bin/node",
    ],
}
SAYS = {"python3.13": "Python 3.13.7", "nodejs22.x": "v22.1.0"}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home and a PATH with nothing in them."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    for variable in ("PYENV_ROOT", "NVM_DIR", "FNM_DIR", "VOLTA_HOME", "ASDF_DATA_DIR", "MISE_DATA_DIR"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(interpreters, "_PYTHON", interpreters._PYTHON._replace(own=""))
    monkeypatch.setitem(interpreters._LANGUAGES, "python", interpreters._PYTHON)
    return tmp_path


def _program(path: Path, says: str, status: int = 0) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho '{says}'\nexit {status}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(
    ("runtime", "place"), [(runtime, each) for runtime in PLACES for each in PLACES[runtime]]
)
def test_the_version_that_the_runtime_names_is_found_wherever_it_is_kept(
    home: Path, runtime: str, place: str
) -> None:
    program = _program(home / place, SAYS[runtime])
    found = interpreter(runtime)
    assert (found.path, found.remark) == (program, "")


def test_a_folder_that_a_variable_names_is_looked_into(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYENV_ROOT", str(home / "elsewhere"))
    program = _program(home / "elsewhere/versions/3.13.7/bin/python3", "Python 3.13.7")
    assert interpreter("python3.13").path == program


def test_the_variable_of_the_runtime_comes_first(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(home / "bin/python3.13", "Python 3.13.7")
    named = _program(home / "mine/python", "Python 3.12.1")
    monkeypatch.setenv("TFGEN_PYTHON3_13", named)
    assert interpreter("python3.13")[:2] == (named, (3, 12, 1))
    monkeypatch.setenv("TFGEN_PYTHON3_13", str(home / "gone"))
    with pytest.raises(NotRunHereError, match=r"TFGEN_PYTHON3_13 names `.*gone`, which does not run"):
        interpreter("python3.13")


def test_a_shim_of_a_version_that_is_not_in_use_is_passed_by(home: Path) -> None:
    _program(home / "bin/python3.13", "pyenv: python3.13: command not found", status=127)
    program = _program(home / ".pyenv/versions/3.13.7/bin/python3", "Python 3.13.7")
    assert interpreter("python3.13").path == program


def test_else_the_next_newer_one_runs_and_that_is_said(home: Path) -> None:
    for version in ("3.11.2", "3.12.9", "3.14.0"):
        _program(home / f".pyenv/versions/{version}/bin/python3", f"Python {version}")
    found = interpreter("python3.13")
    assert found.minor == "3.14"
    assert found.remark == (
        "python3.13 does not run on this machine: its functions ran with Python 3.14.0 (TFGEN_PYTHON3_13 names another)"
    )


def test_else_an_older_one_and_none_that_boto3_does_not_run_on(home: Path) -> None:
    _program(home / "bin/python3.9", "Python 3.9.18")
    with pytest.raises(NotRunHereError, match=r"no Python was found; TFGEN_PYTHON3_13 names one"):
        interpreter("python3.13")
    _program(home / "bin/python3.12", "Python 3.12.1")
    assert interpreter("python3.13").minor == "3.12"


@pytest.mark.parametrize("runtime", ["java21", "dotnet8", "ruby3.4"])
def test_other_languages_are_named(home: Path, runtime: str) -> None:
    with pytest.raises(NotRunHereError, match=rf"{runtime} is not run here"):
        interpreter(runtime)
