"""What was reviewed, as the comment says it: a line that nobody sees, with the fingerprint of every state."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote

from tfgen.diagnostics import Diagnostic
from tfgen.plan.fingerprint import fingerprint_of_lines
from tfgen.review.formats.markdown import marker
from tfgen.review.post.client import FailedError
from tfgen.review.post.codes import NOT_FOUND, NOWHERE
from tfgen.review.post.forge import Comment
from tfgen.review.post.place import NowhereError, place_of_merge
from tfgen.review.post.platform import Platform
from tfgen.review.post.post import sentence, with_marker
from tfgen.review.result import Review

NOTHING = fingerprint_of_lines(())
"""The fingerprint of a plan that changes nothing."""
_TOLD = re.compile(r"^<!-- tfgen:reviewed((?: [^ =]*=[^ =]+)*) -->$", re.MULTILINE)
_FORM = re.compile(r"[0-9]{1,3}-[0-9a-f]{12,64}")
_START = "<!-- tfgen:review "


def told(review: Review) -> str:
    """The line: each state's name and fingerprint."""
    states = (f" {_quoted(each.name)}={each.fingerprint}" for each in review.states if each.fingerprint)
    return f"<!-- tfgen:reviewed{''.join(states)} -->"


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "replace"), safe="/._").replace("-", "%2D")


def reviewed(
    platform: Platform,
    path: str,
    environment: str,
    state: str,
    environ: Mapping[str, str],
    sleep: Callable[[float], None] = time.sleep,
) -> str | Diagnostic:
    """The fingerprint that was reviewed before this job's commit was merged.

    Where its pull request has no comment, or one in which a state has no plan, nothing was reviewed but that nothing
    changes: NOTHING.
    """
    hint = "start the pipeline by hand, with the fingerprint that was looked at"
    try:
        forge = place_of_merge(platform, environ, sleep)
        if forge is None:
            return NOT_FOUND("no pull request was merged as this commit", hint=hint)
        own = with_marker(forge, _START)
    except NowhereError as error:
        return NOWHERE(f"what was reviewed is not known: {error}", hint=error.hint)
    except FailedError as error:
        return NOT_FOUND(sentence(platform, error, "what was reviewed is not known"), hint=hint)
    found = [each for each in (_of(each, path, environment, state) for each in own) if each]
    if any(each.is_changed for each in own):
        return NOT_FOUND("somebody edited the comment of the review", hint=hint)
    if len(set(found)) > 1:
        return NOT_FOUND(f"the comments tell of several fingerprints: {', '.join(found)}", hint=hint)
    return found[0] if found else NOTHING


def _of(comment: Comment, path: str, environment: str, state: str) -> str:
    """The fingerprint of a state in a comment; empty where it is of others."""
    line = _TOLD.findall(comment.body.replace("\r\n", "\n"))
    pairs = (pair.partition("=") for pair in (line[-1].split() if line else ()))
    found: dict[str, str] = {unquote(name): value for name, _, value in pairs if _FORM.fullmatch(value)}
    is_alone = comment.body.startswith(marker(Review((), path=path, environment=environment)))
    among_others = " ".join(filter(None, (path, environment, state)))
    return found.get(among_others, "") or (found.get(state, "") if is_alone else "")
