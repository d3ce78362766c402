"""The house: which way imports point, what commands load, what files may say."""

from __future__ import annotations

import ast
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.specs import ROOT

LAYERS = (
    ("floor", "frozen"),
    ("diagnostics", "disk", "process", "world"),
    ("spec",),
    ("stack",),
    ("package",),
    ("render",),
    ("check",),
    ("output", "emulator", "suppress"),
    ("cost", "latency", "plan", "rehearse"),
    ("play", "review", "apply", "drift", "gate", "journey", "pipeline", "scaffold"),
    ("explain",),
    ("cli",),
)
"""From the ground up: a module imports from its own layer or a lower one."""


PROGRAMS = {"process/guard.py", "check/checkov_worker.py", "emulator/functions/runtime_python.py"}
PROGRAMS |= {"emulator/functions/runtime_provided.py"}
"""Files that are run as programs of their own, and speak to tfgen over standard output."""

OUTSIDE = {"tfgen", "tfgen.__main__"}
"""What stands on no floor: the version, and the way in."""

EDGE = {"compiled.py", "foreign.py", "modules.py", "tree.py", "write.py"}
"""Of `render`: what reads templates and modules, and reads and writes the folder."""


def _files(*folders: str) -> dict[str, Path]:
    """The files of packages, or of all, by module."""
    found = {}
    for folder in folders or ("",):
        for path in sorted((ROOT / "tfgen" / folder).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            if "files" not in parts:
                found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


FILES = _files()


@cache
def _nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text("utf-8"))))


@cache
def _imports(module: str) -> frozenset[str]:
    """The modules of tfgen that a file imports, whether always, inside a function, or for types alone."""
    found = set()
    for node in _nodes(FILES[module]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in FILES else node.module for name in names}
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "members":
            found |= _members(module, node)
    return frozenset(name for name in found if name in FILES and name != module)


def _members(module: str, call: ast.Call) -> set[str]:
    """The files of a floor's tuple."""
    package = getattr(call.args[0], "value", module)
    names = [str(each.value) for each in ast.walk(call.args[1]) if isinstance(each, ast.Constant)]
    return {f"{package}.{name}" for name in names}


def _layer(module: str) -> int:
    package = module.split(".")[1]
    return next(number for number, layer in enumerate(LAYERS) if package in layer)


def test_imports_point_one_way() -> None:
    upwards = [
        f"{module} -> {name}"
        for module in FILES.keys() - OUTSIDE
        for name in _imports(module) - OUTSIDE
        if _layer(name) > _layer(module)
    ]
    assert not upwards


def test_no_files_import_each_other_in_a_circle() -> None:
    try:
        TopologicalSorter({module: _imports(module) for module in FILES}).prepare()
    except CycleError as error:
        pytest.fail(f"a circle: {' <- '.join(error.args[1])}")


def test_a_circle_for_types_alone_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    below, above = "tfgen.spec.shape", "tfgen.spec.record"
    assert below in _imports(above)
    circle = tmp_path / "shape.py"
    circle.write_text("if TYPE_CHECKING:\n    from tfgen.spec import record\n")
    monkeypatch.setitem(FILES, below, circle)
    _imports.cache_clear()
    with pytest.raises(pytest.fail.Exception, match=r"spec\.shape"):
        test_no_files_import_each_other_in_a_circle()
    _imports.cache_clear()


def test_the_core_reads_no_clock_no_environment_and_no_network() -> None:
    forbidden = {"os", "sys", "time", "datetime", "random", "socket", "subprocess", "urllib", "tempfile"}
    forbidden |= {"platform", "getpass", "shutil", "secrets", "io", "glob"}
    for path in CORE:
        for node in _nodes(path):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.split(".")[0] for name in names} & forbidden, path


def test_the_core_touches_no_file() -> None:
    forbidden = {"open", "print", "input", "cwd", "home", "exists", "is_file", "is_dir", "iterdir"}
    forbidden |= {"glob", "rglob", "stat", "mkdir", "read_text", "read_bytes", "write_text", "write_bytes"}
    for path in CORE:
        for node in _nodes(path):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", "") or getattr(node.func, "id", "")
                assert name not in forbidden, f"{path}:{node.lineno} calls {name}"


CORE = [
    path
    for path in _files("spec", "stack", "render", "suppress").values()
    if not (path.parent.name == "render" and path.name in EDGE)
]


def test_commands_alone_read_arguments_and_write() -> None:
    for path in FILES.values():
        name = path.relative_to(ROOT / "tfgen").as_posix()
        if not name.startswith("cli/") and name not in PROGRAMS:
            assert not [ast.unparse(node) for node in _nodes(path) if _is_of_commands(node)], name


def test_what_is_printed_passes_the_console() -> None:
    """Where the words of others are made harmless. A callback of typer's is no command, and prints nothing either."""
    own = {"tfgen.cli.console", "tfgen.cli.interrupts"}
    modules = {module for module in FILES if module.startswith("tfgen.cli")} - own
    for module in modules:
        found = [ast.unparse(node) for node in _nodes(FILES[module]) if _prints(node)]
        assert not found, f"{module}: use put or talk"
    others = FILES.keys() - modules - own - {f"tfgen.{name[:-3].replace('/', '.')}" for name in PROGRAMS}
    for module in others:
        assert not [node for node in _nodes(FILES[module]) if _prints(node)], module


@pytest.mark.parametrize(
    "text",
    (
        "print(1)",
        "sys.stdout.write(a)",
        "sys.stderr.buffer.write(a)",
        "os.write(2, a)",
        "typer.echo(a)",
        "click.secho(a)",
        "console.print(a)",
        "rich.print(a)",
        "warnings.warn(a)",
        "traceback.print_exc()",
        "logging.error(a)",
        "out = sys.__stderr__",
    ),
)
def test_a_print_that_avoids_it_is_found(text: str) -> None:
    assert any(map(_prints, ast.walk(ast.parse(text))))


def _prints(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "sys":
        return node.attr in ("__stdout__", "__stderr__")
    if not isinstance(node, ast.Call):
        return False
    called = ast.unparse(node.func)
    name = called.rpartition(".")[2]
    if called.startswith(("sys.stdout.", "sys.stderr.")):
        return name in ("write", "writelines", "print")
    return name in ("print", "echo", "secho", "print_exc") or called in _OTHER_WAYS


_OTHER_WAYS = ("os.write", "warnings.warn", "logging.error", "logging.warning", "logging.exception")


def test_a_diagnostic_is_made_by_its_code_alone() -> None:
    """Or it would lack what the code says of it; a cache holds none that rest on more than the input.

    What was told by an earlier run is read again as it was.
    """
    for module in FILES.keys() - {"tfgen.diagnostics", "tfgen.check.cache", "tfgen.review.stored"}:
        for node in _nodes(FILES[module]):
            made = isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "Diagnostic"
            assert not made, f"{module}: call the code instead"


def _is_of_commands(node: ast.AST) -> bool:
    if isinstance(node, ast.Name):
        return node.id in ("print", "input")
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return node.value.id == "sys" and node.attr in ("argv", "stdin", "stdout", "stderr")
    return False


def test_lock_files_hold_hashes_and_no_address() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text("utf-8")
        assert "--hash=sha256:" in text
        assert "://" not in text, f"{path.name} names an address"
