"""From the spec to a stack that stands, and that terraform finds as it should be."""

from __future__ import annotations

import dataclasses

from tfgen.rehearse.codes import NOT_APPLIED, NOT_SETTLED
from tfgen.rehearse.domain import unvalidated
from tfgen.rehearse.rehearsal import PLAN_FILE, Rehearsal
from tfgen.rehearse.step import Failed, Outcome, Passed, Step, refused
from tfgen.rehearse.trying import used
from tfgen.stack import provider
from tfgen.stack.provider import short


def _render(rehearsal: Rehearsal) -> Outcome:
    rehearsal.write(rehearsal.stack)
    for trial in used(rehearsal.stack):
        trial.prepares(rehearsal)
    return Passed()


def _init(rehearsal: Rehearsal) -> Outcome:
    failed = refused("terraform init succeeds", rehearsal.init())
    if failed:
        return dataclasses.replace(failed, evidence=(*_newer_provider(rehearsal), *failed.evidence))
    return Passed()


def _newer_provider(rehearsal: Rehearsal) -> tuple[str, ...]:
    """What needs another provider than a machine may have, which init does not say."""
    needed = {need.what: short(need.version) for need in provider.needs(rehearsal.stack)}
    return tuple(f"{what} needs the AWS provider {version} or newer" for what, version in needed.items())


def _plan(rehearsal: Rehearsal) -> Outcome:
    said = rehearsal.plan()
    return refused("terraform plan succeeds", said) or Passed((counted(said.counts),))


def _apply(rehearsal: Rehearsal) -> Outcome:
    failed = refused("terraform apply succeeds", rehearsal.apply(PLAN_FILE))
    if failed:
        return dataclasses.replace(failed, evidence=(*unvalidated(rehearsal), *failed.evidence))
    return Passed()


def _settled(rehearsal: Rehearsal) -> Outcome:
    said = rehearsal.plan()
    failed = refused("terraform plan succeeds", said)
    if failed:
        return failed
    if not said.changes:
        return Passed()
    differing = rehearsal.differing(PLAN_FILE)
    changes = tuple(
        f"{action} {address}: {', '.join(differing.get(address, ())) or 'no attribute'}"
        for address, action in sorted(said.changes.items())
    )
    return Failed("nothing is left to change", counted(said.counts), changes, min(said.changes))


def counted(counts: dict[str, int]) -> str:
    """Actions and how many resources take them: "114 to create"."""
    return ", ".join(f"{number} to {action}" for action, number in sorted(counts.items())) or "no changes"


STEPS = (
    Step("render", "the spec renders", NOT_APPLIED, _render),
    Step("init", "terraform init", NOT_APPLIED, _init),
    Step("plan", "terraform plan", NOT_APPLIED, _plan),
    Step("apply", "terraform apply", NOT_APPLIED, _apply),
    Step("settled", "a second plan is empty", NOT_SETTLED, _settled),
)
