"""A plan's fingerprint: short, the same for the same changes, another for any other.

What counts: each change's address, actions, where it moves from, what it imports, and its values. What does not: the
order, time stamps, versions, drift that nothing is done about, and what stays as it is. Nulls and empty collections do not
count either, because versions of a provider differ in them.

Sensitive values, and those of attributes that are known to carry secrets, do not count: whoever has the fingerprint and
knows all else could find a short one by guessing. That they change counts, and so do the names of environment variables.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

VERSION = "1"
"""Of what counts. Fingerprints of another version are others for the same plan."""
_DIGITS = 16
UNKNOWN = "unknown"
_HIDDEN = "hidden"
_THEN = ">"
_compact = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode
_SECRET = re.compile(
    r"environment(_\w+)?|env|(stage_)?variables|container_definitions|container_properties|user_data\w*|custom_data"
    r"|\w*(password|passwd|passphrase|secret|secret_string|secret_binary|token|credentials?|connection_string"
    r"|(api|access|private|secret)_?key)",
    re.IGNORECASE,
)
"""Attributes that carry secrets, though providers do not call them sensitive."""


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """What counts of one change. Of values it has digests alone."""

    address: str
    deposed: str
    actions: tuple[str, ...]
    previous: str
    """The address from which it moves."""
    imports: str
    """A digest of the id, where something is imported."""
    values: tuple[tuple[str, str], ...]
    """What changes: by path, such as `timeout` or `vpc_config.0.subnet_ids`, digests of before and after, or UNKNOWN."""

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from the others of a plan."""
        return self.address, self.deposed

    def told(self) -> list[Any]:
        """All of it, as JSON has it."""
        return [self.address, self.deposed, self.actions, self.previous, self.imports, self.values]

    def text(self) -> str:
        """The same; no two lines have the same."""
        return _compact(self.told())


@dataclass(frozen=True, slots=True)
class Difference:
    """How the changes of two plans differ."""

    came: tuple[Line, ...]
    went: tuple[Line, ...]
    changed: tuple[tuple[Line, Line], ...]

    def __bool__(self) -> bool:
        return bool(self.came or self.went or self.changed)


def is_fingerprint(text: str) -> bool:
    """Whether a text is one of this version."""
    return re.fullmatch(rf"{VERSION}-[0-9a-f]{{{_DIGITS}}}", text) is not None


def becomes(value: str) -> str:
    """What stands for a value after the change, of what stands for both."""
    return value.rpartition(_THEN)[2]


def canonical(plan: Mapping[str, Any]) -> tuple[Line, ...]:
    """What counts of a plan, as `terraform show -json` gives it.

    Source: https://developer.hashicorp.com/terraform/internals/json-format
    """
    return tuple(sorted((*_resources(plan), *_outputs(plan), *_invocations(plan))))


def fingerprint(plan: Mapping[str, Any]) -> str:
    """Of one plan."""
    return fingerprint_of_lines(canonical(plan))


def fingerprint_of(plans: Mapping[str, Mapping[str, Any]]) -> str:
    """Of the plans of several states, by the states' names; of one state, that of its plan."""
    return fingerprint_of_states({name: fingerprint(plan) for name, plan in plans.items()})


def fingerprint_of_states(fingerprints: Mapping[str, str]) -> str:
    """The same, of the states' own fingerprints."""
    if len(fingerprints) == 1:
        return next(iter(fingerprints.values()))
    return _printed(json.dumps(sorted(fingerprints.items())))


def fingerprint_of_lines(lines: Sequence[Line]) -> str:
    """Of what counts."""
    return _printed("\n".join(line.text() for line in sorted(lines)))


def difference(a: Sequence[Line], b: Sequence[Line]) -> Difference:
    """What came, went and changed from `a` to `b`."""
    before, after = {line.key: line for line in a}, {line.key: line for line in b}
    return Difference(
        tuple(line for key, line in sorted(after.items()) if key not in before),
        tuple(line for key, line in sorted(before.items()) if key not in after),
        tuple(
            (line, after[key]) for key, line in sorted(before.items()) if key in after and line != after[key]
        ),
    )


def _printed(text: str) -> str:
    return f"{VERSION}-{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:_DIGITS]}"


def _resources(plan: Mapping[str, Any]) -> Iterator[Line]:
    for told in plan.get("resource_changes") or ():
        change = told["change"]
        actions = tuple(change["actions"])
        previous, imports = told.get("previous_address") or "", change.get("importing")
        stays = actions == ("no-op",) and not previous and not imports
        if told.get("mode") == "managed" and not stays:
            yield Line(
                told["address"],
                told.get("deposed") or "",
                actions,
                previous,
                _digest(imports) if imports else "",
                () if actions == ("no-op",) else tuple(sorted(_values(change, "create" in actions))),
            )


def _outputs(plan: Mapping[str, Any]) -> Iterator[Line]:
    for name, change in (plan.get("output_changes") or {}).items():
        actions = tuple(change["actions"])
        if actions != ("no-op",):
            whole = {key: {"value": change.get(key)} for key in _PARTS}
            yield Line(f"output.{name}", "", actions, "", "", tuple(sorted(_values(whole, False))))


