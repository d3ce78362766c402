"""A spec against the one of a base: what the two say, and what Terraform would do where the base stands."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tfgen.cli.console import progress
from tfgen.cli.ending import wrong_use
from tfgen.cli.given import tried_stand_ins
from tfgen.cli.reading import read_spec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tfgen.cli.revision import Base
    from tfgen.cost.prices import Prices
    from tfgen.cost.usage.usage import Usage
    from tfgen.diagnostics import Diagnostic
    from tfgen.review.base.planned import Side
    from tfgen.review.document import Document
    from tfgen.review.result import Review
    from tfgen.stack.loaded import Readable


class Asked(NamedTuple):
    """What of a base a review is asked for."""

    revision: str
    usage: Path | None


class Compared(NamedTuple):
    """A review against a base, the spec that it is of if there is one, and the texts that it quotes."""

    review: Review
    loaded: Readable | None
    sources: dict[str, str]


def against(spec: str, env: str | None, asked: Asked, plans: Sequence[Document]) -> Compared:
    """The review of plans, or, if there are none, of one that is made without an account."""
    from tfgen.cli.revision import base_of
    from tfgen.process import temporary_folder
    from tfgen.stack.loaded import Readable

    if spec == "-":
        wrong_use("--base needs a spec that is a file")
    with temporary_folder() as folder:
        base = base_of(Path(spec), asked.revision, env, folder if not plans else None)
        then = base.loaded if isinstance(base.loaded, Readable) else None
        if then and not Path(spec).exists():
            return _removed(spec, env, asked, base, then)
        head = read_spec(spec, env)
        if not isinstance(head, Readable):
            from tfgen.cli.ending import stop

            stop(head.diagnostics, head.sources)
        return _compared(head, base, then, asked, plans)


def _removed(spec: str, env: str | None, asked: Asked, base: Base, then: Readable) -> Compared:
    from tfgen.review.base.codes import SPEC_REMOVED
    from tfgen.review.base.differences import cost_difference
    from tfgen.review.result import Review

    told = SPEC_REMOVED(f"{spec} is gone: what `{then.stack.service}` made stands on, and nothing deletes it")
    costs = cost_difference(then.stack, None, *_prices(asked, then, None))
    review = Review(
        (),
        (told,),
        title=then.stack.service,
        path=spec,
        environment=env or "",
        base=base.commit,
        cost=(costs,) if costs else (),
    )
    return Compared(review, None, then.sources)


def _compared(
    head: Readable, base: Base, then: Readable | None, asked: Asked, plans: Sequence[Document]
) -> Compared:
    from tfgen.check.since import environments
    from tfgen.check.since.guards import compare
    from tfgen.review.base.differences import cost_difference, latency_difference
    from tfgen.review.base.sides import as_one
    from tfgen.review.making import of_plans
    from tfgen.review.result import without_fingerprints

    found = [*base.told]
    costs = latency = None
    if then:
        found += environments.gone(then.source, head.source)
        found += compare(then.stack, head.stack, head.source)
        found += _held_against(plans, head, then, base, asked)
        latency = latency_difference(then.stack, head.stack)
    if then or _is_new(base):
        costs = cost_difference(then.stack if then else None, head.stack, *_prices(asked, head, then))
    made, kept_from = (list(plans), []) if plans else _planned(head, base, then)
    review = of_plans(made, head if plans else as_one(head), head.name)
    if not plans:  # it is of values that only an emulated account has: no other plan is held against it
        review = without_fingerprints(review)
    review = dataclasses.replace(
        review,
        findings=tuple(dict.fromkeys((*found, *kept_from, *review.findings))),
        base=base.commit,
        cost=(costs,) if costs else (),
        latency=(latency,) if latency else (),
        notes=(*review.notes, *([] if plans else _notes(base, head, then, made))),
    )
    return Compared(review, head, {**head.sources, **(base.loaded.sources if base.loaded else {})})


def _held_against(
    plans: Sequence[Document], head: Readable, then: Readable, base: Base, asked: Asked
) -> list[Diagnostic]:
    """What plans of an account do that the change did not ask for, or that the base branch got meanwhile."""
    from tfgen.cli.revision import commit_of, spec_at
    from tfgen.plan.guards.base import Since, review
    from tfgen.stack.loaded import Readable

    if not plans:
        return []
    file, environment = Path(head.name), head.stack.environment or None
    is_behind = commit_of(file, asked.revision) != base.commit
    now = spec_at(file, asked.revision, environment) if is_behind else None
    since = Since(then.stack, head.stack, now.stack if isinstance(now, Readable) else None)
    return [each for document in plans for each in review(document.plan, since, head.source)]


def _is_new(base: Base) -> bool:
    from tfgen.check.since.revision import NOT_AT_BASE

    return base.loaded is None and [each.code for each in base.told] == [NOT_AT_BASE.id]


def _notes(base: Base, head: Readable, then: Readable | None, made: Sequence[Document]) -> list[str]:
    if not made:
        return []
    stood = f"on which the base ({base.commit[:12]}) stands" if then else "on which nothing stands"
    told = [
        f"planned without an account, on an emulated AWS {stood}: what the real state holds besides is not seen"
    ]
    if head.stack.is_apart:
        told.append(
            "planned as if everything were in one state: addresses have no root, and no state waits for another"
        )
    if then and then.stack.is_apart != head.stack.is_apart:
        told.append(
            "the states are laid out in another way than at the base, which is not planned: docs/states.md moves them"
        )
    return told


def _prices(asked: Asked, loaded: Readable, other: Readable | None) -> tuple[Usage, Prices]:
    """How much is used, and what it costs."""
    from tfgen.cli.cost import prices_of, usage_of

    return usage_of(asked.usage, loaded.stack, other.stack if other else None), prices_of(None)


def _planned(head: Readable, base: Base, then: Readable | None) -> tuple[list[Document], list[Diagnostic]]:
    """The plan of a head on its base, or what kept it from being made."""
    from tfgen.check import tools
    from tfgen.disk import tree_root
    from tfgen.emulator import server
    from tfgen.review.base.codes import NOT_PLANNED_HERE
    from tfgen.review.document import Document

    if then is None and not _is_new(base):
        return [], []
    binary = tools.find_terraform()
    if binary is None:
        return [], [
            NOT_PLANNED_HERE("terraform is not there: what the change does to each resource is not told")
        ]
    if not server.is_installed():
        hint = 'pip install "tfgen-aws[emulator]"'
        return [], [
            NOT_PLANNED_HERE("the emulated AWS is not installed, on which changes are planned", hint=hint)
        ]
    from tfgen.plan.lacking import not_there
    from tfgen.plan.refusals import refusal
    from tfgen.review.base.planned import planned_on

    progress("packaging")
    sides = [_side(each, is_base) for each, is_base in ((then, True), (head, False)) if each]
    wrong = [found for side in sides if isinstance(side, list) for found in side]
    if wrong:
        return [], wrong
    *stood, planned = [side for side in sides if not isinstance(side, list)]

    def explain(words: str) -> list[Diagnostic]:
        found = refusal(words, head.stack, head.source)
        return [found] if found else not_there(words, head.stack, head.source)

    plan = planned_on(
        stood[0] if stood else None, planned, binary, tree_root(head.project), progress, explain
    )
    return ([], plan) if isinstance(plan, list) else ([Document("", plan)], [])


def _side(loaded: Readable, is_base: bool) -> Side | list[Diagnostic]:
    """What is planned of a spec, or what lacks for that."""
    from tfgen.diagnostics import has_errors
    from tfgen.review.base.codes import BASE_LACKS
    from tfgen.review.base.sides import side

    given, inputs, lacking, _ = tried_stand_ins(loaded)
    made, found = side(loaded, given, inputs)
    wrong = [*lacking, *(found if has_errors(found) else [])]
    if wrong and is_base:
        return [BASE_LACKS(f"the base cannot be applied: {wrong[0].code}: {wrong[0].message}")]
    return wrong or made
