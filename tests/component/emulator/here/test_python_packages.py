"""Python packages for the interpreter that runs here. No test needs the network."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.component.package.test_build import Tree, plant, wheel
from tests.component.package.test_build import shelf as shelf
from tfgen.emulator.here.interpreters import Interpreter
from tfgen.emulator.here.machine import MACHINE
from tfgen.emulator.here.not_here import NotRunHereError
from tfgen.emulator.here.python_packages import _runs, packages
from tfgen.package.build import build
from tfgen.stack.package import Package

HERE = Interpreter(sys.executable, sys.version_info[:3])
OWN = f"cp3{sys.version_info[1]}"
OTHER = {"x86_64": "aarch64"}.get(MACHINE, "x86_64")
ARCHITECTURE = {"aarch64": "arm64"}.get(OTHER, OTHER)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="wheels of the tests are for Linux")


def _unpacked(project: Path, files: Tree) -> Path:
    """The zip of a function for another processor, unpacked."""
    import io
    import zipfile

    plant(project / "src", {"main.py": "", **files})
    data, _ = build(Package("src", f"python3.{sys.version_info[1]}", ARCHITECTURE), project)
    assert data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(project / "zip")
    return project / "zip"


def _native(shelf: Path) -> None:
    for machine in (MACHINE, OTHER):
        wheel(shelf, "native", f"{OWN}-{OWN}-manylinux2014_{machine}", {"native/core.txt": machine})
    wheel(shelf, "pure", "py3-none-any", {"pure.py": ""})


@pytest.mark.parametrize("ignored", ["", "requirements.txt\n"])
def test_what_is_native_is_installed_once_more(tmp_path: Path, shelf: Path, ignored: str) -> None:
    _native(shelf)
    root = _unpacked(tmp_path, {"requirements.txt": "native==1.0\npure==1.0\n", ".tfgenignore": ignored})
    assert (root / "native/core.txt").read_text() == OTHER
    folder, lack = packages(root, HERE)
    assert folder and lack is None
    assert (folder / "native/core.txt").read_text() == MACHINE
    assert (folder / "pure.py").exists() is (not ignored), "without the requirements, what is native alone"


def test_hashes_of_the_requirements_hold_here_too(tmp_path: Path, shelf: Path) -> None:
    import hashlib

    _native(shelf)
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in shelf.iterdir()}
    both = " ".join(f"--hash=sha256:{each}" for name, each in hashes.items() if name.startswith("native"))
    alone = f"--hash=sha256:{next(each for name, each in hashes.items() if OTHER in name)}"
    root = _unpacked(tmp_path / "both", {"requirements.txt": f"native==1.0 {both}\n"})
    assert packages(root, HERE)[0]
    root = _unpacked(tmp_path / "one", {"requirements.txt": f"native==1.0 {alone}\n"})
    with pytest.raises(
        NotRunHereError, match=r"native 1\.0 of its package is not for this machine: pip cannot"
    ):
        packages(root, HERE)


def test_what_has_no_wheel_for_this_machine_is_named(tmp_path: Path, shelf: Path) -> None:
    wheel(shelf, "native", f"{OWN}-{OWN}-manylinux2014_{OTHER}", {"native/core.txt": OTHER})
    root = _unpacked(tmp_path, {"requirements.txt": "native==1.0\n"})
    with pytest.raises(NotRunHereError, match=r"No matching distribution found for native==1\.0"):
        packages(root, HERE)


def test_what_runs_here_is_left_as_it_is(tmp_path: Path, shelf: Path) -> None:
    _native(shelf)
    assert packages(_unpacked(tmp_path, {"requirements.txt": "pure==1.0\n"}), HERE) == (None, None)


def test_a_library_that_no_wheel_explains_is_lacking(tmp_path: Path) -> None:
    head = b"\x7fELF\x02\x01" + bytes(12) + (183 if OTHER == "aarch64" else 62).to_bytes(2, "little")
    plant(tmp_path, {"main.py": "", "own/core.so": head})
    folder, lack = packages(tmp_path, HERE)
    assert folder is None and lack
    assert lack.reason == f"`own/core.so` of its package is for {OTHER}, and nothing says what it is part of"


@pytest.mark.parametrize(
    ("tag", "runs"),
    [
        ("py3-none-any", True),
        ("py2.py3-none-any", True),
        (f"{OWN}-{OWN}-manylinux_2_17_{MACHINE}.manylinux2014_{MACHINE}", True),
        (f"{OWN}-{OWN}-manylinux2014_{OTHER}", False),
        (f"cp37-abi3-manylinux_2_28_{MACHINE}", True),
        (f"cp399-abi3-manylinux_2_28_{MACHINE}", False),
        (f"cp37-cp37m-manylinux2014_{MACHINE}", False),
        (f"py3-none-manylinux2014_{MACHINE}", True),
        (f"{OWN}-{OWN}-linux_{MACHINE}", True),
        (f"{OWN}-{OWN}-musllinux_1_2_{MACHINE}", False),
        (f"{OWN}-{OWN}-macosx_11_0_arm64", False),
        (f"{OWN}-{OWN}-win_amd64", False),
        ("nonsense", False),
    ],
)
def test_tags(tag: str, runs: bool) -> None:
    assert _runs(tag, HERE) is runs
