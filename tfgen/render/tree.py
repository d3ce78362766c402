"""Stack to a folder that plans by itself: each root's main.tf and zipped code, and the modules that they call."""

from __future__ import annotations

import dataclasses
import posixpath
from collections.abc import Mapping
from pathlib import Path

from tfgen.diagnostics import Diagnostic, has_errors
from tfgen.render import modules
from tfgen.render.main_tf import HERE, MAIN, render
from tfgen.render.module_source import OF_SITE, OWN, ModuleSource
from tfgen.spec.source import Source
from tfgen.stack.kinds import function
from tfgen.stack.kinds.function import written_at
from tfgen.stack.kinds.module import MODULE
from tfgen.stack.kinds.site import SITE
from tfgen.stack.root import roots
from tfgen.stack.stack import Stack
from tfgen.stack.variations import with_regions


def configuration(stack: Stack, spec_name: str, modules_at: ModuleSource = HERE) -> dict[str, str]:
    """Every .tf file, by its path relative to the root module; modules that come from elsewhere are not among them."""
    own = {path: content.decode() for path, content in own_files(stack).items() if is_configuration(path)}
    mains = {each.at(MAIN): render(stack, spec_name, modules_at, each) for each in roots(stack)}
    return {**mains, **_copied(stack, modules_at), **own}


def beside(stack: Stack, modules_at: ModuleSource = HERE) -> list[str]:
    """The paths of all that main.tf needs beside it."""
    own = [posixpath.normpath(posixpath.join(modules_at.own, path)) for path in _own(stack)]
    packages = (package.path for package in function.packages(stack))
    return [*_copied(stack, modules_at), *own, *packages, *site_files(stack)]


def _copied(stack: Stack, modules_at: ModuleSource) -> dict[str, str]:
    return modules.files(stack) if modules_at.is_copied else {}


def copied_files(stack: Stack) -> dict[str, bytes]:
    """Every file of the project that is copied as it is, by the path of its copy."""
    return {**own_files(stack), **site_files(stack)}


def own_files(stack: Stack) -> dict[str, bytes]:
    """Every file of the user's own modules, by the path of its copy."""
    return {f"{OWN}/{path}": content for path, content in _own(stack).items()}


def site_files(stack: Stack) -> dict[str, bytes]:
    """Every file of the site, by the path of its copy."""
    contents = (site.contents for site in stack.all(SITE).values() if site.contents)
    return {f"{OF_SITE}/{key}": content for each in contents for key, content in each.files.items()}


def is_configuration(path: str) -> bool:
    """Whether Terraform or OpenTofu reads a file of this name."""
    return path.endswith((".tf", ".tf.json", ".tofu", ".tofu.json"))


def _own(stack: Stack) -> dict[str, bytes]:
    contents = (module.contents for module in stack.all(MODULE).values() if module.contents)
    return {path: content for each in contents for path, content in each.files.items()}


def packages(stack: Stack, source: Source, project: Path) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """Every zip, by its path relative to the root module, and what is wrong with the code."""
    from tfgen.package.build import build

    files: dict[str, bytes] = {}
    diagnostics: list[Diagnostic] = []
    for package, path in function.packages(stack).items():
        content, found = build(package, project)
        diagnostics += [at(diagnostic, source, path) for diagnostic in found]
        if content is not None and not has_errors(found):
            files[package.path] = content
    return in_roots(stack, files), diagnostics


def in_roots(stack: Stack, zips: Mapping[str, bytes]) -> dict[str, bytes]:
    """The zips where each root that has functions of them finds them, as it finds them with one state."""
    if not stack.is_apart:
        return dict(zips)
    found = {}
    for region in stack.regions:
        here = {package.path for package in function.packages(with_regions(stack, (region,)))}
        found.update({f"{region.name}/{path}": zips[path] for path in sorted(here) if path in zips})
    return found


def code_diagnostics(stack: Stack, source: Source, project: Path) -> list[Diagnostic]:
    """What can be said of the code at a glance: whether it is there, inside the project, and starts."""
    from tfgen.package.build import code_diagnostic

    found = []
    present = set()
    named = {each.code: path for each, path in function.packages(stack).items() if not each.is_own}
    for code, path in named.items():
        diagnostic = code_diagnostic(code, project)
        if diagnostic:
            found.append(at(diagnostic, source, path))
        else:
            present.add(code)
    return [*found, *_start_diagnostics(stack, source, project, present)]


def _start_diagnostics(stack: Stack, source: Source, project: Path, codes: set[str]) -> list[Diagnostic]:
    """Whether each function starts with the code that is there. What packaging will refuse is not told twice."""
    from tfgen.package.start.contents import contents
    from tfgen.package.start.start import code_findings, handler_findings

    try:
        held = {code: contents(code, project) for code in sorted(codes)}
    except OSError:
        return []
    found: dict[Diagnostic, tuple[str, ...]] = {}
    for path, each in function.everywhere(stack):
        code = held.get(each.code)
        if code is not None:
            arguments = (each.handler, each.package, code, bool(each.layers))
            for findings, setting in ((handler_findings, "handler"), (code_findings, "code")):
                found = {**dict.fromkeys(findings(*arguments), (*path, setting)), **found}
    return [at(diagnostic, source, path) for diagnostic, path in found.items()]


def at(diagnostic: Diagnostic, source: Source, path: tuple[str | int, ...]) -> Diagnostic:
    """The same diagnostic, standing where the spec's path does."""
    span = source.span(written_at(path, source))
    return dataclasses.replace(diagnostic, span=span)
