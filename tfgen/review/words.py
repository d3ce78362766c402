"""Terraform's reasons in words, and numbers of actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tfgen.review.result import ACTIONS

REASONS = {
    "replace_because_cannot_update": "",
    "replace_because_tainted": "it is tainted: an apply failed while it was made",
    "replace_by_request": "`-replace` asks for it",
    "replace_by_triggers": "`replace_triggered_by` names something that changes",
    "delete_because_no_resource_config": "the configuration has it no more",
    "delete_because_wrong_repetition": "it is made with another of `count`, `for_each` or neither",
    "delete_because_count_index": "`count` is smaller",
    "delete_because_each_key": "`for_each` has its key no more",
    "delete_because_no_module": "the configuration has its module no more",
    "delete_because_no_move_target": "`moved` leads to what is not in the configuration",
}
"""By `action_reason`. What cannot be updated, `replace_paths` says.
Source: https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
"""
_VERBS = {
    "unknown": "with an unknown action",
}


def why(reason: str, causes: Sequence[str]) -> tuple[str, ...]:
    """Why a resource is replaced or deleted, in words; nothing where Terraform says nothing."""
    told = [f"{listed(causes)} cannot be changed in place"] if causes else []
    said = REASONS.get(reason, reason.replace("_", " "))
    return tuple(filter(None, (*told, said)))


def counted(counts: Counter[str]) -> str:
    """`2 to add, 1 to destroy`; empty if there is nothing."""
    found = [f"{counts[each]} {_VERBS.get(each, f'to {each}')}" for each in ACTIONS if counts[each]]
    return ", ".join(found)


def listed(names: Iterable[str], most: int = 0) -> str:
    """`a, b and c`; with `most`, `a, b and 28 more`."""
    found = list(names)
    if most and len(found) > most + 1:
        return f"{', '.join(found[:most])} and {len(found) - most} more"
    return " and ".join(filter(None, (", ".join(found[:-1]), found[-1] if found else "")))
