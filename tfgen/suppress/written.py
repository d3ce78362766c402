"""`ignore` of a spec."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tfgen.diagnostics import Diagnostic, Span
from tfgen.spec import source as tree
from tfgen.spec.shape import closest
from tfgen.spec.source import Source
from tfgen.stack.ignored import Ignored
from tfgen.stack.spec import ENVIRONMENTS, SPEC
from tfgen.suppress.codes import UNUSED
from tfgen.suppress.known import is_of_change
from tfgen.suppress.suppression import Suppression

_ADDRESS = re.compile(r"(module|data|[a-z][a-z0-9]*_[a-z0-9_]+)\..+")


def of_spec(source: Source) -> Iterator[Suppression | Diagnostic]:
    """What a spec without mistakes ignores; a place that it does not have is told."""
    root = source.root
    if not isinstance(root, tree.Mapping) or "ignore" not in root.entries:
        return
    given: tuple[Ignored, ...] = SPEC.fields["ignore"].shape.read(root.entries["ignore"].value, "", [])
    for index, each in enumerate(given):
        span = source.span(("ignore", index))
        areas = tuple(_areas(source, each.at)) if each.at else ()
        of_change = is_of_change(each.code)
        is_address = not areas and bool(each.at) and each.at.split(".")[0] not in SPEC.fields
        if each.at and not areas and not of_change and not (is_address and _ADDRESS.fullmatch(each.at)):
            yield UNUSED(
                f"there is no `{each.at}` in the spec",
                source.span(("ignore", index, "at")),
                _near(root, each.at),
            )
        else:
            yield Suppression(
                each.code,
                each.reason,
                span,
                areas,
                address="" if areas else each.at,
                until=each.until,
                says=each.says,
                place=each.at if of_change else "",
            )


def _areas(source: Source, at: str) -> Iterator[Span]:
    """Where a path leads to: in the spec, and in the environment that is laid over it."""
    laid = f"{ENVIRONMENTS}.{source.environment}.{at}" if source.environment else ""
    for path in filter(None, (at, laid)):
        found = _area(source.whole, path, source.file)
        if found:
            yield found


def _area(node: tree.Node, at: str, file: str) -> Span | None:
    """From the key, or the item, that a path leads to, to the end of its value. Keys may hold dots."""
    if isinstance(node, tree.Mapping):
        for name, entry in node.entries.items():
            if name == at:
                end = entry.value.span
                return entry.key.span._replace(end_line=end.end_line, end_column=end.end_column)
            if at.startswith(f"{name}."):
                found = _area(entry.value, at[len(name) + 1 :], file)
                if found:
                    return found
    if isinstance(node, tree.Sequence):
        item = node.texts.get(at) or (
            node.items[int(at)] if at.isdecimal() and int(at) < len(node.items) else None
        )
        return item.span if item else None
    return None


def _near(root: tree.Mapping, at: str) -> str | None:
    """What was probably meant: another name beside it."""
    above, _, name = at.rpartition(".")
    node: tree.Node | None = root
    for step in above.split(".") if above else ():
        entry = node.entries.get(step) if isinstance(node, tree.Mapping) else None
        node = entry.value if entry else None
    if not isinstance(node, tree.Mapping):
        return None
    return closest(at, [f"{above}.{each}" if above else each for each in node.entries]) if name else None
