"""One issue for a stack: made when drift is found, written anew while there is some, and closed when there is none."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping

from tfgen.diagnostics import Diagnostic
from tfgen.drift.formats import markdown
from tfgen.drift.issue.codes import NOT_WRITTEN, NOWHERE
from tfgen.drift.issue.platform import Platform
from tfgen.drift.issue.tracker import Issue, NowhereError, Tracker, tracker
from tfgen.drift.report import Report
from tfgen.frozen import frozen
from tfgen.review.post.client import FailedError


@frozen
class Written:
    """What came of it."""

    did: str
    """`created`, `updated`, `reopened`, `closed`, `unchanged`, or `nothing`."""
    url: str = ""
    problem: Diagnostic | None = None


def write(
    platform: Platform,
    report: Report,
    environ: Mapping[str, str],
    sleep: Callable[[float], None] = time.sleep,
) -> Written:
    """Writes the issue of a report. What fails is told as a warning."""
    try:
        asked = tracker(platform, environ, sleep)
    except NowhereError as error:
        return Written("nothing", problem=NOWHERE(f"no issue was written: {error}"))
    except FailedError as error:
        return Written("nothing", problem=NOT_WRITTEN(_sentence(platform, error)))
    try:
        return _written(asked, report)
    except FailedError as error:
        hint = asked.hint if error.status in (401, 403, 404) else "the next run writes it"
        return Written("nothing", problem=NOT_WRITTEN(_sentence(platform, error), hint=hint))


def _sentence(platform: Platform, error: FailedError) -> str:
    return f"the issue was not written: {platform.value} says {error}"


def _written(asked: Tracker, report: Report) -> Written:
    """Raises FailedError."""
    marker = markdown.marker(report)
    body = cut(f"{marker}\n{markdown.render(report)}", asked.limit)
    issue = _chosen(each for each in asked.issues() if each.body.lstrip().startswith(marker))
    if report.told:
        if issue is None:
            return Written("created", asked.create(f"Drift: {report.title}", body).url)
        if issue.is_open and _is_same(issue.body, body):
            return Written("unchanged", issue.url)
        return Written(
            "updated" if issue.is_open else "reopened", asked.update(issue, body, is_open=True).url
        )
    if issue is None or not issue.is_open:
        return Written("nothing")
    if report.is_partial:  # what it tells may still be so
        return Written("unchanged", issue.url)
    return Written("closed", asked.update(issue, body, is_open=False).url)


def _chosen(found: Iterable[Issue]) -> Issue | None:
    """An open one before closed ones, and of those the newest."""
    return max(found, key=lambda issue: (issue.is_open, issue.number), default=None)


def _is_same(one: str, other: str) -> bool:
    return one.replace("\r\n", "\n").strip() == other.strip()


def cut(body: str, limit: int) -> str:
    """A body within a limit, cut between lines."""
    if len(body) <= limit:
        return body
    end = "\n\nThe rest is cut: `tfgen drift` tells it.\n"
    return body[: limit - len(end)].rpartition("\n")[0] + end
