"""What other programs say of a plan, without its secrets: Terraform and AWS quote the values that they complain of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tfgen.plan.fingerprint import is_called_secret
from tfgen.plan.masking import MASKED
from tfgen.stack.secret_forms import is_called_one, without_forms

_LEAST = 4
"""Characters of a value that is looked for: shorter ones stand in any sentence."""


def hushed(words: str, plan: Mapping[str, Any]) -> str:
    """Words without the values of a plan that are sensitive, or of attributes that carry secrets."""
    found = {each for each in _secrets(plan) if len(each) >= _LEAST and each in words}
    for each in sorted(found, key=len, reverse=True):
        words = words.replace(each, MASKED)
    return without_forms(words, MASKED)


def _secrets(plan: Mapping[str, Any]) -> Iterator[str]:
    for told in plan.get("resource_changes") or ():
        change = told["change"]
        for side in ("before", "after"):
            yield from _marked(change.get(side), change.get(f"{side}_sensitive"))
    root = (plan.get("configuration") or {}).get("root_module") or {}
    declared, given = root.get("variables") or {}, plan.get("variables") or {}
    for name in declared.keys() & given.keys():
        yield from _marked(given[name].get("value"), declared[name].get("sensitive"))


def _marked(value: Any, marks: Any, name: str = "", is_named: bool = False) -> Iterator[str]:
    """The texts in a value that are marked, or look like secrets where such are kept."""
    if isinstance(value, str):
        if marks is True or (is_named and (is_called_one(name, value) or is_called_one("TOKEN", value))):
            yield value
        return
    below = dict(_entries(marks))
    for key, each in _entries(value):
        called = key if isinstance(key, str) else name
        yield from _marked(
            each, marks is True or below.get(key), called, is_named or is_called_secret(called)
        )


def _entries(value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)
