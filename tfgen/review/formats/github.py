"""The findings of a review as annotations of a GitHub Actions run, with the verdict first."""

from __future__ import annotations

from tfgen.output.github import command
from tfgen.output.github import render as of_findings
from tfgen.review.result import Review
from tfgen.review.verdict import Word, verdict

_KINDS = {Word.none: "notice", Word.ok: "notice", Word.look: "warning", Word.no: "error"}


def render(review: Review) -> str:
    """A workflow command for each."""
    found = verdict(review)
    title = " ".join(filter(None, ("tfgen review", review.title or review.path, review.environment)))
    return command(_KINDS[found.word], {"title": title}, f"{found.word}: {found.why}") + of_findings(
        review.findings
    )
