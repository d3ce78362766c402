"""A region comes, a region goes, and at last everything does."""

from __future__ import annotations

import dataclasses

from tfgen.emulator.cloudfront.distributions import disable
from tfgen.emulator.leftovers import resources
from tfgen.rehearse.codes import NOT_GONE, NOT_GROWN
from tfgen.rehearse.domain import of_domain
from tfgen.rehearse.evidence import health_function, of_request
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.step import Failed, NotApplicable, Outcome, Passed, Step, refused
from tfgen.rehearse.steps.regions import read_urls
from tfgen.rehearse.steps.terraform import counted
from tfgen.rehearse.touched import beyond_protection, beyond_region
from tfgen.rehearse.trying import asked_alone, tried, used
from tfgen.stack.kinds.api import is_edge
from tfgen.stack.variations import spare_region, unprotected, with_region, with_retiring

_AS_KNOWN = "-refresh=false"
"""The apply just before has read everything, and nobody else changes this account."""


def _added(rehearsal: Rehearsal) -> Outcome:
    if is_edge(rehearsal.stack):
        return NotApplicable("an edge endpoint is in one region alone")
    region = spare_region(rehearsal.stack)
    if region is None:
        return NotApplicable("every region that could be added is there")
    notes = [line for trial in used(rehearsal.stack) for line in trial.makes_room(rehearsal)]
    rehearsal.change_to(with_region(rehearsal.stack, region))
    failed = refused("terraform init succeeds", rehearsal.init())
    if failed:
        return failed
    rehearsal.added = region
    said = rehearsal.apply("-auto-approve")
    failed = refused(f"{region} is added", said) or beyond_region(
        said.changes, "create", region, rehearsal.stack
    )
    return failed or _use_added(rehearsal, region, (f"{region}: {counted(said.counts)}", *notes))


def _use_added(rehearsal: Rehearsal, region: str, details: tuple[str, ...]) -> Outcome:
    failed = read_urls(rehearsal)
    if failed:
        return failed
    failed = _routed_to(rehearsal, region) if rehearsal.is_routed else asked_alone(rehearsal, [region])
    if failed:
        return failed
    outcome = tried(rehearsal, lambda trial: trial.has_grown)
    match outcome:
        case Failed():
            return outcome
        case Passed(found):
            return Passed((*details, *found))
        case NotApplicable():
            return Passed(details)


def _routed_to(rehearsal: Rehearsal, region: str) -> Failed | None:
    """What keeps a new region from answering on its own name, and for those who are near."""
    path, function = rehearsal.routing.health.path, health_function(rehearsal)
    answer = rehearsal.ask_own_name(region, path)
    if not answer.is_good:
        return Failed(
            f"{region}, new, answers GET {path} on its own name",
            answer.words(),
            of_request(rehearsal, region, path, function),
            function=function,
        )
    answer = rehearsal.ask_domain(region)
    if not answer.is_good or answer.region != rehearsal.nearest_to(region):
        return Failed(
            f"clients near {region} are answered by it", answer.words(), of_domain(rehearsal, region)
        )
    return None


def _retired(rehearsal: Rehearsal) -> Outcome:
    region = rehearsal.added
    if not region:
        return NotApplicable("no region was added")
    grown = rehearsal.stack
    smaller = dataclasses.replace(grown, regions=tuple(each for each in grown.regions if each.name != region))
    rehearsal.change_to(with_retiring(smaller, region))
    said = rehearsal.apply("-auto-approve", _AS_KNOWN)
    failed = refused(f"{region} retires: step 1, all but its provider goes", said) or beyond_region(
        said.changes, "delete", region, grown
    )
    if failed:
        return failed
    first = counted(said.counts)
    rehearsal.change_to(unprotected(smaller))
    said = rehearsal.apply("-auto-approve", _AS_KNOWN)
    failed = refused(f"{region} retires: step 2, its provider goes", said) or beyond_protection(
        said.changes, smaller
    )
    if failed:
        return failed
    answer = rehearsal.ask_domain(region) if rehearsal.is_routed else None
    if answer and not answer.is_good:
        return Failed(f"clients near {region} are answered by another region", answer.words())
    lifted = "; deletion protection is lifted, for what follows" if said.changes else ""
    return Passed((f"{region}, step 1: {first}", f"step 2: its provider goes{lifted}"))


def _destroyed(rehearsal: Rehearsal) -> Outcome:
    if not rehearsal.added:
        rehearsal.change_to(unprotected(rehearsal.stack))
        failed = refused("deletion protection is lifted", rehearsal.apply("-auto-approve", _AS_KNOWN))
        if failed:
            return failed
    disabled = "; its distributions were disabled before" if disable() else ""
    said = rehearsal.apply("-destroy", "-auto-approve", _AS_KNOWN)
    failed = refused("terraform destroy succeeds", said)
    if failed:
        return failed
    rehearsal.emulator.functions.forget()  # stand-ins run on, in sessions of their own
    left = resources() - rehearsal.before
    if left:
        return Failed("nothing is left", f"{len(left)} resources are", tuple(sorted(left)))
    return Passed((f"{counted(said.counts)}; the emulator holds nothing more than before{disabled}",))


STEPS = (
    Step("added", "a region is added", NOT_GROWN, _added),
    Step("retired", "it retires in two steps", NOT_GROWN, _retired),
    Step("destroyed", "destroy leaves nothing behind", NOT_GONE, _destroyed),
)
