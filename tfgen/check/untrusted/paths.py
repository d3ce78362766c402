"""What an expression may name as a path when `terraform validate` works it out.

That walk takes variables, instance keys, resources and what modules give as unknown, and with them all that is made of
them. What is left are constants, and what only Terraform could tell.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from tfgen.check.hcl.strings import plain_text
from tfgen.check.untrusted.calls import Code, Text, closing


class Not(Enum):
    """What is no constant."""

    KNOWN = 1
    """Unknown to Terraform too, until a plan: nothing is read."""
    TOLD = 2
    """Only Terraform could tell."""


Values: TypeAlias = "frozenset[str] | Not"

_MOST = 2000
_DEEPEST = 20
_NAME = re.compile(r"[A-Za-z_][\w-]*")
_TRAVERSAL = re.compile(r"[A-Za-z_][\w-]*(?:\s*\.\s*(?:[\w-]+|\*)|\[[^\[\]]*\])*")
_UNKNOWN_ROOTS = frozenset({"var", "each", "count", "self", "data", "module", "ephemeral", "resource"})
_UNKNOWN_INDEX = re.compile(r"\[\s*(?:var|each|count)\s*\.[\w.\s-]*\]")
_CALL = re.compile(r"([A-Za-z_]\w*)\s*\(")
_EITHER = frozenset({"coalesce", "try"})
_SAME = frozenset({"abspath", "toset", "tolist", "sort", "tostring", "nonsensitive"})
_STRICT = frozenset(
    [
        "basename",
        "dirname",
        "format",
        "formatlist",
        "join",
        "keys",
        "lower",
        "replace",
        "substr",
        "trim",
        "trimprefix",
        "trimspace",
        "trimsuffix",
        "upper",
        "values",
    ]
)
"""Functions that give nothing known when they are given something unknown."""


@dataclass(frozen=True)
class Scope:
    """What names stand for in a module."""

    module: str
    """Its directory as seen from the root module's, which Terraform runs in: what `path.module` is."""
    locals: Mapping[str, list[Code]]
    resources: frozenset[str]
    """The types of those that it has."""
    glob: Callable[[str, str], frozenset[str]]
    """What `fileset` finds."""
    loops: dict[int, dict[str, list[Code]]] = field(default_factory=dict)
    known: dict[tuple[int, int, int], Values] = field(default_factory=dict)
    """What was worked out already, by where it stands."""

    def bound(self, text: Text) -> dict[str, list[Code]]:
        """What the names that `for` binds in a text go through."""
        return self.loops.setdefault(id(text), text.loops())


def values(code: Code, scope: Scope, depth: int = 0) -> Values:
    """The strings that an expression may be, or may hold if it is a collection."""
    place = (id(code.text), code.start, len(code.structure))
    if place not in scope.known:
        scope.known[place] = Not.TOLD  # for what goes in a circle
        scope.known[place] = _values(code, scope, depth)
    return scope.known[place]


def _values(code: Code, scope: Scope, depth: int) -> Values:
    structure = code.structure
    if depth > _DEEPEST:
        return Not.TOLD
    if structure.startswith("(") and closing(structure, 1) == len(structure) - 1:
        return values(code.part(1, len(structure) - 1), scope, depth + 1)
    if re.fullmatch(r'"_*"', structure):
        return _template(code, scope, depth)
    if "?" in structure and len(parts := code.split("?:")) == 3:
        return _any_of([values(part, scope, depth + 1) for part in parts[1:]])
    if structure.startswith("[") and structure.endswith("]"):
        elements = code.part(1, len(structure) - 1).split(",")
        return _any_of([values(each, scope, depth + 1) for each in elements if each.structure])
    called = _CALL.match(structure)
    if called and closing(structure, called.end()) == len(structure) - 1:
        arguments = code.part(called.end(), len(structure) - 1).split(",")
        return _called(called[1], arguments, scope, depth)
    return _traversal(code, scope, depth)


def _called(name: str, arguments: list[Code], scope: Scope, depth: int) -> Values:
    found = [values(each, scope, depth + 1) for each in arguments]
    if name in _EITHER:
        return _any_of(found)
    if name in _SAME:
        return found[0]
    if name == "fileset" and len(found) == 2:
        if Not.KNOWN in found:
            return Not.KNOWN
        if isinstance(found[0], frozenset) and isinstance(found[1], frozenset):
            return frozenset(
                it for folder in found[0] for pattern in found[1] for it in scope.glob(folder, pattern)
            )
    is_unknown = (
        Not.KNOWN in found if name in _STRICT else name in ("lookup", "element") and found[0] is Not.KNOWN
    )
    return Not.KNOWN if is_unknown else Not.TOLD


def _traversal(code: Code, scope: Scope, depth: int) -> Values:
    if not _TRAVERSAL.fullmatch(code.structure):
        return Not.TOLD
    names = [name.strip() for name in code.structure.split(".")]
    root = _NAME.match(names[0])[0]  # type: ignore[index]  # the pattern begins with a name
    bound = scope.bound(code.text)
    if root in bound:
        found = _any_of([values(each, scope, depth + 1) for each in bound[root]])
        return found if names == [root] or found is Not.KNOWN else Not.TOLD
    if _UNKNOWN_INDEX.search(code.structure):
        return Not.KNOWN
    if root in _UNKNOWN_ROOTS or (root in scope.resources and len(names) > 1):
        return Not.KNOWN
    match names:
        case ["path", "module"]:
            return frozenset({scope.module})
        case ["path", "root" | "cwd"]:
            return frozenset({"."})
        case ["terraform", "workspace"]:
            return frozenset({"default"})
        case ["local", name]:
            return _any_of([values(each, scope, depth + 1) for each in scope.locals.get(name, ())])
    return Not.TOLD


def _template(code: Code, scope: Scope, depth: int) -> Values:
    text = code.text.file.text
    parts: list[Values] = []
    begin, end = code.start + 1, code.start + len(code.structure) - 1
    if text[code.start] != '"':
        if code.text.place is None:
            return Not.TOLD  # a heredoc
        begin, end = text.index("\n", code.start) + 1, text.rindex("\n", code.start, end)  # a string of JSON
    for hole in code.text.holes.get(code.start, ()):
        if hole.directive:
            return Not.TOLD
        opening = text.rindex("{", begin, hole.start) - 1
        parts.append(_plain(code, begin, opening))
        inner = Code(code.text, hole.start, hole.structure)
        parts.append(values(inner.part(0, len(hole.structure)), scope, depth + 1))
        begin = text.index("}", hole.start + len(hole.structure)) + 1
    parts.append(_plain(code, begin, end))
    if Not.KNOWN in parts:
        return Not.KNOWN
    known = [part for part in parts if isinstance(part, frozenset)]
    size = 1
    for part in known:
        size *= len(part)
    if len(known) < len(parts) or size > _MOST:
        return Not.TOLD
    return frozenset("".join(each) for each in itertools.product(*known))


def _plain(code: Code, begin: int, end: int) -> frozenset[str]:
    text = code.text.file.text
    is_quoted = text[code.start] == '"'
    part = text[begin:end]
    return frozenset({plain_text(f'"{part}"') if is_quoted else part.replace("$${", "${")})


def _any_of(found: list[Values]) -> Values:
    """One of several; which, is not known."""
    known = [each for each in found if isinstance(each, frozenset)]
    if Not.TOLD in found or not found:
        return Not.TOLD
    if not known:
        return Not.KNOWN
    return frozenset().union(*known)
