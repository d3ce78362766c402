"""A review as the comment of a pull request."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tfgen.cli.console import progress, talk
from tfgen.cli.ending import say

if TYPE_CHECKING:
    from tfgen.review.post.platform import Platform
    from tfgen.review.result import Review


def post_review(review: Review, platform: Platform) -> None:
    """Posts it, and says what came of that. The exit status is the review's own."""
    from tfgen.review.body import GITHUB, GITLAB
    from tfgen.review.formats.markdown import marker, render
    from tfgen.review.post.platform import Platform, of_other_run
    from tfgen.review.post.post import post
    from tfgen.review.post.reviewed import told
    from tfgen.review.result import without_fingerprints

    if of_other_run(os.environ):
        review = without_fingerprints(review)
    most = GITHUB if platform is Platform.github else GITLAB
    end = told(review)
    body = f"{render(review, most - len(end))}\n{end}\n"
    progress("posting")
    done = post(platform, body, marker(review), review.has_changes or bool(review.findings), os.environ)
    if done.diagnostics:
        say([*done.diagnostics], {})
    elif done.did == "nothing":
        talk("nothing changes: there is no comment, and none is made")
    else:
        talk(f"comment {done.did}{f': {done.url}' if done.url else ''}")
