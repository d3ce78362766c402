"""Node.js packages for this machine. No test needs the network."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from tests.component.package.test_build import new_npm as new_npm
from tests.component.package.test_build import plant, tarball
from tests.unit.package.starting import program
from tfgen.emulator.functions.package import Packages
from tfgen.emulator.here.machine import ARCHITECTURE
from tfgen.emulator.here.node_packages import modules
from tfgen.emulator.here.not_here import NotRunHereError

OTHER = {"arm64": "x86_64"}.get(ARCHITECTURE, "arm64")
NAMES = {"arm64": "native-arm64", "x86_64": "native-x64"}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="programs of the tests are for Linux")


def _zip(folder: Path) -> None:
    """What a zip for the other processor holds, unpacked."""
    sources = {name: f"file:vendor/{name}.tgz" for name in NAMES.values()}
    entries = {}
    for name, source in sources.items():
        extra = {"cpu": [name.removeprefix("native-")], "os": ["linux"], "optional": True}
        integrity = tarball(folder / f"vendor/{name}.tgz", {"name": name, "version": "1.0.0", **extra})
        entries[f"node_modules/{name}"] = {
            "version": "1.0.0",
            "resolved": source,
            "integrity": integrity,
            **extra,
        }
    manifest = {"name": "service", "optionalDependencies": sources}
    lock = {"name": "service", "lockfileVersion": 3, "requires": True, "packages": {"": manifest, **entries}}
    plant(folder, {"package.json": json.dumps(manifest), "package-lock.json": json.dumps(lock)})
    plant(folder, {"index.js": "", f"node_modules/{NAMES[OTHER]}/core.node": program(OTHER)})


@pytest.mark.usefixtures("new_npm")
def test_what_is_native_is_installed_once_more_by_the_zips_own_lock_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"cache": str(tmp_path / "npm"), "offline": "true", "userconfig": os.devnull}.items():
        monkeypatch.setenv(f"npm_config_{name}", value)
    _zip(tmp_path / "zip")
    found = modules(tmp_path / "zip")
    assert found
    assert (found / NAMES[ARCHITECTURE] / "package.json").is_file()
    assert not (found / NAMES[OTHER]).exists()
    packages = Packages(tmp_path)
    root = packages.with_modules(tmp_path / "zip", found)
    assert (root / "index.js").is_file()
    assert (root / "node_modules").resolve() == found.resolve()
    assert packages.with_modules(tmp_path / "zip", found) == root


def test_without_a_lock_file_it_is_named(tmp_path: Path) -> None:
    plant(tmp_path, {"node_modules/sharp/build/sharp.node": program(OTHER)})
    with pytest.raises(
        NotRunHereError, match=r"sharp\.node` of its package is not for this machine, and no package-lock"
    ):
        modules(tmp_path)


def test_what_runs_here_is_left_as_it_is(tmp_path: Path) -> None:
    plant(
        tmp_path,
        {"node_modules/sharp/build/sharp.node": program(ARCHITECTURE), "node_modules/x.node": "text"},
    )
    assert modules(tmp_path) is None
