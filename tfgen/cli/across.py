"""What is found of a spec in each of its environments, told once."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, cast

from tfgen.cli.several import Checked
from tfgen.diagnostics import Diagnostic, Suppressed, in_order
from tfgen.suppress.baseline import Key, Places, can_be_known
from tfgen.suppress.judge import Judge


class Part(NamedTuple):
    """What the checks came to in one environment. Nothing judges a spec that cannot be read."""

    told: Sequence[Diagnostic]
    ignored: Sequence[Suppressed]
    sources: Mapping[str, str]
    rendered: Mapping[str, str] = MappingProxyType({})
    judge: Judge | None = None
    ran: frozenset[str] = frozenset()


def across(parts: Mapping[str, Part]) -> Checked:
    """The environments as one."""
    found = {name: [*part.told, *_of_the_judge(part)] for name, part in parts.items()}
    ignored = {_alike(each.diagnostic, parts): each for part in parts.values() for each in part.ignored}
    return Checked(
        in_order(once(found)),
        list(ignored.values()),
        _texts(part.sources for part in parts.values()),
        _texts(part.rendered for part in parts.values()),
    )


def _of_the_judge(part: Part) -> Iterator[Diagnostic]:
    if part.judge:
        yield from part.judge.problems
        yield from part.judge.leftovers(part.ran)


def once(found: Mapping[str, Sequence[Diagnostic]]) -> list[Diagnostic]:
    """Each diagnostic once, with the environments in which it holds where they are not all."""
    if len(found) == 1:
        return list(*found.values())
    groups: dict[Hashable, dict[str, Diagnostic]] = {}
    for environment, each in found.items():
        for diagnostic in each:
            groups.setdefault(_alike(diagnostic, found), {}).setdefault(environment, diagnostic)
    return [_of(next(iter(group.values())), tuple(group), len(found)) for group in groups.values()]


def to_know(parts: Iterable[Part]) -> Iterator[tuple[Diagnostic, Places]]:
    """What a baseline of all has to hold: of what is known by one key, as many as there are where there are most."""
    kept: Counter[Key] = Counter()
    for judge, told in ((part.judge, part.told) for part in parts):
        counted: Counter[Key] = Counter()
        for each in filter(can_be_known, told if judge else ()):
            places = cast("Judge", judge).places
            counted[key := places.key(each)] += 1
            if counted[key] > kept[key]:
                kept[key] += 1
                yield each, places


def _alike(diagnostic: Diagnostic, environments: Iterable[str]) -> Hashable:
    """What is the same of a diagnostic in all environments: messages may name one, as names in AWS do."""
    message = re.sub(rf"\b({'|'.join(environments) or '$^'})\b", "…", diagnostic.message)
    return diagnostic.rule, diagnostic.severity, diagnostic.span, diagnostic.address, message


def _of(diagnostic: Diagnostic, environments: tuple[str, ...], of: int) -> Diagnostic:
    if len(environments) == of:
        return diagnostic
    names = f"environment{'s' * (len(environments) > 1)} {', '.join(environments)}"
    return dataclasses.replace(
        diagnostic, message=f"{diagnostic.message} ({names})", environments=environments
    )


def _texts(texts: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Files by name, without those that differ by environment: a line of one is not to be quoted for another."""
    found: dict[str, str] = {}
    differing = set()
    for file, text in (pair for each in texts for pair in each.items()):
        if found.setdefault(file, text) != text:
            differing.add(file)
    return {file: text for file, text in found.items() if file not in differing}
