"""The domain leads every client to its nearest region, also while that region is lost, and after."""

from __future__ import annotations

import time

from tfgen.emulator.dns.distance import CLIENTS
from tfgen.rehearse.client import ask
from tfgen.rehearse.codes import NOT_CAUGHT_UP, NOT_HEALED, NOT_SURVIVED, WRONG_REGION
from tfgen.rehearse.domain import is_known, of_domain, unhealthy, wrong
from tfgen.rehearse.evidence import reached_an_api, reason
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.requests import made_up
from tfgen.rehearse.step import Failed, NotApplicable, Outcome, Passed, Step
from tfgen.rehearse.steps import rights
from tfgen.rehearse.traffic import Traffic
from tfgen.rehearse.trying import asked_alone, tried, used
from tfgen.rehearse.waiting import wait_until
from tfgen.stack.kinds.function import routes
from tfgen.stack.mapping import MAPPING

_STAND_IN = "a stand-in took the domain's place: its owner's rehearsal shows its health checks"
_NO_DOMAIN = "no domain leads clients to a region"
_PATIENCE_SECONDS = 20


def _nearest(rehearsal: Rehearsal) -> Outcome:
    if rehearsal.is_at_the_edge:
        return _at_the_edge(rehearsal)
    if not rehearsal.is_routed:
        return _nearest_shared(rehearsal)
    told = []
    for client in dict.fromkeys((*CLIENTS, *rehearsal.serving)):
        wanted = rehearsal.nearest_to(client)
        answer = rehearsal.ask_domain(client)
        if not answer.is_good or answer.region != wanted:
            place = CLIENTS.get(client, "where the stack is")
            expected = f"a client near {client} ({place}) is answered by {wanted}, its nearest region"
            return Failed(expected, answer.words(), of_domain(rehearsal, wanted))
        if client in CLIENTS:
            told.append(f"{CLIENTS[client]} {wanted} ({rehearsal.distance(client, wanted):.0f} ms)")
    return Passed((", ".join(told),))


def _at_the_edge(rehearsal: Rehearsal) -> Outcome:
    """Under an edge-optimised domain, every client is led to the one region, whose answer is the function's."""
    domain, home = rehearsal.stack.domain, rehearsal.stack.home.name
    path, method, _ = made_up(routes(rehearsal.stack)[0])
    for client in CLIENTS:
        answer = ask(rehearsal.emulator.front_door, domain, path, method, client=client)
        is_there = reached_an_api(rehearsal, domain) and 0 < answer.status < 500
        if not is_there or answer.region != home:
            expected = f"a client near {client} is answered by {home} under {domain}, through an edge"
            return Failed(expected, answer.words(), reason(rehearsal, domain))
    return Passed((f"{method} {path} under {domain}, from {len(CLIENTS)} continents: {home}",))


def _nearest_shared(rehearsal: Rehearsal) -> Outcome:
    """Under a domain that is made elsewhere, every client is answered by the nearest region too."""
    if not rehearsal.stack.all(MAPPING):
        return NotApplicable(_NO_DOMAIN)
    domain = rehearsal.stack.the(MAPPING)
    path, method, _ = made_up(routes(rehearsal.stack)[0])
    for client in dict.fromkeys((*CLIENTS, *rehearsal.serving)):
        wanted = rehearsal.nearest_to(client)
        answer = rehearsal.ask_shared(client, path, method)
        is_there = reached_an_api(rehearsal, domain.existing) and 0 < answer.status < 500
        if not is_there or answer.region != wanted:
            expected = f"a client near {client} is answered by {wanted} under {domain.address}"
            return Failed(expected, answer.words(), reason(rehearsal, domain.existing))
    return Passed((f"{method} {path} under {domain.address}, from {len(CLIENTS)} continents", _STAND_IN))


def _lost(rehearsal: Rehearsal) -> Outcome:
    if len(rehearsal.serving) < 2:
        return NotApplicable("one region serves: its loss is an outage")
    if not rehearsal.is_routed:
        return _lost_alone(rehearsal)
    failed = _unfit(rehearsal)
    if failed:
        return failed
    lost = rehearsal.lost = rehearsal.serving[0]
    others = [region for region in rehearsal.serving if region != lost]
    rehearsal.traffic = Traffic(lambda: rehearsal.ask_domain(lost))
    elsewhere = Traffic(lambda: rehearsal.ask_domain(others[0]))
    moment = time.monotonic()
    rehearsal.emulator.chaos.lose(lost)
    try:
        failed = _used_during_outage(rehearsal, others)
        if failed:
            return failed
        seconds = rehearsal.traffic.wait_until_steady(
            moment, lambda answer: answer.is_good and answer.region in others, _deadline(rehearsal)
        )
    finally:
        elsewhere.stop()
    if seconds is None:
        answer = rehearsal.ask_domain(lost)
        return Failed(
            f"clients near {lost}, which is lost, are answered by {' or '.join(others)}",
            f"after {_deadline(rehearsal):.0f} s still {answer.words()}",
            of_domain(rehearsal, lost),
        )
    others_sent = elsewhere.since(moment)
    disturbed = [sent for sent in others_sent if not sent.answer.is_good or sent.answer.region != others[0]]
    if disturbed:
        words = f"{len(disturbed)} of {len(others_sent)} requests: {disturbed[0].answer.words()}"
        return Failed(
            f"clients near {others[0]} notice nothing of the loss of {lost}",
            words,
            of_domain(rehearsal, others[0]),
        )
    return Passed(_survival(rehearsal, moment, seconds))


