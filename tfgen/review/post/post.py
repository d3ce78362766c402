"""One comment, made once and then written anew."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from tfgen.diagnostics import Diagnostic
from tfgen.frozen import frozen
from tfgen.review.post.client import FailedError
from tfgen.review.post.codes import NOT_POSTED, NOWHERE, SUPERSEDED
from tfgen.review.post.forge import Comment, Forge
from tfgen.review.post.place import NowhereError, place
from tfgen.review.post.platform import Platform

TRIES = 3


@frozen
class Posted:
    """What came of a post."""

    did: str
    """`created`, `updated`, `unchanged`, or `nothing` where there was nothing to say."""
    url: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


def post(
    platform: Platform,
    body: str,
    marker: str,
    has_changes: bool,
    environ: Mapping[str, str],
    sleep: Callable[[float], None] = time.sleep,
) -> Posted:
    """Posts a body, which begins with its marker, to the pull request of this job.

    Its comment of before is written anew. Without changes none is made, but one that exists is brought up to date.
    What fails is told as a warning.
    """
    try:
        forge, head = place(platform, environ, sleep)
    except NowhereError as error:
        return Posted("nothing", diagnostics=(NOWHERE(f"nothing was posted: {error}", hint=error.hint),))
    except FailedError as error:
        hint = "see whether the variables of the job name the API and its token"
        return Posted("nothing", diagnostics=(NOT_POSTED(sentence(platform, error), hint=hint),))
    try:
        newest = _newest(forge) if head else ""
        if newest and newest != head:
            words = f"nothing was posted: {head[:12]} was reviewed, and the newest commit is {newest[:12]}"
            return Posted("nothing", diagnostics=(SUPERSEDED(words),))
        return _posted(forge, body, marker, has_changes, sleep)
    except FailedError as error:
        return Posted("nothing", diagnostics=(NOT_POSTED(sentence(platform, error), hint=forge.hint(error)),))


def sentence(platform: Platform, error: FailedError, what: str = "the comment was not posted") -> str:
    """What a platform refused, in words."""
    name = "GitHub" if platform is Platform.github else "GitLab"
    limit = f"; its limit of requests is over in {error.wait:.0f} s" if error.wait is not None else ""
    return f"{what}: {name} says {error}{limit}"


def _newest(forge: Forge) -> str:
    try:
        return forge.head()
    except FailedError as error:
        if error.status in (403, 404):  # a token that may write comments need not read all else
            return ""
        raise


def _posted(
    forge: Forge, body: str, marker: str, has_changes: bool, sleep: Callable[[float], None]
) -> Posted:
    """Looks, then writes; again from the start where it is not known whether a comment was made. Raises FailedError."""
    for attempt in range(1, TRIES + 1):
        own = with_marker(forge, marker)
        if not own:
            if not has_changes:
                return Posted("nothing")
            try:
                return _created(forge, body, marker)
            except FailedError as error:
                if attempt == TRIES or (0 < error.status < 500):
                    raise
                sleep(float(attempt))
                continue
        first, *others = own
        try:
            return _brought_up_to_date(forge, first, others, body, has_changes)
        except FailedError as error:
            if attempt == TRIES or error.status != 404:  # somebody took it away meanwhile
                raise
    raise AssertionError  # the last attempt returns or raises


def with_marker(forge: Forge, marker: str) -> list[Comment]:
    """The comments that are this review's, the oldest first: anybody may copy a marker, so the author counts too."""
    found = [each for each in forge.comments() if each.body.lstrip("\ufeff \r\n").startswith(marker)]
    return sorted(forge.own(found), key=lambda each: each.id)


def _created(forge: Forge, body: str, marker: str) -> Posted:
    """Makes the comment. Of two jobs that made one each, both write into the older, and the younger's goes."""
    made = forge.create(body)
    first = next(iter(with_marker(forge, marker)), made)
    if first.id >= made.id:
        return Posted("created", made.url)
    updated = forge.update(first, body)
    forge.remove(made)
    return Posted("updated", updated.url or first.url)


def _brought_up_to_date(
    forge: Forge, first: Comment, others: list[Comment], body: str, has_changes: bool
) -> Posted:
    for each in others:
        forge.remove(each)
    url = first.url
    is_same = _lines(first.body) == _lines(body)
    if not is_same:
        url = forge.update(first, body).url or url
    if first.is_hidden and has_changes and not is_same:
        forge.reveal(first)
    return Posted("unchanged" if is_same else "updated", url)


def _lines(text: str) -> str:
    """A text as the platforms keep it, which change the ends of lines."""
    return text.replace("\r\n", "\n").strip()
