"""Patterns of .tfgenignore, which are those of .gitignore, matched in a time that grows no faster than their length.

Source: https://git-scm.com/docs/gitignore#_pattern_format
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

_ANY = re.compile(r"\*{2,}").fullmatch
_TOKEN = re.compile(
    r"""(?P<star>\*+) | (?P<one>\?) | \\(?P<escaped>.)
      | (?P<class>\[(?P<not>[!^])?(?P<inside>\]?(?:\[:\w+:\]|\\.|[^\]\\])*)\])
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_CLASS_SIGNS = re.compile(r"\\.|[\[\]^&~|]", re.DOTALL)
_NAMED = {
    "alpha": "a-zA-Z", "digit": "0-9", "alnum": "a-zA-Z0-9", "upper": "A-Z", "lower": "a-z", "space": r"\s",
    "blank": r"\ \t", "xdigit": "0-9a-fA-F", "punct": r"!-/:-@\[-`{-~", "cntrl": r"\x00-\x1f\x7f",
    "graph": "!-~", "print": r"\ -~",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pattern:
    """A line: what each part of a path must look like, None for any number of parts."""

    parts: tuple[Callable[[str], object] | None, ...]
    is_exception: bool
    only_folders: bool

    def matches(self, names: list[str]) -> bool:
        """Whether a path, in its parts, is what the line says.

        After each `**` the first place that fits is the best one, so none is tried twice.
        """
        part = name = 0
        retry: tuple[int, int] | None = None
        while name < len(names):
            if part < len(self.parts) and self.parts[part] is None:
                retry, part = (part + 1, name), part + 1
            elif part < len(self.parts) and (fits := self.parts[part]) and fits(names[name]):
                part, name = part + 1, name + 1
            elif retry:
                part, name = retry[0], retry[1] + 1
                retry = (part, name)
            else:
                return False
        return part == len(self.parts)


def ignored(text: str) -> Callable[[str], bool]:
    """Whether a file of patterns leaves a path out; folders have a closing slash. The last line that fits decides."""
    patterns = list(_patterns(text.split("\n")))

    def is_ignored(path: str) -> bool:
        names = path.rstrip("/").split("/")
        fitting = (
            each
            for each in reversed(patterns)
            if (path.endswith("/") or not each.only_folders) and each.matches(names)
        )
        found = next(fitting, None)
        return found is not None and not found.is_exception

    return is_ignored


def _patterns(lines: Iterable[str]) -> Iterator[Pattern]:
    for line in lines:
        text = re.sub(r"(?<!\\)((?:\\\\)*)[ ]+$", r"\1", line.rstrip("\r"))
        if not text or text.startswith("#"):
            continue
        is_exception = text.startswith("!")
        text = text[is_exception:]
        body = text.rstrip("/") if text.endswith("/") else text
        names = [name for name in body.split("/") if name]
        if not names:
            continue
        if "/" not in body and not _ANY(names[0]):
            names.insert(0, "**")
        parts = [None if _ANY(name) else _fits(name) for name in names]
        if _ANY(names[-1]):
            parts.append(_fits("*"))  # what is inside, and not the folder itself
        once = [each for at, each in enumerate(parts) if each is not None or at == 0 or parts[at - 1]]
        yield Pattern(tuple(once), is_exception, text.endswith("/"))


def _fits(pattern: str) -> Callable[[str], object]:
    """A part of a pattern as a function.

    What stands between two stars has a fixed length, so that the first place where it fits is the best one.
    """
    chunks: list[list[str]] = [[]]
    for token in _TOKEN.finditer(pattern):
        if token["star"]:
            chunks.append([])
        elif token["class"]:
            inside = re.sub(r"\[:(\w+):\]", lambda name: _NAMED.get(name[1], ""), token["inside"])
            chunks[-1].append(f"[{'^' if token['not'] else ''}{_CLASS_SIGNS.sub(_escaped, inside)}]")
        elif token["one"]:
            chunks[-1].append(".")
        elif token["other"] in ("[", "\\"):
            return _never  # never closed, or an escape of nothing
        else:
            chunks[-1].append(re.escape(token["escaped"] or token["other"]))
    first, *middle = ["".join(chunk) for chunk in chunks]
    last = middle.pop() if middle else None
    try:
        begins = re.compile(first + "".join(f"(?>.*?{chunk})" for chunk in middle), re.DOTALL).match
        ends = re.compile(last or "", re.DOTALL).fullmatch
    except re.error:  # a range that runs backwards
        return _never

    def fits(name: str) -> bool:
        start = begins(name)
        if start is None:
            return False
        at = len(name) - len(chunks[-1]) if last is not None else start.end()
        return at >= start.end() and ends(name, at) is not None

    return fits


def _never(_: str) -> bool:
    return False


def _escaped(sign: re.Match[str]) -> str:
    return sign[0] if len(sign[0]) > 1 else f"\\{sign[0]}"