def _lost_alone(rehearsal: Rehearsal) -> Outcome:
    """A region is lost to which no domain leads: the others go on, and clients have to turn to them by themselves."""
    lost, *others = rehearsal.serving
    rehearsal.lost = lost
    rehearsal.emulator.chaos.lose(lost)
    failed = _used_during_outage(rehearsal, others) or asked_alone(rehearsal, others)
    if failed:
        return failed
    turned = f"; clients of {lost} had to turn to another URL: no domain leads them" if rehearsal.urls else ""
    if rehearsal.stack.all(MAPPING):
        turned = f"; the domain's owner leads clients of {lost} to them"
    return Passed((f"{lost} lost: {', '.join(others)} went on{turned}",))


def _unfit(rehearsal: Rehearsal) -> Failed | None:
    """What keeps Route 53 from leaving a region out, whichever is lost."""
    wait_until(lambda: is_known(rehearsal), _PATIENCE_SECONDS)
    for region in rehearsal.serving:
        diagnostics = (*wrong(rehearsal, region), *unhealthy(rehearsal, region))
        if diagnostics:
            expected = f"{region}'s record has a health check that asks the region's own name, and is healthy"
            return Failed(expected, diagnostics[0], of_domain(rehearsal, region))
    return None


def _survival(rehearsal: Rehearsal, moment: float, seconds: float) -> tuple[str, ...]:
    sent = rehearsal.traffic.since(moment) if rehearsal.traffic else []
    failures = sum(not each.answer.is_good for each in sent)
    health, ttl = rehearsal.routing.health, rehearsal.routing.ttl
    lost, speed = rehearsal.lost, rehearsal.emulator.options.speed
    by = sent[-1].answer.region
    return (
        f"{lost} lost: its clients were answered by {by} after {seconds:.1f} s, in which {failures} requests failed; "
        "clients elsewhere noticed nothing",
        f"at AWS's pace about {health.interval * health.failures} s ({health.failures} failed checks, one every "
        f"{health.interval} s; here {speed:g} times faster), and up to {ttl} s of DNS caches",
    )


def _used_during_outage(rehearsal: Rehearsal, regions: list[str]) -> Failed | None:
    for trial in used(rehearsal.stack):
        failed = trial.uses(rehearsal, regions) if trial.uses else None
        if failed:
            return failed
    return rights.still_held(rehearsal, regions)


def _healed(rehearsal: Rehearsal) -> Outcome:
    lost = rehearsal.lost
    if not lost:
        return NotApplicable("no region was lost")
    moment = time.monotonic()
    rehearsal.emulator.chaos.heal(lost)
    if not rehearsal.traffic:
        return asked_alone(rehearsal, [lost]) or Passed((f"{lost} healed: it does what it did before",))
    seconds = rehearsal.traffic.wait_until_steady(
        moment, lambda answer: answer.is_good and answer.region == lost, _deadline(rehearsal)
    )
    rehearsal.traffic.stop()
    if seconds is None:
        answer = rehearsal.ask_domain(lost)
        return Failed(
            f"clients near {lost} are answered by it again",
            f"after {_deadline(rehearsal):.0f} s still {answer.words()}",
            of_domain(rehearsal, lost),
        )
    return Passed((f"{lost} healed: its clients were answered by it again after {seconds:.1f} s",))


def _caught_up(rehearsal: Rehearsal) -> Outcome:
    if not rehearsal.lost:
        return NotApplicable("no region was lost")
    return tried(rehearsal, lambda trial: trial.catches_up)


def _deadline(rehearsal: Rehearsal) -> float:
    health = rehearsal.routing.health
    return 3 * health.interval * health.failures / rehearsal.emulator.options.speed + _PATIENCE_SECONDS


STEPS = (
    Step("nearest", "the domain answers from the nearest region", WRONG_REGION, _nearest),
    Step("lost", "the loss of a region is survived", NOT_SURVIVED, _lost),
    Step("healed", "traffic returns to a region that is healed", NOT_HEALED, _healed),
    Step("caught-up", "data written during the outage is everywhere", NOT_CAUGHT_UP, _caught_up),
)
