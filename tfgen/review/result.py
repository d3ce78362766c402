"""A review: what every format tells of."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from tfgen.diagnostics import Diagnostic, Span
from tfgen.frozen import frozen
from tfgen.plan.fingerprint import fingerprint_of_states
from tfgen.plan.masking import Shown

ACTIONS = ("import", "move", "add", "change", "replace", "destroy", "forget", "unknown")
"""What can happen to a resource, in the order of tables. One that is imported or moved may be changed as well."""
DANGEROUS = frozenset({"replace", "destroy", "forget", "unknown"})


@frozen
class Item:
    """A resource that a plan does something to."""

    address: str
    type: str
    place: str
    """A region, `global`, or `elsewhere` where nothing says it."""
    actions: tuple[str, ...]
    """Of ACTIONS, in their order."""
    why: tuple[str, ...] = ()
    """Why Terraform chose them, in words."""
    attributes: tuple[Shown, ...] = ()
    """What differs, of what is changed or replaced."""
    previous: str = ""
    """The address that it had."""
    deposed: str = ""
    """The key of the object that it is of, where a replacement left it behind."""
    holds_data: bool = False
    span: Span | None = None
    """What of the spec caused it."""

    @property
    def is_dangerous(self) -> bool:
        """Whether what is there goes, or leaves the state."""
        return not DANGEROUS.isdisjoint(self.actions)


@frozen
class State:
    """What is planned for one state."""

    name: str = ""
    """Of its root, such as `data-eu-west-1`; empty where there is one."""
    items: tuple[Item, ...] = ()
    kept: int = 0
    """How many resources stay as they are."""
    fingerprint: str = ""
    """Of its plan; empty where there is none."""
    outputs: tuple[str, ...] = ()
    """The outputs that get another value."""
    invokes: tuple[str, ...] = ()
    """The actions of providers that the apply invokes, as Terraform 1.14 has them."""
    drifted: tuple[str, ...] = ()
    """The addresses of what was changed or deleted by something else than Terraform."""
    deferred: int = 0
    """How many changes it leaves for another plan."""
    after: tuple[str, ...] = ()
    """The states that must be applied before this one can be planned."""

    @property
    def counts(self) -> dict[str, Counter[str]]:
        """How many resources each action takes, by place."""
        found: dict[str, Counter[str]] = {}
        for item in self.items:
            found.setdefault(item.place, Counter()).update(item.actions)
        return found


@frozen
class CostDifference:
    """What a month costs before and after, in US dollars."""

    before: Decimal | None
    """None where it is not known."""
    after: Decimal | None
    causes: tuple[tuple[str, Decimal], ...] = ()
    """What differs, the largest first."""
    notes: tuple[str, ...] = ()
    """What it rests on, and what of it is not known."""
    of: str = ""
    """The spec and environment, where there are several."""

    @property
    def difference(self) -> Decimal | None:
        """How much more it is; None where that is not known."""
        return None if self.before is None or self.after is None else self.after - self.before


@frozen
class LatencyDifference:
    """How long clients wait before and after, in milliseconds."""

    rows: tuple[tuple[str, float, float], ...]
    """Where clients are, and what they wait."""
    notes: tuple[str, ...] = ()
    of: str = ""


@frozen
class Halfway:
    """An apply, and how far it came."""

    line: str
    """The outcome in a line."""
    is_open: bool
    """Whether it did not come to its end."""
    rows: tuple[tuple[str, ...], ...]
    """Numbers of changes by place and fate; the first row says which fates."""
    ends: tuple[str, ...] = ()
    """What failed and why, and what was begun."""
    next: str = ""
    """How to go on."""
    of: str = ""
    """The state, where there are several."""


@frozen
class Review:
    """What is to be told of a change, over all its states."""

    states: tuple[State, ...]
    findings: tuple[Diagnostic, ...] = ()
    ignored: int = 0
    """How many findings are not told."""
    title: str = ""
    """Of the service."""
    path: str = ""
    """The spec, or what tells this review from others of the same pull request."""
    environment: str = ""
    head: str = ""
    """The commit that was reviewed."""
    base: str = ""
    """The commit that it was held against."""
    fingerprint: str = ""
    """Over all states."""
    regions: tuple[str, ...] = ()
    """In the order of the spec; those that it does not name follow."""
    cost: tuple[CostDifference, ...] = ()
    latency: tuple[LatencyDifference, ...] = ()
    notes: tuple[str, ...] = ()
    """What is to be known of how it came about."""
    halfway: tuple[Halfway, ...] = ()
    """What became of it, where it was applied."""

    @property
    def items(self) -> Iterator[Item]:
        """Every resource that something happens to."""
        return (item for state in self.states for item in state.items)

    @property
    def has_changes(self) -> bool:
        """Whether an apply would do anything, or another plan may: what is not decided yet counts."""
        return any(
            state.items or state.outputs or state.invokes or state.deferred or state.after
            for state in self.states
        )

    @property
    def counts(self) -> dict[str, Counter[str]]:
        """How many resources each action takes, by place: regions in their order, the rest before and after."""
        found: dict[str, Counter[str]] = {}
        for state in self.states:
            for place, counts in state.counts.items():
                found.setdefault(place, Counter()).update(counts)
        order = {name: number for number, name in enumerate(("global", *self.regions))}
        return {place: found[place] for place in sorted(found, key=lambda each: (order.get(each, 999), each))}


def without_fingerprints(review: Review) -> Review:
    """A review that tells of no plan that may be applied."""
    states = tuple(dataclasses.replace(each, fingerprint="") for each in review.states)
    return dataclasses.replace(review, fingerprint="", states=states)


def totals(counts: Iterable[Counter[str]]) -> Counter[str]:
    """How many resources each action takes, over all places."""
    found: Counter[str] = Counter()
    for each in counts:
        found.update(each)
    return found


def over_all(states: Iterable[State]) -> str:
    """The fingerprint of all states; empty where one of them has no plan."""
    found = {state.name: state.fingerprint for state in states}
    return fingerprint_of_states(found) if found and all(found.values()) else ""
