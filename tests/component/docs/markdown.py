"""The docs as tests read them: their fenced blocks, their links and what links can point at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.specs import ROOT

DOCS = (
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "modules").glob("*/README.md")),
)

_BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r'\]\(([^)\s]+)\)|\bsrc(?:set)?="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block, and the block of output that follows it with nothing between them."""

    path: Path
    line: int
    language: str
    text: str
    output: str | None = None

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT).as_posix()}:{self.line}"


def blocks(language: str) -> list[Block]:
    """Every block of a language in the docs."""
    return [block for path in DOCS for block in blocks_of(path) if block.language == language]


def blocks_of(path: Path) -> Iterator[Block]:
    """Every block of a page."""
    text = path.read_text("utf-8")
    found = list(_BLOCK.finditer(text))
    for match, after in zip(found, [*found[1:], None], strict=False):
        line = text.count("\n", 0, match.start()) + 1
        told = after and after["language"] == "text" and not text[match.end() : after.start()].strip()
        yield Block(path, line, match["language"], match["text"], after["text"] if after and told else None)


def links(path: Path) -> list[str]:
    """The targets of a page's links and pictures that are not on the web."""
    prose = _BLOCK.sub("", path.read_text("utf-8"))
    found = (link or picture for link, picture in _LINK.findall(prose))
    return [target for target in found if "://" not in target]


def anchors(path: Path) -> set[str]:
    """What a link into a page may name: its headings as GitHub calls them, and its ids."""
    text = _BLOCK.sub("", path.read_text("utf-8"))
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {_slug(heading) for heading in headings} | set(re.findall(r'<a id="([^"]+)">', text))


def _slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
