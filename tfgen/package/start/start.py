"""All that can be told of whether a function's package starts."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.diagnostics import Diagnostic
from tfgen.package.requirements import logical_lines
from tfgen.package.start import (
    bootstrap,
    native,
    node_handler,
    npm_lock,
    other_handler,
    python_handler,
    python_imports,
)
from tfgen.package.start.contents import Contents
from tfgen.stack.package import Package

_LANGUAGES = {
    "python": python_handler.check,
    "nodejs": node_handler.check,
    "java": other_handler.java,
    "dotnet": other_handler.dotnet,
    "ruby": other_handler.ruby,
}


def handler_findings(
    handler: str, package: Package, held: Contents, has_layers: bool
) -> Iterator[Diagnostic]:
    """Of a function's handler."""
    for language, check in _LANGUAGES.items():
        if package.runtime.startswith(language):
            yield from check(handler, held, has_layers)


def code_findings(handler: str, package: Package, held: Contents, has_layers: bool) -> Iterator[Diagnostic]:
    """Of the code that a function names, with its other functions in mind."""
    if package.runtime.startswith("provided"):
        yield from bootstrap.check(held, package.architecture, has_layers)
    if package.runtime.startswith(("python", "nodejs")):
        yield from native.check(package, held)
    if package.runtime.startswith("python") and not has_layers and not _installs(held):
        yield from python_imports.check(handler.rpartition(".")[0].replace("/", "."), held)
    if package.runtime.startswith("nodejs") and held.folder:
        from tfgen.package import npm

        yield from npm.findings(package.code, held.folder) or npm_lock.check(held)


def _installs(held: Contents) -> bool:
    """Whether a requirements.txt names something; one that is left out of the zip is installed all the same."""
    return bool(logical_lines(held.text("requirements.txt"))) or held.is_left_out("requirements.txt")
