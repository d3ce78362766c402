"""The changes that are tried: every setting of the spec, from one value to another."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from tests.specs import ROOT, dump
from tfgen.spec.source import parse
from tfgen.stack.resolve import build

Data = dict[str, Any]

_CASES = ROOT / "tests/cases/changes.yaml"
OTHER = "us-east-1"
"""The region that is not home."""
THINGS = ("tables", "queues", "secrets", "parameters", "keys", "functions")
"""Kinds of which a spec has many things, so that one stack tries many changes."""
ALONE = ("api", "auth", "routing", "cdn", "encryption", "site", "modules", "the spec")


@dataclass(frozen=True)
class Change:
    """A setting, how it changes, and what the thing or the spec says before and after: None if it is not there."""

    section: str
    setting: str
    how: str
    before: Data | None
    after: Data | None
    note: str = ""
    """What the trial does not show."""

    @property
    def title(self) -> str:
        """What it is called in reports."""
        return f"{self.section}: {self.setting}: {self.how}"


@cache
def _cases() -> Data:
    found: Data = yaml.safe_load(_CASES.read_text("utf-8"))
    return found


def base() -> Data:
    """The spec over which all are tried that are of no thing."""
    found: Data = copy.deepcopy(_cases()["alone"])
    return found


@cache
def changes() -> tuple[Change, ...]:
    """All of them, in the order of the file."""
    return tuple(_changes())


def _changes() -> Iterator[Change]:
    for section in (*THINGS, *ALONE):
        for setting, ways in _cases()[section].items():
            for how, (before, after, *note) in ways.items():
                first = _over(section, before)
                yield Change(section, setting, how, first, _after(section, first, after), *note)


def _over(section: str, settings: Data | None) -> Data | None:
    if settings is None:
        return None
    base = _cases()["alone"] if section in ALONE else _cases()["base"][section]
    found: Data = merged(base, _own_key(settings))
    return found


def _own_key(settings: Data) -> Data:
    """A key of its own takes the place of the base's."""
    key = settings.get("key")
    return {**settings, "key": {"id": None, **key}} if isinstance(key, dict) else settings


def _after(section: str, first: Data | None, patch: Data | None) -> Data | None:
    if patch is None:
        return None
    if first is None:
        return _over(section, patch)
    found: Data = merged(first, _own_key(patch))
    return found


def merged(value: Any, patch: Any) -> Any:
    """A value with a JSON Merge Patch (RFC 7396)."""
    if not isinstance(patch, dict):
        return copy.deepcopy(patch)
    found = dict(value) if isinstance(value, dict) else {}
    for name, inner in patch.items():
        if inner is None:
            found.pop(name, None)
        else:
            found[name] = merged(found.get(name), inner)
    return found


def together(tried: list[tuple[str, Change]]) -> tuple[Data, Data]:
    """A spec that holds a thing for each change, by its name, before and after."""
    beside = _cases()["beside"].get(tried[0][1].section, {})
    first, second = merged(base(), beside), merged(base(), beside)
    for name, change in tried:
        for spec, settings in ((first, change.before), (second, change.after)):
            if settings is not None:
                _put(spec, change.section, name, settings)
    return first, second


def _put(spec: Data, section: str, name: str, settings: Data) -> None:
    thing = copy.deepcopy(settings)
    own = thing.pop("in_region", None)
    if isinstance(thing.get("name"), str):
        thing["name"] = f"{thing['name']}-{name}"
    if "value" in thing:  # no two keys have the same
        own_input = f"{thing['value']['input']}_{name}".replace("-", "_")
        thing["value"] = {"input": own_input}
        spec["inputs"][own_input] = {"sensitive": True}
    spec.setdefault(section, {})[name] = thing
    if own:
        spec["regions"][OTHER].setdefault(section, {})[name] = own


def pairs(section: str) -> Iterator[Change]:
    """Two changes of one thing at once, of settings that have nothing to do with one another."""
    singles = [change for change in changes() if change.section == section and change.before and change.after]
    for number, first in enumerate(singles):
        for second in singles[number + 1 :]:
            if _top(first) != _top(second):
                yield _pair(first, second)


def _top(change: Change) -> str:
    return change.setting.partition(".")[0]


def _pair(first: Change, second: Change) -> Change:
    """Both at once. Where both say a setting, the second one's word counts."""
    assert first.before and first.after and second.before and second.after
    touched = {
        name for name in {*second.before, *second.after} if second.before.get(name) != second.after.get(name)
    }
    before = {
        **second.before,
        **first.before,
        **{name: second.before[name] for name in touched & second.before.keys()},
    }
    after = {
        **second.after,
        **first.after,
        **{name: second.after[name] for name in touched & second.after.keys()},
    }
    for name in touched - second.after.keys():
        after.pop(name, None)
    for name in touched - second.before.keys():
        before.pop(name, None)
    setting, how = f"{first.setting} and {second.setting}", f"{first.how}; {second.how}"
    return Change(first.section, setting, how, before, after)


def valid(change: Change) -> bool:
    """Whether a spec may say both sides of it."""
    return all(_builds(spec) for spec in together([("thing", change)]))


def _builds(spec: Data) -> bool:
    source, _ = parse(dump(spec), "spec.yaml")
    return source is not None and build(source)[0] is not None
