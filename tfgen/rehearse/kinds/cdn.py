"""The CDN: what is named is kept at each edge for itself, and nothing else is kept anywhere."""

from __future__ import annotations

from tfgen.emulator.dns.distance import CLIENTS
from tfgen.rehearse.client import Answer
from tfgen.rehearse.domain import of_domain
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.requests import made_up
from tfgen.rehearse.step import Failed, NotApplicable, Outcome, Passed
from tfgen.rehearse.trial import Trial
from tfgen.stack.kinds.cdn import ALL, CDN, CachedRoute, leads_to_edge

_NEAR, *_, _FAR = CLIENTS
"""Clients of different edges."""


def _answers(rehearsal: Rehearsal) -> Outcome:
    """A cached route is a hit the second time at the same edge alone; the health route never is one."""
    if not leads_to_edge(rehearsal.stack):
        return NotApplicable("no client is led to the edge yet")
    told = []
    for route, cached in rehearsal.stack.the(CDN).cache.items():
        failed = _kept(rehearsal, route, cached)
        if isinstance(failed, Failed):
            return failed
        told.append(failed)
    path = rehearsal.routing.health.path
    for _ in range(2):
        answer = rehearsal.ask_domain(_NEAR)
        if answer.is_hit:
            return _failed(rehearsal, f"{path}, which is not named, is never kept", answer)
    return Passed((*told, f"{path} is not kept"))


def _kept(rehearsal: Rehearsal, route: str, cached: CachedRoute) -> Failed | str:
    path = made_up(route).path
    if cached.query == ALL:
        path += "?asked-by=rehearsal"  # nobody else asked for it before
    first = rehearsal.ask_domain(_NEAR, path)
    if first.status != 200:
        return f"{route} answered {first.status} to made-up values, which is not kept"
    second = rehearsal.ask_domain(_NEAR, path)
    if not second.is_hit:
        return _failed(rehearsal, f"{route} is a hit the second time", second)
    far = rehearsal.ask_domain(_FAR, path)
    if far.is_hit and cached.query == ALL:
        return _failed(rehearsal, f"{route} is a miss at another edge", far)
    return f"{route} is a hit at the same edge, and a miss at another"


def _failed(rehearsal: Rehearsal, expected: str, answer: Answer) -> Failed:
    found = f"{answer.words()} (X-Cache: {answer.cache or 'none'})"
    return Failed(expected, found, of_domain(rehearsal, rehearsal.nearest_to(_NEAR)))


TRIAL = Trial(kind=CDN, answers=_answers)
