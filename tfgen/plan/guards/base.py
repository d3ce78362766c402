"""A plan against the base of its change: what the base branch got meanwhile, and what the change did not ask for."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from tfgen.diagnostics import Code, Diagnostic
from tfgen.plan.change import Change, changes
from tfgen.plan.guards.codes import BEHIND_BASE, UNEXPLAINED
from tfgen.render.made import made
from tfgen.render.main_tf import blocks
from tfgen.render.part import Made
from tfgen.spec.source import Path, Source
from tfgen.stack.kinds.function import written_at
from tfgen.stack.references import placed
from tfgen.stack.stack import Stack

_MOST_NAMED = 3


class Since:
    """The specs that a plan is held against. `tip` is that of the base branch as it is now, if that is another."""

    def __init__(self, base: Stack, head: Stack, tip: Stack | None = None) -> None:
        self.base, self.head, self.tip = _Side(base), _Side(head), _Side(tip) if tip else None

    def differs(self, path: Path) -> bool:
        """Whether the change may be why something that a path caused is another: by itself, or by another kind of thing.

        One thing has no influence on another of its kind; what is in no kind, as providers, has on all.
        """
        return any(each == path or each[:1] != path[:1] for each in self._differing)

    @cached_property
    def _differing(self) -> frozenset[Path]:
        return self.base.unlike(self.head)


class _Side:
    """A spec, as it is rendered."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack

    @cached_property
    def made(self) -> dict[str, Made]:
        """Every resource, by its address."""
        return {each.address: each for each in made(self.stack)}

    @cached_property
    def texts(self) -> dict[Path, str]:
        """What is rendered, and what it is rendered from, by what of the spec caused it."""
        found: dict[Path, str] = defaultdict(str)
        for block in blocks(self.stack, "spec.yaml"):
            found[(block.path or ())[:2]] += block.text
        for kind, things in self.stack.things.items():
            for name, thing in things.items():
                found[(kind, name) if name else (kind,)] += repr(thing)
        return found

    @cached_property
    def from_outside(self) -> frozenset[Path]:
        """What takes values that no spec says."""
        return frozenset(path[:2] for path, _ in placed(self.stack.things, ()))

    def unlike(self, other: _Side) -> frozenset[Path]:
        """The paths that cause something else in another."""
        paths = self.texts.keys() | other.texts.keys()
        return frozenset(path for path in paths if self.texts.get(path) != other.texts.get(path))


def review(plan: Mapping[str, Any], since: Since, source: Source) -> list[Diagnostic]:
    """What is to be said of a plan that is made against a state to which the base is applied."""
    changed = [each for each in changes(plan) if each.actions != ("no-op",) and not each.imports]
    found = [*_meanwhile(changed, since), *_unexplained(changed, since)]
    return [
        _diagnostic(code, path, message, address, hint, source)
        for code, path, message, address, hint in found
    ]


_Found = tuple[Code, Path, str, str, str]


def _meanwhile(changed: list[Change], since: Since) -> Iterator[_Found]:
    if since.tip is None:
        return
    new = since.tip.made.keys() - since.base.made.keys() - since.head.made.keys()
    goes = [each for each in changed if each.deletes and not each.replaces and each.address in new]
    for path, those in _by_path(goes, since.tip.made).items():
        message = f"the plan deletes {_told(those)} of `{_at(path)}`, which the base branch got after this change was begun"
        yield BEHIND_BASE, path, message, those[0].address, _REBASE


_REBASE = "merge or rebase the base branch into this one, and plan again"


def _unexplained(changed: list[Change], since: Since) -> Iterator[_Found]:
    both = {address: each for address, each in since.head.made.items() if address in since.base.made}
    code = {
        both[each.address].path[:2]
        for each in changed
        if each.type == "aws_lambda_function" and each.address in both and _has_other_code(each)
    }
    meanwhile = since.base.unlike(since.tip) if since.tip else frozenset()
    left = [each for each in changed if each.address in both and not _is_open(each, both, since, code)]
    if left and sum(each.is_new for each in left) == len(both):
        return  # nothing stands yet: the base was never applied
    for path, those in _by_path(left, both).items():
        if path in meanwhile:
            message = f"the plan takes back what the base branch got of `{_at(path)}` after this change was begun: {_told(those)}"
            yield BEHIND_BASE, path, message, those[0].address, _REBASE
        else:
            message = f"no line of the change explains what the plan does to `{_at(path)}`: {_told(those)}"
            hint = (
                "see whether somebody changed it in AWS, an apply stopped halfway, or the base is not applied"
            )
            yield UNEXPLAINED, path, message, those[0].address, hint


def _is_open(change: Change, both: Mapping[str, Made], since: Since, code: Iterable[Path]) -> bool:
    """Whether the change may explain it."""
    path = both[change.address].path[:2]
    return path in code or path in since.head.from_outside or since.differs(path)


def _has_other_code(function: Change) -> bool:
    return function.is_unknown("source_code_hash") or function.differs("source_code_hash")


def _by_path(changed: Iterable[Change], made_: Mapping[str, Made]) -> dict[Path, list[Change]]:
    found: dict[Path, list[Change]] = defaultdict(list)
    for each in changed:
        found[made_[each.address].path[:2]].append(each)
    return dict(sorted(found.items(), key=str))


def _told(changed: list[Change]) -> str:
    named = [f"{each.address} ({' and '.join(each.actions)})" for each in changed[:_MOST_NAMED]]
    rest = len(changed) - len(named)
    return ", ".join(named) + (f" and {rest} more" if rest else "")


def _at(path: Path) -> str:
    return ".".join(map(str, path))


def _diagnostic(code: Code, path: Path, message: str, address: str, hint: str, source: Source) -> Diagnostic:
    told = code(message, source.span(written_at(path, source)), hint)
    return dataclasses.replace(told, address=address, place=_at(path))
