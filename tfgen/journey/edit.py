"""Edits of a spec in place: each is made in the text, and held against the same made in the data."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any, Literal

from tfgen.frozen import frozen
from tfgen.journey.text import NotEditableError, Written, data
from tfgen.spec.source import Mapping, Node, Path, Sequence, parse
from tfgen.stack import environment as environments
from tfgen.stack.spec import ENVIRONMENTS

Data = dict[str, Any]
Said = list[tuple[str, Any]]
"""What a spec says, key by key, in a form in which the same is equal."""
_LISTS = ("drained", "joining", "leaving", "retiring")
_BESIDE: dict[str, tuple[str, ...]] = {"routing": ("zone_id", "zone", "domain", "regions")}
"""Behind which of the keys that are there a new one goes; `regions` for all others."""


@frozen
class Edit:
    """What is to be said otherwise: an item of a list or of `regions`, or the value of a key."""

    how: Literal["add", "drop", "first", "put", "cut"]
    path: Path
    value: Any = None


def edited(text: str, environment: str, edits: Iterable[Edit]) -> str:
    """The text with every edit, said of an environment where there is one. Raises NotEditableError."""
    for edit in edits:
        wanted = _meant(_all_data(text), environment, edit)
        text = _in_text(text, environment, edit)
        if _all_data(text) != wanted:
            raise NotEditableError("the edit came to something else than was meant")
    return text


def _all_data(text: str) -> dict[str, Said]:
    """What a spec says in each of its environments, in the order of keys, which counts for regions."""
    source, found = parse(text, "")
    if source is None or found:
        raise NotEditableError("it would be no YAML any more")
    names = environments.named(source) or ("",)
    laid = (
        environments.built(source, name, lambda _: (None, []))[0].root if name else source.root
        for name in names
    )
    return {name: _in_order(data(root)) for name, root in zip(names, laid, strict=True)}


def _in_order(spec: Data) -> Said:
    """A spec in a form in which the same is equal: regions as a mapping in their order, and no empty lists."""
    regions = spec.get("regions", {})
    regions = regions if isinstance(regions, dict) else {name: {} for name in regions}
    routing = {key: value for key, value in spec.get("routing", {}).items() if value or key not in _LISTS}
    rest = {key: value for key, value in spec.items() if value or key not in _LISTS}
    rest = {key: value for key, value in rest.items() if key not in ("regions", "routing", ENVIRONMENTS)}
    return [("regions", list(regions.items())), ("routing", routing), *sorted(rest.items())]


def _meant(said: dict[str, Said], environment: str, edit: Edit) -> dict[str, Said]:
    """What the spec is to say in each environment after an edit."""
    return {**said, environment: _in_order(_after(said[environment], edit))}


def _after(said: Said, edit: Edit) -> Data:
    """What an environment says after an edit."""
    spec = copy.deepcopy(dict(said))
    spec["regions"] = dict(spec["regions"])
    _in_data(spec, edit)
    return spec


def _in_data(spec: Data, edit: Edit) -> None:
    *above, last = edit.path
    holder: Any = spec
    for name in above:
        holder = holder.setdefault(name, {}) if isinstance(holder, dict) else holder[name]
    there = holder[last] if isinstance(last, int) else holder.get(last)
    if edit.how == "put":
        holder[last] = edit.value
    elif edit.how == "cut":
        holder.pop(last, None)
    elif isinstance(there, dict):
        kept = {name: value for name, value in there.items() if name != edit.value}
        moved = {edit.value: there.get(edit.value, {})}
        holder[last] = {"add": {**kept, **moved}, "first": {**moved, **kept}, "drop": kept}[edit.how]
    else:
        others = [item for item in there or [] if item != edit.value]
        holder[last] = {"add": [*others, edit.value], "first": [edit.value, *others], "drop": others}[
            edit.how
        ]


def _in_text(text: str, environment: str, edit: Edit) -> str:
    written = Written(text)
    if not environment:
        return _at((), written, edit)
    base = (ENVIRONMENTS, environment)
    if edit.path[0] == "waves":
        return written.put((*base, "waves"), _items(text, environment, edit, ("waves",)))
    here, there = written.find((*base, *edit.path)), written.find(edit.path)
    if edit.how == "put":
        return _at(base, written, edit)
    if edit.how == "cut":
        if there is not None:
            return written.put((*base, *edit.path), None)
        return written.cut((*base, *edit.path))
    if isinstance(here, Mapping) and edit.how == "drop" and _has(there, edit.value):
        return written.put((*base, *edit.path, edit.value), None)
    if here is None or (edit.how == "drop" and there is not None and isinstance(here, Sequence)):
        return written.put((*base, *edit.path), _items(text, environment, edit, edit.path))
    return _at(base, written, edit)


def _has(node: Node | None, name: str) -> bool:
    known = node.entries if isinstance(node, Mapping) else node.texts if isinstance(node, Sequence) else ()
    return name in known


def _items(text: str, environment: str, edit: Edit, path: Path) -> list[Any]:
    """All items of a list after an edit, for an environment that says nothing of it itself."""
    found: Any = _after(_all_data(text)[environment], edit)
    for name in path:
        found = found[name]
    return list(found)


def _at(base: Path, written: Written, edit: Edit) -> str:
    """An edit of what stands below a path."""
    path: Path = (*base, *edit.path)
    node = written.find(path)
    if edit.how == "put":
        return written.put(path, edit.value, _behind(base, written, edit))
    if edit.how == "cut":
        return written.cut(path)
    if edit.how == "first":
        return written.first(path, edit.value)
    if edit.how == "drop":
        return (
            written.cut((*path, edit.value)) if isinstance(node, Mapping) else written.drop(path, edit.value)
        )
    if isinstance(node, Mapping):
        return written.put((*path, edit.value), {})
    if isinstance(node, Sequence):
        return written.add(path, edit.value)
    return written.put(path, [edit.value], _behind(base, written, edit))


def _behind(base: Path, written: Written, edit: Edit) -> str:
    beside = _BESIDE.get(str(edit.path[0]), ("regions",))
    return next((key for key in beside if written.find((*base, key)) is not None), "")


def in_words(edit: Edit) -> str:
    """An edit as somebody would make it by hand."""
    path = ".".join(map(str, edit.path))
    return {
        "add": f"add {edit.value} to `{path}`",
        "drop": f"take {edit.value} out of `{path}`",
        "first": f"write {edit.value} first in `{path}`",
        "put": f"write `{path}: {edit.value}`",
        "cut": f"take `{path}` out",
    }[edit.how]
