"""How far an apply came, from what terraform tells of it while it runs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tfgen.plan.change import Change

_MOST_WORDS = 1000


class Fate(StrEnum):
    """What became of a change."""

    APPLIED = "applied"
    FAILED = "failed"
    BEGUN = "begun"
    """Nobody knows: the apply ended meanwhile."""
    NOT_STARTED = "not started"


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of the change of a resource."""

    address: str
    place: str
    """Its region, or `global`."""
    fate: Fate
    why: str = ""
    """Terraform's words, of what failed."""


@dataclass(frozen=True, slots=True)
class Error:
    """What terraform complained of."""

    address: str
    words: str


class Told:
    """What the lines of `terraform apply -json` tell.

    Source: https://developer.hashicorp.com/terraform/internals/machine-readable-ui
    """

    def __init__(self) -> None:
        self.began: set[str] = set()
        self.done: dict[str, set[str]] = {}
        """By address, the actions that are through."""
        self.failed: set[str] = set()
        self.errors: list[Error] = []

    def hear(self, line: str) -> None:
        """One more line; what is none of terraform's is passed over."""
        event = _json(line)
        kind = event.get("type")
        hook = _mapping(event.get("hook"))
        address = str(_mapping(hook.get("resource")).get("addr", ""))
        if kind == "apply_start":
            self.began.add(address)
        elif kind == "apply_complete":
            self.done.setdefault(address, set()).add(str(hook.get("action")))
        elif kind == "apply_errored":
            self.failed.add(address)
        elif kind == "diagnostic":
            self._complaint(_mapping(event.get("diagnostic")))

    def _complaint(self, told: Mapping[str, Any]) -> None:
        if told.get("severity") == "error":
            parts = (str(told.get(each) or "") for each in ("summary", "detail"))
            words = ": ".join(" ".join(part.split()) for part in parts if part.strip())
            self.errors.append(Error(str(told.get("address") or ""), words))

    def hush(self, quiet: Callable[[str], str]) -> None:
        """Takes out of terraform's words what nobody shall read."""
        self.errors = [Error(each.address, quiet(each.words)[:_MOST_WORDS]) for each in self.errors]

    def fates(
        self, changes: Iterable[Change], places: Mapping[str, str], is_applied: bool
    ) -> Iterator[Ended]:
        """What became of each change, by the places of their addresses. All are applied where terraform says so."""
        why = {error.address: error.words for error in reversed(self.errors)}
        for change in changes:
            fate = Fate.APPLIED if is_applied else self._fate(change)
            failed = fate is Fate.FAILED
            yield Ended(
                change.address, places[change.address], fate, why.get(change.address, "") if failed else ""
            )

    def _fate(self, change: Change) -> Fate:
        if change.address in self.failed:
            return Fate.FAILED
        if self.done.get(change.address, set()) >= set(change.actions) - {"no-op", "forget"}:
            return Fate.APPLIED if change.address in self.done else Fate.NOT_STARTED
        if change.address in self.began:
            return Fate.BEGUN
        return Fate.NOT_STARTED


def _json(line: str) -> Mapping[str, Any]:
    try:
        return _mapping(json.loads(line))
    except (ValueError, RecursionError):
        return {}


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