def _invocations(plan: Mapping[str, Any]) -> Iterator[Line]:
    """Actions of providers that the apply invokes, as Terraform 1.14 has them."""
    for told in plan.get("action_invocations") or ():
        whole = {
            "after": told.get("config_values"),
            "after_sensitive": told.get("config_sensitive"),
            "after_unknown": told.get("config_unknown"),
        }
        trigger = _digest(told.get("lifecycle_action_trigger") or told.get("invoke_action_trigger"))
        yield Line(told["address"], trigger, ("invoke",), "", "", tuple(sorted(_values(whole, True))))


_PARTS = ("before", "after", "after_unknown", "before_sensitive", "after_sensitive")


def _values(change: Mapping[str, Any], is_made: bool) -> Iterator[tuple[str, str]]:
    """What a change changes. Of what is made that is all of it; of what goes, what it is."""
    before, then, unknown = (change.get(key) for key in _PARTS[:3])
    if isinstance(before, dict) and not then and not unknown:
        before = {key: before.get(key) for key in ("id", "value")}
    hidden = (change.get("before_sensitive"), change.get("after_sensitive"))
    before = None if is_made and isinstance(before, dict) else before
    yield from _of_mappings("", before or {}, then or {}, unknown or {}, hidden)


def _of_mappings(
    path: str, before: Any, after: Any, unknown: Any, hidden: tuple[Any, Any]
) -> Iterator[tuple[str, str]]:
    """The same of two mappings, or two lists as mappings by position."""
    before, after, unknown = _mapping(before), _mapping(after), _mapping(unknown)
    for key in {*before, *after, *unknown}:
        old, new, mark = before.get(key), after.get(key), unknown.get(key)
        name = f"{path}.{key}" if path else str(key)
        if mark is True:
            yield name, UNKNOWN
        elif mark or not (old is new or (old == new and type(old) is type(new))):
            below = _below(hidden[0], key), _below(hidden[1], key)
            yield from _of_value(name, str(key), (old, new), mark, below)


def _of_value(
    path: str, key: str, value: tuple[Any, Any], unknown: Any, hidden: tuple[Any, Any]
) -> Iterator[tuple[str, str]]:
    """The same of one value, down to those that hold no others: a part of it may be unknown, and known in a later plan."""
    before, then = value
    if is_called_secret(key) and not _is_switch(before, then):
        hidden = (True, True)
    if True in hidden and not _holds(unknown):
        yield from _kept_back(path, before, then)
        return
    if isinstance(before, dict | list) or isinstance(then, dict | list) or unknown:
        yield from _of_mappings(path, before, then, unknown, hidden)
    if (old := _text(before)) != (new := _text(then)):
        yield path, f"{_short(old) if old else ''}{_THEN}{_short(new) if new else ''}"


def _kept_back(path: str, before: Any, after: Any) -> Iterator[tuple[str, str]]:
    """That values change, by their names where they have some."""
    before, after = _emptied(before), _emptied(after)
    if before == after:
        return
    if isinstance(before, dict | list | None) and isinstance(after, dict | list | None):
        old, new = _mapping(before), _mapping(after)
        for key in {*old, *new}:
            yield from _kept_back(f"{path}.{key}", old.get(key), new.get(key))
    else:
        yield path, f"{_HIDDEN if before is not None else ''}{_THEN}{_HIDDEN if after is not None else ''}"


def _mapping(value: Any) -> Mapping[Any, Any]:
    if isinstance(value, dict):
        return value
    return dict(enumerate(value)) if isinstance(value, list) else {}


@lru_cache(maxsize=10_000)
def is_called_secret(attribute: str) -> bool:
    """Whether an attribute is known to carry secrets by its name."""
    return bool(_SECRET.fullmatch(attribute))


def _is_switch(*values: Any) -> bool:
    """Whether values are true or false: `manage_master_user_password` is no password, and has to be reviewed."""
    return all(isinstance(each, bool | None) for each in values) and any(each is not None for each in values)


def _below(marks: Any, key: Any) -> Any:
    return True if marks is True else _mapping(marks).get(key)


def _holds(marks: Any) -> bool:
    """Whether marks of what is unknown or sensitive say so of anything."""
    if marks and isinstance(marks, dict | list):
        return any(_holds(each) for each in (marks.values() if isinstance(marks, dict) else marks))
    return marks is True


def _emptied(value: Any) -> Any:
    """A value without nulls and empty collections; None if nothing is left."""
    if isinstance(value, dict):
        kept = {key: left for key, each in value.items() if (left := _emptied(each)) is not None}
        return kept or None
    if isinstance(value, list):
        # a null among others keeps its place
        kept_list = [_emptied(each) for each in value]
        return kept_list if any(each is not None for each in kept_list) else None
    return value


def _text(value: Any) -> str:
    """A value that holds no others; nothing for one that does."""
    if isinstance(value, str):
        return f'"{value}'
    return "" if value is None or isinstance(value, dict | list) else _compact(value)


def _digest(value: Any) -> str:
    return _short(_compact(value))


def _short(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
