"""The plans of several roots: which are made, and all of them seen as one."""

from __future__ import annotations

import dataclasses
import posixpath
from collections.abc import Iterable, Mapping
from typing import Any

from tfgen.diagnostics import Diagnostic
from tfgen.frozen import frozen
from tfgen.plan.run import Planned
from tfgen.stack.root import Root, roots
from tfgen.stack.stack import Stack

_AS_KNOWN = ("-refresh=false",)


@frozen
class Choice:
    """What is planned of a stack, by root."""

    options: Mapping[str, tuple[str, ...]]
    """Options of `terraform plan`, by the names of roots in the order of their applies."""
    left_out: Mapping[str, str]
    """Why others are not planned."""


def choice(stack: Stack, named: Iterable[str] = (), lost: Iterable[str] = ()) -> Choice:
    """The roots to plan: those that are named, or all, but for those of regions that are lost.

    What a region keeps is copied from and to others, which a plan would ask: while one is lost, it takes what the
    state knows.
    """
    wanted, gone = set(named), set(lost)
    options, left_out = {}, {}
    for root in roots(stack):
        if wanted and root.name not in wanted:
            continue
        if root.name and root.provider_region in gone:
            left_out[root.name] = f"{root.provider_region} is lost"
        else:
            options[root.name] = _AS_KNOWN if gone and root.is_data else ()
    return Choice(options, left_out)


def root_of(stack: Stack, name: str) -> Root:
    """The root of a name."""
    return next(root for root in roots(stack) if root.name == name)


def together(plans: Mapping[str, Planned]) -> Planned:
    """The plans of several states as one of which the changes are counted."""
    if list(plans) == [""]:
        return plans[""]
    changed = [each for plan in plans.values() for each in plan.json.get("resource_changes", ())]
    drifted = [each for plan in plans.values() for each in plan.json.get("resource_drift", ())]
    first: dict[str, Any] = next((plan.json for plan in plans.values()), {})
    return Planned(None, {**first, "resource_changes": changed, "resource_drift": drifted})


def in_root(diagnostic: Diagnostic, root: str) -> Diagnostic:
    """What is told of a file as a root sees it, in the folder of all."""
    span = diagnostic.span
    if span is None or not root:
        return diagnostic
    return dataclasses.replace(
        diagnostic, span=span._replace(file=posixpath.normpath(posixpath.join(root, span.file)))
    )
