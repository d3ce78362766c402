"""A region comes, a region goes, and at last everything does."""

from __future__ import annotations

import dataclasses

from tfgen.emulator.leftovers import resources
from tfgen.rehearse.codes import NOT_GONE, NOT_GROWN
from tfgen.rehearse.domain import of_domain
from tfgen.rehearse.evidence import of_health_path
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.step import Failed, NotApplicable, Outcome, Passed, Step, refused
from tfgen.rehearse.steps.regions import read_urls
from tfgen.rehearse.steps.replication import read_everywhere
from tfgen.rehearse.steps.terraform import counted
from tfgen.stack import names
from tfgen.stack.kinds.routing import ROUTING
from tfgen.stack.kinds.table import TABLE, V2017
from tfgen.stack.region import label
from tfgen.stack.stack import Stack
from tfgen.stack.variations import spare_region, unprotected, with_region, with_retiring

_AS_KNOWN = "-refresh=false"
"""The apply just before has read everything, and nobody else changes this account."""

_MAY_BE_UPDATED = ("aws_dynamodb_global_table.",)
"""A global table of version 2017.11.29 lists its regions."""


def _added(rehearsal: Rehearsal) -> Outcome:
    region = spare_region(rehearsal.stack)
    if region is None:
        return NotApplicable("every region that could be added is there")
    notes = _empty_legacy_tables(rehearsal)
    rehearsal.change_to(with_region(rehearsal.stack, region))
    failed = refused("terraform init succeeds", rehearsal.init())
    if failed:
        return failed
    rehearsal.added = region
    said = rehearsal.apply("-auto-approve")
    failed = refused(f"{region} is added", said) or _only(said.changes, "create", region)
    return failed or _use_added(rehearsal, region, (f"{region}: {counted(said.counts)}", *notes))


def _use_added(rehearsal: Rehearsal, region: str, details: tuple[str, ...]) -> Outcome:
    failed = read_urls(rehearsal)
    if failed:
        return failed
    path = rehearsal.stack.the(ROUTING).health.path
    answer = rehearsal.ask_own_name(region, path)
    if not answer.is_good:
        return Failed(
            f"{region}, new, answers GET {path} on its own name",
            answer.words(),
            of_health_path(rehearsal, region),
        )
    answer = rehearsal.ask_domain(region)
    if not answer.is_good or answer.region != rehearsal.nearest_to(region):
        return Failed(
            f"clients near {region} are answered by it", answer.words(), of_domain(rehearsal, region)
        )
    for name in rehearsal.stack.all(TABLE):
        for token in rehearsal.tokens:
            failed = read_everywhere(rehearsal, name, token, "from before the region was added", [])
            if failed:
                return failed
    old = (f"{len(rehearsal.tokens)} older items of each table are there",) if rehearsal.tokens else ()
    return Passed((*details, *old))


def _empty_legacy_tables(rehearsal: Rehearsal) -> tuple[str, ...]:
    """AWS adds no replica to a 2017.11.29 table that holds data: what the rehearsal wrote is deleted first.

    Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/globaltables_reqs_bestpractices.html
    """
    legacy = [name for name, table in rehearsal.stack.all(TABLE).items() if table.global_table == V2017]
    if not legacy:
        return ()
    for name in legacy:
        called = names.of(rehearsal.stack, TABLE, name)
        rehearsal.tables.clear(rehearsal.stack.home.name, called, rehearsal.stack.all(TABLE)[name])
    rehearsal.emulator.tables.wait_until_quiet(10)
    rehearsal.tokens.clear()
    return (f"{', '.join(legacy)} emptied first: AWS adds no replica to a 2017.11.29 table that holds data",)


def _retired(rehearsal: Rehearsal) -> Outcome:
    region = rehearsal.added
    if not region:
        return NotApplicable("no region was added")
    grown = rehearsal.stack
    smaller = dataclasses.replace(grown, regions=tuple(each for each in grown.regions if each.name != region))
    rehearsal.change_to(with_retiring(smaller, region))
    said = rehearsal.apply("-auto-approve", _AS_KNOWN)
    failed = refused(f"{region} retires: step 1, all but its provider goes", said) or _only(
        said.changes, "delete", region
    )
    if failed:
        return failed
    first = counted(said.counts)
    rehearsal.change_to(unprotected(smaller))
    said = rehearsal.apply("-auto-approve", _AS_KNOWN)
    failed = refused(f"{region} retires: step 2, its provider goes", said) or _untouched_but_tables(
        said.changes
    )
    if failed:
        return failed
    answer = rehearsal.ask_domain(region)
    if not answer.is_good:
        return Failed(f"clients near {region} are answered by another region", answer.words())
    return Passed((f"{region}, step 1: {first}", _second(smaller)))


def _second(stack: Stack) -> str:
    lifted = "; deletion protection is lifted, for what follows" if stack.all(TABLE) else ""
    return f"step 2: its provider goes{lifted}"


def _only(changes: dict[str, str], action: str, region: str) -> Failed | None:
    touched = {
        address: done
        for address, done in changes.items()
        if not (done == action and label(region) in address) and not address.startswith(_MAY_BE_UPDATED)
    }
    if not touched:
        return None
    lines = tuple(f"{done} {address}" for address, done in sorted(touched.items()))
    return Failed(
        f"nothing but resources of {region} is touched", f"{len(touched)} others were", lines, min(touched)
    )


def _untouched_but_tables(changes: dict[str, str]) -> Failed | None:
    touched = {
        address: done
        for address, done in changes.items()
        if done != "update" or not address.startswith("module.table_")
    }
    if not touched:
        return None
    lines = tuple(f"{done} {address}" for address, done in sorted(touched.items()))
    return Failed("nothing but the protection of tables changes", f"{len(touched)} others were", lines)


def _destroyed(rehearsal: Rehearsal) -> Outcome:
    if not rehearsal.added:
        rehearsal.change_to(unprotected(rehearsal.stack))
        failed = refused("deletion protection is lifted", rehearsal.apply("-auto-approve", _AS_KNOWN))
        if failed:
            return failed
    said = rehearsal.apply("-destroy", "-auto-approve", _AS_KNOWN)
    failed = refused("terraform destroy succeeds", said)
    if failed:
        return failed
    left = resources() - rehearsal.before
    if left:
        return Failed("nothing is left", f"{len(left)} resources are", tuple(sorted(left)))
    return Passed((f"{counted(said.counts)}; the emulator holds nothing more than before",))


STEPS = (
    Step("added", "a region is added", NOT_GROWN, _added),
    Step("retired", "it retires in two steps", NOT_GROWN, _retired),
    Step("destroyed", "destroy leaves nothing behind", NOT_GONE, _destroyed),
)
