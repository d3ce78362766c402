"""What holds something, and goes."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.diagnostics import Severity
from tfgen.plan.change import Change
from tfgen.plan.guards.codes import HELD_LOST
from tfgen.plan.guards.holding import LOST
from tfgen.plan.guards.plan import AnyPlan
from tfgen.plan.reviewed import Finding

_MEANT = frozenset({"delete_because_no_resource_config", "delete_because_no_module"})
"""Reasons for which Terraform deletes what nobody asks for any more, by a line that was taken out.

Source: https://developer.hashicorp.com/terraform/internals/json-format#change-representation
"""
_KEY_GONE = frozenset(
    {"delete_because_wrong_repetition", "delete_because_count_index", "delete_because_each_key"}
)


def guard(plan: AnyPlan) -> Iterator[Finding]:
    """Deletions and replacements. Of a spec's own modules, TFG430 tells them."""
    for change in plan.changes if not plan.is_own else ():
        if change.deletes and change.type in LOST:
            done = "replaces" if change.replaces else "deletes"
            what = "what a replacement left behind of " if change.deposed else ""
            message = f"the plan {done} {what}{change.address}{_why(change)}, with {LOST[change.type]}"
            severity = Severity.WARNING if _is_mild(change) else None
            hint = "copy it before; or keep the resource by a `moved` block, or by `removed` with `destroy = false`"
            yield Finding(HELD_LOST, message, change.address, hint=hint, severity=severity)


def _is_mild(change: Change) -> bool:
    """Whether it may be meant, or is lost in days anyway."""
    return LOST[change.type] in _PASSING or (change.reason in _MEANT and not change.replaces)


_PASSING = ("messages", "logs")


def _why(change: Change) -> str:
    if change.causes:
        return f", because {' and '.join(f'`{cause}`' for cause in change.causes)} cannot be changed"
    if change.reason == "replace_by_request":
        return ", because somebody asked for it (`-replace`)"
    if change.reason == "replace_because_tainted":
        return ", because it is tainted: its creation failed halfway"
    return ", because its key of `count` or `for_each` is gone" if change.reason in _KEY_GONE else ""
