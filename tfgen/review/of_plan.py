"""A plan to what is reviewed of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tfgen.diagnostics import Diagnostic, Span
from tfgen.plan.change import Change, change_of, changes
from tfgen.plan.fingerprint import fingerprint
from tfgen.plan.masking import Shown, shown
from tfgen.plan.summary import Places
from tfgen.render.made import Origins
from tfgen.review.checks import checks
from tfgen.review.codes import DEFERRED, NOT_WHOLE, UNKNOWN_ACTION
from tfgen.review.document import Document
from tfgen.review.places import Providers
from tfgen.review.result import Item, State
from tfgen.review.words import listed, why
from tfgen.spec.source import Source
from tfgen.stack.kinds.function import written_at
from tfgen.stack.stack import Stack

_ACTIONS: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("no-op",): (),
    ("read",): (),
    ("create",): ("add",),
    ("update",): ("change",),
    ("delete",): ("destroy",),
    ("delete", "create"): ("replace",),
    ("create", "delete"): ("replace",),
    ("forget",): ("forget",),
    ("create", "forget"): ("add", "forget"),
}
"""What happens, by Terraform's actions. Source: https://developer.hashicorp.com/terraform/internals/json-format"""


class Spec:
    """The spec that plans are of: it knows where resources are, and what caused them."""

    def __init__(self, stack: Stack, source: Source) -> None:
        self.stack, self._source = stack, source
        self.place = Places(stack).of
        self._origins = Origins(stack)

    def about(self, address: str) -> tuple[Span | None, bool]:
        """The line that caused a resource, and whether it holds data."""
        made = self._origins.exactly(address)
        return (
            (self._source.span(written_at(made.path, self._source)), made.holds_data)
            if made
            else (None, False)
        )


def state_of(document: Document, spec: Spec | None = None) -> State:
    """What a plan does to its state."""
    place = spec.place if spec else Providers(document.plan).place
    items, kept = [], 0
    for told in document.plan.get("resource_changes") or ():
        if told["mode"] != "managed":
            continue
        change = None if _stays(told) else change_of(told)
        actions = actions_of(change) if change else ()
        if change and actions:
            items.append(_item(change, actions, place, spec))
        else:
            kept += 1
    plan = document.plan
    return State(
        document.name,
        tuple(items),
        kept,
        fingerprint(plan),
        tuple(_outputs(plan)),
        tuple(_invokes(plan)),
        tuple(_drifted(plan)),
        len(_deferred(plan)),
    )


def _stays(told: Mapping[str, Any]) -> bool:
    """Whether nothing happens to a resource: most of a large plan, so it is looked at before anything is made of it."""
    change = told["change"]
    return change["actions"] == ["no-op"] and not change.get("importing") and "previous_address" not in told


def actions_of(change: Change) -> tuple[str, ...]:
    """What happens to a resource; nothing if it stays as it is."""
    found = (*_ACTIONS.get(change.actions, ("unknown",)),)
    moved = ("move",) if change.previous and change.previous != change.address else ()
    return (*(("import",) if change.imports else ()), *moved, *found)


def _item(
    change: Change, actions: tuple[str, ...], place: Callable[[Change], str], spec: Spec | None
) -> Item:
    span, holds_data = spec.about(change.address) if spec else (None, False)
    differs = not {"change", "replace"}.isdisjoint(actions)
    attributes: tuple[Shown, ...] = tuple(shown(change)) if differs else ()
    if "replace" in actions:  # what is only known anew is no reason to look at it
        attributes = tuple(
            each for each in attributes if each.before != each.after and not _is_anew(each, change)
        )
    if any(each.name.startswith("tags.") for each in attributes):
        attributes = tuple(each for each in attributes if not each.name.startswith("tags_all."))
    return Item(
        change.address,
        change.type,
        place(change),
        actions,
        (*why(change.reason, change.causes), *_order(change)),
        attributes,
        change.previous,
        change.deposed,
        holds_data,
        span,
    )


def _is_anew(attribute: Shown, change: Change) -> bool:
    """Whether an attribute is not set and only gets another value with another resource, as an id does."""
    name = attribute.name.partition(".")[0]
    is_empty = not change.before.get(name) and change.after.get(name) is None
    return name not in change.causes and (name not in change.after or is_empty)


def _order(change: Change) -> tuple[str, ...]:
    """Which of the two is there first, where something takes another's place."""
    return ("it is made before the old one goes",) if change.actions == ("create", "delete") else ()


def _outputs(plan: Mapping[str, Any]) -> Iterator[str]:
    for name, change in sorted((plan.get("output_changes") or {}).items()):
        if change["actions"] != ["no-op"]:
            yield name


def _drifted(plan: Mapping[str, Any]) -> Iterator[str]:
    """What differs from the state. That a provider says null for empty is no difference."""
    for change in changes({"resource_changes": plan.get("resource_drift") or ()}):
        names = {*change.before, *change.after}
        if change.deletes or any(_bare(change.before.get(n)) != _bare(change.after.get(n)) for n in names):
            yield change.address


def _bare(value: Any) -> Any:
    return None if value in ("", [], {}) else value


def _deferred(plan: Mapping[str, Any]) -> list[Any]:
    told = plan.get("deferred_changes")
    return [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []


def _invokes(plan: Mapping[str, Any]) -> Iterator[str]:
    return (each["address"] for each in plan.get("action_invocations") or ())


def said_of(document: Document) -> Iterator[Diagnostic]:
    """What is to be said of a plan as a whole."""
    plan, where = document.plan, f" of {document.name}" if document.name else ""
    if plan.get("errored") is True:
        yield NOT_WHOLE(f"the plan{where} failed on the way, and holds only what was found before")
    yield from checks(plan)
    deferred = _deferred(plan)
    if deferred:
        reasons = listed(sorted({str(each.get("reason", "")) for each in deferred}), 4)
        message = (
            f"the plan{where} leaves {len(deferred)} changes for another one: {reasons.replace('_', ' ')}"
        )
        yield DEFERRED(message, hint="plan and review once more after the apply")
    for told in plan.get("resource_changes") or ():
        actions, address = tuple(told["change"]["actions"]), told["address"]
        if actions not in _ACTIONS and told["mode"] == "managed":
            words = listed([f"`{action}`" for action in actions], 4)
            message = f"the plan does {words} to {address}, which tfgen knows no meaning of"
            yield dataclasses.replace(UNKNOWN_ACTION(message), address=address)
