"""For programs."""

from __future__ import annotations

import json
from typing import Any

from tfgen.drift.found import Drifted
from tfgen.drift.report import Report, code_of
from tfgen.output.harmless import in_json


def render(report: Report) -> str:
    """Everything that is told."""
    content = {
        "version": 1,
        "title": report.title,
        "environment": report.environment,
        "has_drift": bool(report.told),
        "is_partial": report.is_partial,
        "other_changes": report.planned,
        "groups": [
            {
                "code": code_of(group),
                "says": group.says(),
                "type": group.first.type,
                "attribute": group.first.attribute or None,
                "regions": list(group.regions),
                "next_apply": [fate.value for fate in group.fates],
                "resources": [_drifted(each) for each in group.drifted],
            }
            for group in report.groups
        ],
        "ignored": [{**_drifted(each), "reason": reason} for each, reason in report.ignored],
        "left_out": report.quiet,
        "states": [
            {
                "name": state.name,
                "is_compared": state.found is not None,
                "lost_regions": list(state.lost),
                "problem": state.problem.message if state.problem else None,
            }
            for state in report.states
        ],
    }
    return in_json(json.dumps(content, indent=2)) + "\n"


def _drifted(each: Drifted) -> dict[str, Any]:
    return {
        "address": each.address,
        "region": each.region or None,
        "before": each.before or None,
        "after": each.after or None,
    }
