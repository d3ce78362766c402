"""For programs."""

from __future__ import annotations

import json
from typing import Any

from tfgen.output.harmless import in_json
from tfgen.rehearse.report import Report
from tfgen.rehearse.step import Result


def render(report: Report) -> str:
    """The whole report. Times are in seconds."""
    content = {
        "version": 1,
        "service": report.service,
        "domain": report.domain,
        "regions": list(report.regions),
        "passed": report.passed,
        "steps": [_step(result) for result in report.results],
        "seconds": round(report.seconds, 3),
        "terraform_seconds": round(report.terraform_seconds, 3),
        "emulator_seconds": round(report.emulator_seconds, 3),
        "not_rehearsed": [
            {
                "code": each.code.id,
                "function": each.function,
                "routes": list(each.routes),
                "reason": each.reason,
            }
            for each in report.not_run
        ],
        "remarks": list(report.remarks),
        "missing_actions": dict(sorted(report.missing.items())),
        **report.facts,
    }
    return in_json(json.dumps(content, indent=2)) + "\n"


def _step(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": result.step.name,
        "title": result.step.title,
        "status": result.status.value,
        "seconds": round(result.seconds, 3),
        "terraform_seconds": round(result.terraform_seconds, 3),
        "emulator_seconds": round(result.emulator_seconds, 3),
        "details": list(result.details),
    }
    if result.failure:
        found["failure"] = {
            "code": result.step.code.id,
            "expected": result.failure.expected,
            "came": result.failure.came,
            "evidence": list(result.failure.evidence),
            "address": result.failure.address or None,
        }
    return found
