"""Handlers of Node.js: the file is in the package, and exports the name as far as its text tells."""

from __future__ import annotations

import difflib
import json
import posixpath
import re
from collections.abc import Iterator

from tfgen.diagnostics import Diagnostic
from tfgen.package.start.codes import BAD_HANDLER, NO_HANDLER
from tfgen.package.start.contents import Contents

_SUFFIXES = ("", ".js", ".mjs", ".cjs")
"""In the order in which Lambda looks: https://github.com/aws/aws-lambda-nodejs-runtime-interface-client."""
_COMPILED = (".ts", ".mts", ".cts", ".tsx", ".jsx")
_MAKES_EXPORTS = re.compile(
    r"export\s*\*|__exportStar|__reExport|\beval\b|__webpack_"
    r"|(?<!defineProperty\()\bexports\s*[,)\]}]"  # given to a function, which may add to them
    r"|\bexports\s*\[(?!\s*[\"'])"
    r"|module\.exports\s*=(?!\s*(?:\{|__toCommonJS\())|module\.exports\s*=\s*\{[^}]*\.\.\."
    r"|\bmodule\s*[,)\]]|Reflect\.|Object\.assign\s*\("
)
"""What exports names that the text does not show."""
_MOST_STEPS = 20_000_000
"""Of a search that begins anew at each export; in a larger text any name may be."""


def check(handler: str, held: Contents, has_layers: bool) -> Iterator[Diagnostic]:
    """https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html#nodejs-handler-naming"""
    folder, base = posixpath.split(handler)
    stem, dot, name = base.partition(".")
    if not stem or not dot or not name or ".." in handler:
        yield BAD_HANDLER(
            f"`{handler}` is no handler of Node.js", hint="`file.function`, or `folder/file.function`"
        )
        return
    path = posixpath.normpath(posixpath.join(folder, stem))
    file = next((path + suffix for suffix in _SUFFIXES if path + suffix in held.files), None)
    if file:
        yield from _not_exported(handler, file, name, held)
    elif not has_layers and not _is_of_package(path, held):
        yield from _missing(handler, path, name, held)


def _is_of_package(path: str, held: Contents) -> bool:
    """Whether a folder is a module, or a dependency that is installed later may be it."""
    if any(name.startswith((f"{path}/index.", f"{path}/package.json")) for name in held.files):
        return True
    top = "/".join(path.removeprefix("node_modules/").split("/")[: 2 if "@" in path else 1])
    try:
        manifest = json.loads(held.text("package.json") or "{}")
        return any(top in (manifest.get(key) or {}) for key in ("dependencies", "optionalDependencies"))
    except (ValueError, AttributeError, TypeError, RecursionError):
        return True


def _missing(handler: str, path: str, name: str, held: Contents) -> Iterator[Diagnostic]:
    source = next((path + suffix for suffix in _COMPILED if path + suffix in held.files), None)
    if source:
        said = f"`{source}` of `{held.code}` is not compiled, and there is no `{path}.js`"
        hint: str | None = "compile or bundle it, and point `code` at what comes out"
    else:
        left_out = next((path + each for each in _SUFFIXES if each and held.is_left_out(path + each)), None)
        said = (
            f"`{left_out}` is there, and `.tfgenignore` leaves it out"
            if left_out
            else f"`{held.code}` has no `{path}.js`, `.mjs` or `.cjs`"
        )
        hint = _other_file(path, name, held)
    yield NO_HANDLER(f"the handler `{handler}` is not in its package: {said}", hint=hint)


def _other_file(path: str, name: str, held: Contents) -> str | None:
    known = {posixpath.splitext(each)[0] for each in held.files if each.endswith(_SUFFIXES[1:])}
    shorter = [path.split("/", number)[number] for number in range(1, path.count("/") + 1)]
    longer = sorted(each for each in known if each.endswith(f"/{path}"))
    near = (
        next((each for each in (*shorter, *longer) if each in known), None)
        or next(iter(difflib.get_close_matches(path, sorted(known), 1, 0.7)), None)
        or _that_exports(name, held)
    )
    return f"did you mean `{near}.{name}`? Paths begin at `{held.code}`" if near else None


