"""What a Python handler's module imports, and nothing brings."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator

from tfgen.diagnostics import Diagnostic, Severity
from tfgen.package.requirements import normal
from tfgen.package.start.codes import NOT_INSTALLED
from tfgen.package.start.contents import Contents
from tfgen.package.start.python_handler import file_of

BROUGHT = frozenset(
    {"awslambdaric", "boto3", "botocore", "bootstrap", "dateutil", "jmespath", "runtime_client"}
    | {"s3transfer", "simplejson", "six", "snapshot_restore_py", "urllib3"}
)
"""What the runtime brings, and modules of its own. https://docs.aws.amazon.com/lambda/latest/dg/python-package.html"""
_OTHER_VERSIONS = frozenset(
    {
        "annotationlib",
        "compression",
        "asynchat",
        "asyncore",
        "distutils",
        "imp",
        "smtpd",
        "tomllib",
        "binhex",
        "cgi",
    }
    | {
        "pipes",
        "telnetlib",
        "crypt",
        "uu",
        "nntplib",
        "xdrlib",
        "audioop",
        "imghdr",
        "sndhdr",
        "chunk",
        "cgitb",
    }
)
"""Standard modules of some Pythons that runtimes have, and of others not."""
_SOURCES = {
    "pyproject.toml": r"(?ms)^dependencies\s*=\s*\[\s*[\"']|^\[tool\.poetry\.dependencies\][^\[]*^(?!python\b)[\w.-]+\s*=",
    "Pipfile": r"(?ms)^\[packages\][^\[]*^[\w.\"-]+\s*=",
    "poetry.lock": r"(?m)^\[\[package\]\]",
    "uv.lock": r"(?ms)^\[\[package\]\].*^\[\[package\]\]",
    "pdm.lock": r"(?m)^\[\[package\]\]",
    "Pipfile.lock": r"\"default\"\s*:\s*\{\s*\"",
    "setup.py": r"install_requires\s*=\s*\[\s*[\"']",
    "environment.yml": r"(?m)^\s*- pip:",
}


def check(module: str, held: Contents) -> Iterator[Diagnostic]:
    """For code without layers and without a requirements.txt, into which nothing will be installed."""
    said = next((name for name, asks in _SOURCES.items() if re.search(asks, held.text(name))), "")
    imported = next(_unknown(module, held), "")
    where = f"`{held.code}`"
    hint = _own(imported, held) or f"`{held.code}/requirements.txt` is what tfgen installs"
    if imported:
        because = f"`{said}` names dependencies that nobody installs" if said else "nothing brings it"
        yield NOT_INSTALLED(
            f"{where} imports `{imported}`, and {because}",
            hint=hint if held.folder else None,
            severity=Severity.ERROR,
        )
    elif said and held.folder and not any(".dist-info/" in name for name in held.files):
        yield NOT_INSTALLED(
            f"`{held.code}/{said}` names dependencies, and no requirements.txt does", hint=hint
        )


def _own(imported: str, held: Contents) -> str | None:
    """Where a module of this name lies deeper in the package, which Python does not search."""
    ends = (f"/{imported}.py", f"/{imported}/__init__.py")
    found = next((name for name in sorted(held.files) if imported and name.endswith(ends)), "")
    path = found.removesuffix("/__init__.py").removesuffix(".py").replace("/", ".")
    return f"Python searches `{held.code}` alone: `{found}` is `{path}` there" if found else None


def _unknown(module: str, held: Contents) -> Iterator[str]:
    """What the module imports in any case, and neither Python, Lambda nor the package has."""
    file = file_of(module, held)
    if not file or not file.endswith(".py"):
        return
    try:
        tree = ast.parse(held.text(file))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    if any(isinstance(node, ast.Attribute) and node.attr == "path" for node in ast.walk(tree)):
        return  # sys.path may lead elsewhere
    tops = {normal(name.split("/")[0].partition(".")[0]) for name in held.files}
    for node in tree.body:
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module]
        else:
            names = []
        for top in (name.partition(".")[0] for name in names):
            if top not in sys.stdlib_module_names | BROUGHT | _OTHER_VERSIONS and normal(top) not in tops:
                yield top
