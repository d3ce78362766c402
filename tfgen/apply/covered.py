"""Whether what an apply left to do is part of what was reviewed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from tfgen.plan.fingerprint import UNKNOWN, Line, becomes

_FORMS: Mapping[tuple[str, ...], set[tuple[str, ...]]] = {
    ("create",): {("create",), ("update",), ("no-op",)},
    ("delete", "create"): {("delete", "create"), ("create",)},
    ("create", "delete"): {("create", "delete"), ("create",), ("delete",)},
    ("create", "forget"): {("create", "forget"), ("create",)},
}
"""What may be left of a change. What was to be made may stand, and be imported meanwhile."""


def uncovered(
    rest: Iterable[Line], reviewed: Iterable[Line], tainted: Collection[str] = ()
) -> Iterator[Line]:
    """The changes of a plan that are no part of those reviewed.

    A value that was known after the apply alone may be known now; each other must become what was reviewed. Of what was
    to be made, and is tainted because that was stopped, what is there may be replaced.
    """
    known = {line.key: line for line in reviewed}
    by_address = {line.address: line for line in known.values() if not line.deposed}
    for line in rest:
        # a replacement that was stopped leaves the old object behind under a key
        told = known.get(line.key) or by_address.get(line.address)
        if told is None or not _is_part(line, told, line.address in tainted):
            yield line


def _is_part(line: Line, told: Line, is_tainted: bool) -> bool:
    if line.address.startswith("output."):
        return _are_part(line, told)
    if line.deposed and not told.deposed:
        return line.actions == ("delete",) and told.actions == ("create", "delete")
    is_anew = is_tainted and {*line.actions} == {"create", "delete"} and "create" in told.actions
    if not is_anew and line.actions not in _FORMS.get(told.actions, {told.actions}):
        return False
    if line.previous not in ("", told.previous) or line.imports not in ("", told.imports):
        return False
    if line.actions in (("delete",), ("forget",)):
        return line.values == told.values or told.actions == ("create", "delete")
    return _are_part(line, told) and ("create" not in line.actions or _is_whole(line, told))


def _are_part(line: Line, told: Line) -> bool:
    values = dict(told.values)
    return all(_is_same(path, value, values, "create" in told.actions) for path, value in line.values)


def _is_whole(line: Line, told: Line) -> bool:
    """Whether all that was reviewed of what is made is still said of it."""
    values = dict(line.values)
    return all(value == UNKNOWN or path in values for path, value in told.values)


def _is_same(path: str, value: str, reviewed: Mapping[str, str], is_made: bool) -> bool:
    told = reviewed.get(path)
    if told is None:  # of what is made, nothing is said of what it has not
        return _was_unknown(path, reviewed) or (is_made and not becomes(value))
    return told == UNKNOWN or (value != UNKNOWN and becomes(value) == becomes(told))


def _was_unknown(path: str, reviewed: Mapping[str, str]) -> bool:
    """Whether a value of which a part stands at a path was not known."""
    parts = path.split(".")
    return any(reviewed.get(".".join(parts[:end])) == UNKNOWN for end in range(1, len(parts)))
