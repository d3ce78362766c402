"""The codes of issues: warnings, because what was found stands whether or not an issue tells it."""

from __future__ import annotations

from tfgen.diagnostics import Basis, Code, Severity

NOT_WRITTEN = Code(
    "TFG745",
    "issue that was not written",
    finds="that GitHub or GitLab did not take the issue of `tfgen drift --issue`.",
    why="""the token may not write issues, a limit of requests is reached, or the platform does not answer. What was found is
printed as well, and the exit status tells it.""",
    example="the issue was not written: github says 403 Resource not accessible by integration",
    instead="what the hint says; the next run writes the same issue.",
    severity=Severity.WARNING,
    basis=Basis.MOMENT,
)
NOWHERE = Code(
    "TFG746",
    "nowhere to write an issue",
    finds="that the environment names no token or repository for `tfgen drift --issue`.",
    why="""they come from the job: `GITHUB_TOKEN` and `GITHUB_REPOSITORY` on GitHub, `GITLAB_TOKEN` and `CI_PROJECT_ID` on
GitLab.""",
    example="tfgen drift spec.yaml -o terraform --issue github     # in a job without GITHUB_TOKEN",
    instead="the token in the environment of the step.",
    severity=Severity.WARNING,
    basis=Basis.ENVIRONMENT,
)

CODES = (NOT_WRITTEN, NOWHERE)
