"""Reviews of several jobs and states as one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from tfgen.review.codes import MIXED
from tfgen.review.result import Review, State, over_all


def together(reviews: Sequence[Review]) -> Review:
    """One review that tells of all: where they are of several specs or environments, each state says of which."""
    if len(reviews) == 1:
        return reviews[0]
    several = len({_of(each) for each in reviews}) > 1
    heads = list(dict.fromkeys(each.head for each in reviews if each.head))
    findings = [finding for each in reviews for finding in each.findings]
    if len(heads) > 1:
        told = ", ".join(head[:12] for head in heads)
        findings.insert(
            0, MIXED(f"the reviews are of different commits: {told}", hint="run the older jobs again")
        )
    states = _states(reviews, several)
    return Review(
        states,
        tuple(dict.fromkeys(findings)),
        sum(each.ignored for each in reviews),
        _common(each.title for each in reviews),
        _common(each.path for each in reviews),
        _common(each.environment for each in reviews),
        heads[0] if len(heads) == 1 else "",
        _common(each.base for each in reviews),
        fingerprint="" if several else over_all(states),
        regions=tuple(dict.fromkeys(region for each in reviews for region in each.regions)),
        cost=tuple(
            dataclasses.replace(cost, of=cost.of or _of(each)) if several else cost
            for each in reviews
            for cost in each.cost
        ),
        latency=tuple(
            dataclasses.replace(latency, of=latency.of or _of(each)) if several else latency
            for each in reviews
            for latency in each.latency
        ),
        notes=tuple(dict.fromkeys(note for each in reviews for note in each.notes)),
        halfway=tuple(
            dataclasses.replace(halfway, of=f"{_of(each)} {halfway.of}".strip()) if several else halfway
            for each in reviews
            for halfway in each.halfway
        ),
    )


def _states(reviews: Sequence[Review], several: bool) -> tuple[State, ...]:
    """Of a state that was planned twice, as on the emulated AWS and for an account, the later plan counts."""
    found: dict[object, State] = {}
    for number, each in enumerate(reviews):
        for state in each.states:
            key = (_of(each), state.name) if each.path else (number, state.name)
            found[key] = _named(state, each, several)
    return tuple(found.values())


def _named(state: State, review: Review, several: bool) -> State:
    return dataclasses.replace(state, name=f"{_of(review)} {state.name}".strip()) if several else state


def _of(review: Review) -> str:
    return " ".join(filter(None, (review.path or review.title, review.environment)))


def _common(texts: Iterable[str]) -> str:
    """What all say; empty if they differ."""
    found = set(texts)
    return found.pop() if len(found) == 1 else ""
