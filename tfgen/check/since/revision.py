"""What is told of the revision with which a spec is compared."""

from __future__ import annotations

from tfgen.diagnostics import Basis, Code, Severity

BAD_REVISION = Code(
    "TFG906",
    "revision that cannot be read",
    finds="a revision that `--base` names and git cannot give, or a file of it that is not read.",
    why="""git is missing, the spec lies in no repository, or the repository does not have the revision.
CI systems fetch a single commit by default. In a partial clone, what is missing is not fetched. Links and submodules of
a revision are not followed.""",
    example="- uses: actions/checkout@v4      # lacks `with: {fetch-depth: 0}`",
    instead="a revision that `git log` shows, such as `origin/main`; for `cost`, also `--compare` with another file.",
    basis=Basis.ENVIRONMENT,
)
NOT_AT_BASE = Code(
    "TFG264",
    "base that does not have the spec as it is called",
    finds="""a spec, or an environment of it, that the revision of `--base` does not have; or has under another file name: one that is gone
and has the same `service`, with which it is compared.""",
    why="""of what is new, nothing can be compared. What AWS calls things follows `service`, not the file: under another file name it is
the same stack.""",
    example="tfgen validate new.yaml --base origin/main",
    instead="nothing, if it is new; the revision that has it, if it is not.",
    severity=Severity.NOTE,
)

CODES = (BAD_REVISION, NOT_AT_BASE)