_MOST_FILES = 50
"""Of a package, in which a handler is looked for."""


def _that_exports(name: str, held: Contents) -> str | None:
    """The one file that exports a name, beside dependencies and tests."""
    files = sorted(each for each in held.files if each.endswith(_SUFFIXES[1:]) and "node_modules" not in each)
    if len(files) > _MOST_FILES:
        return None
    found = [each for each in files if _is_exported(name, held.text(each))]
    return posixpath.splitext(found[0])[0] if len(found) == 1 else None


def _not_exported(handler: str, file: str, name: str, held: Contents) -> Iterator[Diagnostic]:
    text = held.text(file)
    first = name.partition(".")[0]
    if not text or not _can_be_searched(text) or _MAKES_EXPORTS.search(text) or _is_exported(first, text):
        return
    said = f"`{file}` of `{held.code}` exports no `{name}`"
    path, suffix, wanted = handler.removesuffix(name).removesuffix("."), *name.partition(".")[::2]
    if f".{suffix}" in (*_SUFFIXES[1:], *_COMPILED):
        near = wanted if wanted and _is_exported(wanted, text) else _exported_like(wanted, text)
        hint: str | None = f"`file.function`, without the file's suffix: `{path}.{near or 'function'}`"
    elif re.search(rf"\b{re.escape(first)}\b", text):
        hint = "`export` it, or set it on `exports`"
    else:
        near = _exported_like(name, text)
        hint = f"did you mean `{path}.{near}`?" if near else None
    yield NO_HANDLER(f"the handler `{handler}` is not in its package: {said}", hint=hint)


_MOST_NAMES = 2000
"""Of a text in which like ones are looked for; one with more was made by a program."""
_USUAL = ("handler", "main")
_DIRECT = re.compile(
    r"\bexports\.([A-Za-z_$][\w$]*)\s*=|\bexport\s+(?:async\s+)?(?:function\s*\*?|const|let|var)\s+([A-Za-z_$][\w$]*)"
)


def _exported_like(name: str, text: str) -> str | None:
    """What a text exports under a name like this one, a usual one, or its only one."""
    names = sorted(set(re.findall(r"[A-Za-z_$][\w$]*", text)))
    like = difflib.get_close_matches(name, names, 5) if name and len(names) <= _MOST_NAMES else []
    alone = {common or module for common, module in _DIRECT.findall(text)}
    only = alone if len(alone) == 1 else ()
    return next((each for each in (*like, *_USUAL, *only) if _is_exported(each, text)), None)


def _can_be_searched(text: str) -> bool:
    return text.count("export") * len(text) <= _MOST_STEPS


def _is_exported(name: str, text: str) -> bool:
    return _can_be_searched(text) and re.search(_exports(re.escape(name)), text) is not None


def _exports(name: str) -> str:
    """A pattern of the ways to export a name: of CommonJS, of ES modules, and of what compilers and bundlers make."""
    return "|".join(
        (
            rf"exports\s*\.\s*{name}(?![\w$])",
            rf"exports\s*\[\s*[\"']{name}[\"']\s*\]",
            rf"[\"']{name}[\"']\s*,\s*\{{",  # Object.defineProperty(exports, "name", {…})
            rf"module\.exports\s*=\s*\{{[^;]*?(?<![\w$.]){name}(?![\w$])",
            rf"(?<![\w$.])[\"']?{name}[\"']?\s*:\s*\(\)\s*=>",  # __export(exports, { name: () => … })
            rf"\bexport\s+(?:default\s+)?(?:async\s+)?(?:function\s*\*?|class|const|let|var)\s*{name}(?![\w$])",
            rf"\bexport\s+(?:const|let|var)\s*[\[{{][^;]*?(?<![\w$.]){name}(?![\w$])",
            rf"\bexport\s+(?:const|let|var)\b[^;]*?,\s*{name}\s*=",
            rf"\bexport\s*\{{[^}}]*?(?<![\w$]){name}(?![\w$])[^}}]*\}}",
            rf"\bexport\s+{name}\b" if name == "default" else r"(?!)",
        )
    )
