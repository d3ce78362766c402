"""What posting needs of a platform."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from tfgen.frozen import frozen
from tfgen.review.post.client import Answer, FailedError

PER_PAGE, MOST_PAGES = 100, 100


@frozen
class Comment:
    """A comment of a pull request."""

    id: int
    body: str
    author: str = ""
    node: str = ""
    """What GraphQL calls it, where the platform has one."""
    url: str = ""
    is_hidden: bool = False
    is_changed: bool = False
    """Whether somebody else edited it, where the platform tells."""


class Forge(Protocol):
    """A pull request on a platform. Each method raises FailedError."""

    limit: int
    """Characters that a comment may have."""

    def head(self) -> str:
        """The newest commit; empty where it is not told."""

    def comments(self) -> Iterator[Comment]:
        """All comments, the oldest first."""

    def own(self, found: Sequence[Comment]) -> list[Comment]:
        """Those that this token's user wrote."""

    def merged(self, commit: str) -> bool:
        """Whether a pull request was merged as this commit: from now on it is the one."""

    def create(self, body: str) -> Comment:
        """Writes a comment."""

    def update(self, comment: Comment, body: str) -> Comment:
        """Writes it anew."""

    def remove(self, comment: Comment) -> None:
        """Takes it away."""

    def reveal(self, comment: Comment) -> None:
        """Shows it again where somebody hid it."""

    def hint(self, error: FailedError) -> str:
        """What to do about a refusal."""


def pages(ask: Callable[[int], Answer], next_page: Callable[[Answer], bool]) -> Iterator[dict[str, Any]]:
    """The entries of all pages. Raises FailedError."""
    for number in range(1, MOST_PAGES + 1):
        answer = ask(number)
        if not isinstance(answer.body, list):
            raise FailedError("an answer that is no list", 200)
        yield from (each for each in answer.body if isinstance(each, dict))
        if not answer.body or not (next_page(answer) or len(answer.body) >= PER_PAGE):
            return
    raise FailedError(f"more than {MOST_PAGES * PER_PAGE:,} comments", 200)


def whole(value: Any) -> int:
    """A number of the platform's. Raises FailedError."""
    if not isinstance(value, int):
        raise FailedError("an answer without an id", 200)
    return value


def text(value: Any) -> str:
    """A text of the platform's, or nothing."""
    return value if isinstance(value, str) else ""
