"""The findings of a review as a JUnit report."""

from __future__ import annotations

from tfgen.output.junit import render as report
from tfgen.review.result import Review


def render(review: Review) -> str:
    """One suite with a case for each finding, or with one that passed."""
    return report(review.findings)
