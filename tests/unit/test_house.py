"""The house: which way imports point, what commands load, what files may say."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.specs import ROOT

LAYERS = (
    ("diagnostics", "console", "guard"),
    ("spec", "process"),
    ("stack",),
    ("package",),
    ("render",),
    ("check",),
    ("load", "output", "emulator", "scaffold"),
    ("cost", "plan", "rehearse"),
    ("catalog",),
    ("reference",),
    ("cli",),
)
"""From the ground up: a module imports from its own layer or a lower one."""


def _layer(name: str) -> int:
    return next(number for number, layer in enumerate(LAYERS) if name in layer)


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("tfgen"):
            rest = node.module.split(".")[1:]
            found |= {rest[0]} if rest else {alias.name for alias in node.names}
    return found - {"__version__"}


@pytest.mark.parametrize(
    "path", sorted((ROOT / "tfgen").rglob("*.py")), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_imports_point_one_way(path: Path) -> None:
    parts = path.relative_to(ROOT / "tfgen").with_suffix("").parts
    if parts[0] in ("__init__", "__main__") or "files" in parts:
        return
    above = {name for name in _imports(path) if _layer(name) > _layer(parts[0])}
    assert not above, f"{'.'.join(parts)} imports from above itself: {above}"


def test_the_core_reads_no_clock_no_environment_and_no_network() -> None:
    forbidden = {"os", "time", "datetime", "random", "socket", "subprocess", "urllib", "platform", "getpass"}
    core = [
        path
        for folder in ("spec", "stack", "render/kinds")
        for path in (ROOT / "tfgen" / folder).rglob("*.py")
    ]
    core += [
        ROOT / "tfgen/render" / name for name in ("hcl.py", "part.py", "main_tf.py", "made.py", "source.py")
    ]
    for path in core:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.split(".")[0] for name in names} & forbidden, path


def test_lock_files_hold_hashes_and_no_address() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text("utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text, f"{path.name} names an address"
