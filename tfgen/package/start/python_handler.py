"""Handlers of Python: the module is a file of the package, and binds the name."""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Iterator, Mapping

from tfgen.diagnostics import Diagnostic, Severity
from tfgen.package.requirements import logical_lines, normal
from tfgen.package.start.codes import BAD_HANDLER, NO_HANDLER
from tfgen.package.start.contents import Contents

_DYNAMIC = frozenset({"globals", "locals", "vars", "exec", "eval", "setattr", "__import__"})
"""What may bind names that the syntax does not show."""
_USUAL = ("lambda_handler", "handler", "main")


def check(handler: str, held: Contents, has_layers: bool) -> Iterator[Diagnostic]:
    """https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html#naming"""
    module, dot, name = handler.rpartition(".")
    module = module.replace("/", ".")
    if not dot or not re.fullmatch(r"[^.:]+(?:\.[^.:]+)*", module) or not name.isidentifier():
        yield BAD_HANDLER(
            f"`{handler}` is no handler of Python", hint="`file.function`, or `folder/file.function`"
        )
        return
    file = file_of(module, held)
    if file is None:
        yield from _missing(handler, module, held, has_layers)
    elif file.endswith(".py"):
        yield from _unbound(handler, file, name, held)


def file_of(module: str, held: Contents) -> str | None:
    """The file of a module, as Python finds it."""
    path = module.replace(".", "/")
    exact = (f"{path}/__init__.py", f"{path}.py")
    native = re.compile(rf"{re.escape(path)}(?:/__init__)?\.(?:[\w-]+\.)?(?:so|pyc)").fullmatch
    return next((name for name in exact if name in held.files), None) or next(
        filter(native, held.files), None
    )


def _missing(handler: str, module: str, held: Contents, has_layers: bool) -> Iterator[Diagnostic]:
    """A layer may bring the module, and a dependency may: mostly one of its name."""
    top = module.partition(".")[0]
    brought = {normal(re.split(r"[^\w.-]", line)[0]) for line in logical_lines(held.text("requirements.txt"))}
    installs = brought if held.folder else set()
    if has_layers or any(normal(top).startswith(each) or each.startswith(normal(top)) for each in installs):
        return
    file = f"{module.replace('.', '/')}.py"
    said = (
        f"`{file}` is there, and `.tfgenignore` leaves it out"
        if held.is_left_out(file)
        else f"`{held.code}` has no `{file}`"
    )
    severity = Severity.WARNING if installs else Severity.ERROR
    perhaps = ", unless a dependency brings it" if installs else ""
    message = f"the handler `{handler}` is not in its package: {said}{perhaps}"
    yield NO_HANDLER(message, hint=_other_module(handler, held), severity=severity)


def _other_module(handler: str, held: Contents) -> str | None:
    """A handler that would be found: the path without what stands above the code folder, or a like one."""
    path, _, name = handler.rpartition(".")
    path = path.replace(".", "/")
    known = {
        each.removesuffix("/__init__.py").removesuffix(".py"): each
        for each in held.files
        if each.endswith(".py")
    }
    shorter = [path.split("/", number)[number] for number in range(1, path.count("/") + 1)]
    longer = [each for each in known if each.endswith(f"/{path}")]
    near = (
        next((each for each in (*shorter, *longer) if each in known), None)
        or (path.removesuffix("/py") if path.endswith("/py") and path.removesuffix("/py") in known else None)
        or next(iter(difflib.get_close_matches(path, known, 1, 0.7)), None)
        or _that_binds(name, known, held)
    )
    return f"did you mean `{near}.{name}`? Paths begin at `{held.code}`" if near else None


_MOST_FILES = 50
"""Of a package, in which a handler is looked for."""


def _that_binds(name: str, known: Mapping[str, str], held: Contents) -> str | None:
    """The one module that binds a name."""
    if len(known) > _MOST_FILES:
        return None
    found = [module for module, file in known.items() if name in (_names(file, held) or ())]
    return found[0] if len(found) == 1 else None


def _names(file: str, held: Contents) -> set[str] | None:
    """Every name that a file may bind; None if that cannot be told."""
    text = held.text(file) or "from x import *"  # what cannot be read may bind anything
    try:
        return _bound(ast.parse(text))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None  # this Python may be older than the runtime's


def _unbound(handler: str, file: str, name: str, held: Contents) -> Iterator[Diagnostic]:
    bound = _names(file, held)
    if bound is None or name in bound:
        return
    near = difflib.get_close_matches(name, bound, 1) or [each for each in _USUAL if each in bound]
    said = f"`{file}` of `{held.code}` has no `{name}`"
    path = handler.rpartition(".")[0]
    hint = f"did you mean `{path}.{near[0]}`?" if near else None
    if name == "py":
        hint = f"`file.function`, without the file's suffix: `{path}.{near[0] if near else 'function'}`"
    yield NO_HANDLER(f"the handler `{handler}` is not in its package: {said}", hint=hint)


def _bound(tree: ast.Module) -> set[str] | None:
    """Every name that a module may bind; None if the syntax does not show them all."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            names.update(node.names)
        elif (isinstance(node, ast.Name) and node.id in _DYNAMIC) or (
            isinstance(node, ast.Attribute) and node.attr in ("modules", "__dict__")
        ):
            return None
    for node in outside_functions(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names.update(alias.asname or alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.MatchAs | ast.MatchStar | ast.ExceptHandler) and node.name:
            names.add(node.name)
    return None if names & {"*", "__getattr__"} else names


def outside_functions(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node of a module that is not inside a function or class."""
    for child in ast.iter_child_nodes(tree):
        yield child
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            yield from outside_functions(child)
