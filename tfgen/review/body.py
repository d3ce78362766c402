"""A comment that fits: what matters least is cut, and the beginning and the end of the story stay."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tfgen.frozen import frozen

GITHUB = 65_536
"""What GitHub says is the most; comments of 262,144 bytes were stored, bodies of pull requests above this were not.

Sources: https://github.com/orgs/community/discussions/27190, https://github.com/dead-claudia/github-limits/pull/13
"""
GITLAB = 1_000_000
"""Source: https://gitlab.com/gitlab-org/gitlab-foss/-/commit/5af535d919c50951513f5859730afd924a01c29b"""
_SPARE = 512
"""For what whoever posts it adds, such as a link to the job."""


@frozen
class Section:
    """A part of a comment: lines below a title."""

    lines: tuple[str, ...]
    title: str = ""
    """Markdown; HTML where it is folded."""
    folded: bool = False
    weight: int = 0
    """What weighs least is cut first."""
    is_whole: bool = False
    """Whether a part of it would say nothing, as of a table."""

    def text(self, left_out: int = 0) -> str:
        """Its Markdown, without the last lines if some are left out."""
        lines = [
            *self.lines[: len(self.lines) - left_out],
            *([_more(left_out)] if left_out else []),
        ]
        if self.folded:
            return "\n".join((f"<details><summary>{self.title}</summary>", "", *lines, "", "</details>"))
        return "\n".join((*([self.title, ""] if self.title else []), *lines))


def _more(count: int) -> str:
    return f"- … and {count} more"


def units(text: str) -> int:
    """Its length as JavaScript and Java count it: no less than in characters."""
    return len(text.encode("utf-16-le")) // 2


def octets(text: str) -> int:
    """Its length in bytes: no less than in characters."""
    return len(text.encode())


def fitted(
    head: str, sections: Sequence[Section], tail: str, most: int, size: Callable[[str], int] = units
) -> str:
    """Head, sections and tail, below `most`: what weighs least loses its last lines, or goes."""
    kept = [*sections]
    left_out = [0] * len(kept)
    note = ""

    def whole() -> str:
        texts = [part.text(left) for part, left in zip(kept, left_out, strict=True) if len(part.lines) > left]
        return "\n\n".join(filter(None, (head, *texts, note, tail))) + "\n"

    room = most - _SPARE
    for number in sorted(range(len(kept)), key=lambda each: (kept[each].weight, -each)):
        if size(whole()) < room:
            return whole()
        note = _NOTE
        left_out[number] = _left_out(kept[number], size(whole()) - room, size)
    return whole()


_NOTE = "_The comment is cut here: the job's own log has all of it._"


def _left_out(section: Section, too_much: int, size: Callable[[str], int]) -> int:
    """How many of a section's lines go: the last ones, until as much is gone as there is too much."""
    if section.is_whole:
        return len(section.lines)
    gone, still = 0, too_much + len(_more(len(section.lines)))
    for line in reversed(section.lines):
        if still <= 0:
            break
        still -= size(line) + 1
        gone += 1
    return gone
