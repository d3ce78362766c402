"""The codes of posting: warnings, because the review stands whether or not it is posted."""

from __future__ import annotations

from tfgen.diagnostics import Basis, Code, Severity

NOT_POSTED = Code(
    "TFG360",
    "comment that was not posted",
    finds="that GitHub or GitLab did not take the comment of `--post`.",
    why="A token may not write, a limit of requests is reached, or the platform does not answer. The exit status stays "
    "that of the review, which is printed as well.",
    example="tfgen review --base origin/main --post github   # in a fork's workflow: its token only reads",
    instead="what the hint says; the next run posts again, into the same comment.",
    severity=Severity.WARNING,
    basis=Basis.MOMENT,
)
NOWHERE = Code(
    "TFG760",
    "nowhere to post",
    finds="that the environment names no token, repository or pull request for `--post`.",
    why="They come from the job: `GITHUB_TOKEN`, `GITHUB_REPOSITORY` and the event's file on GitHub, `GITLAB_TOKEN` and "
    "`CI_MERGE_REQUEST_IID` on GitLab. A push to a branch has no pull request.",
    example="on: push   # and a step with --post github",
    instead="`--post` in jobs of pull requests, with the token in their environment.",
    severity=Severity.WARNING,
    basis=Basis.ENVIRONMENT,
)
SUPERSEDED = Code(
    "TFG361",
    "review of an older commit",
    finds="that the pull request has a newer commit than the one that was reviewed.",
    why="The newer commit's run may have posted already; an older review in its place would mislead.",
    example="two pushes within a minute, and the first one's job ends last",
    instead="nothing: the run of the newer commit posts.",
    severity=Severity.NOTE,
    basis=Basis.MOMENT,
)
NOT_FOUND = Code(
    "TFG365",
    "review that is not found",
    finds="that `tfgen ci reviewed` cannot tell which fingerprint was reviewed for the commit that is to be applied.",
    why="""the comment of its pull request says the fingerprint. The platform did not answer, the commit was merged by no
pull request, somebody else edited the comment, or it tells of several reviews and of this one none.""",
    example="git push origin main    # past all pull requests",
    instead="the pipeline started by hand, with the fingerprint that somebody looked at; `tfgen plan` tells it.",
    basis=Basis.MOMENT,
)

CODES = (NOT_POSTED, NOWHERE, SUPERSEDED, NOT_FOUND)
