"""The findings of a review as GitLab's code quality report, which a merge request shows at the lines.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import hashlib
import json

from tfgen.diagnostics import Diagnostic, Severity
from tfgen.output.harmless import in_json
from tfgen.output.text import visible
from tfgen.review.result import Review

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "info"}


def render(review: Review) -> str:
    """A list of findings; those without a place stand at the top of the spec."""
    return in_json(json.dumps([_one(each, review.path) for each in review.findings], indent=1)) + "\n"


def _one(finding: Diagnostic, path: str) -> dict[str, object]:
    file, line = (finding.span.file, finding.span.line) if finding.span else (path or "terraform", 1)
    words = "\0".join((finding.rule, file, finding.address, finding.message))
    return {
        "description": visible(finding.message),
        "check_name": finding.rule,
        # the same for the same finding, whatever line it stands at: GitLab tells by it what is new
        "fingerprint": hashlib.sha256(words.encode("utf-8", "replace")).hexdigest(),
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": visible(file), "lines": {"begin": line}},
    }
