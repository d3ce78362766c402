"""For programs."""

from __future__ import annotations

import json

from tfgen.gate.look import State
from tfgen.gate.report import Report
from tfgen.output.harmless import in_json


def render(report: Report) -> str:
    """The whole report. Times are in seconds."""
    content = {
        "version": 1,
        "service": report.stack.called,
        "verdict": report.verdict.value,
        "regions": [region.name for region in report.regions],
        "since": report.since,
        "rounds": report.rounds,
        "seconds": round(report.seconds, 3),
        "looks": [
            {
                "region": look.region,
                "check": look.check,
                "state": look.state.value,
                "says": look.says,
                "code": None if look.state is State.good else look.code.id,
                "holds_up": look.holds_up,
            }
            for look in report.looks
        ],
        "way_back": list(report.way_back()),
    }
    return in_json(json.dumps(content, indent=2)) + "\n"
