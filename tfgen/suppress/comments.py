"""`# tfgen:ignore CODE reason` at a line: in the spec, and in .tf files that are checked without one.

It covers what is found at its line, or, alone in its line, at the next line that is more than a comment. Several codes are
separated by commas. Comments of checkov's own (`#checkov:skip=ID:reason`) are read by checkov.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping

from tfgen.diagnostics import Diagnostic, Span
from tfgen.spec import source as tree
from tfgen.spec.source import LINE_BREAK, Source
from tfgen.suppress.codes import CANNOT_IGNORE
from tfgen.suppress.suppression import Suppression

Found = Iterator[Suppression | Diagnostic]

_MARK = re.compile(r"\s*tfgen[ :_-]{0,3}ignore\b", re.IGNORECASE)
"""A comment that means to ignore findings, well said or not."""
_CODE = r"[A-Z][A-Z0-9_]*[0-9]"
_WELL_SAID = re.compile(rf"\s*tfgen:ignore\s+(?P<codes>{_CODE}(?:\s*,\s*{_CODE})*)\s+(?P<reason>[^\s,].*)")
_YAML_COMMENT = re.compile(r"(?:^|(?<=\s))#")
_HCL_TOKEN = re.compile(
    r"""(?P<string>"(?:\\.|[^"\\])*(?:"|\\?$))|(?P<comment>\#|//)|(?P<block>/\*)|<<-?(?P<mark>[\w.-]+)\s*$""",
)
_ONLY_COMMENT = re.compile(r"\s*((#|//).*)?")


def of_spec(source: Source) -> Found:
    """The comments of a spec."""
    if not _is_worth_a_look(source.text):
        return
    lines = re.split(LINE_BREAK, source.text)
    inside = _texts(source.whole)
    yield from _read(
        source.file, lines, (each for each in _yaml_comments(lines) if not _is_inside(inside, *each))
    )


def of_files(files: Mapping[str, str]) -> Found:
    """The comments of files of Terraform."""
    for file, text in files.items():
        if file.endswith(".tf") and _is_worth_a_look(text):
            lines = text.split("\n")
            yield from _read(file, lines, _hcl_comments(lines))


def _is_worth_a_look(text: str) -> bool:
    lower = text.lower()
    return "tfgen" in lower and "ignore" in lower


def _read(file: str, lines: list[str], comments: Iterator[tuple[int, int, int]]) -> Found:
    """What comments say; each is the number of its line, where it begins, and where its text does."""
    following = _next_of_more(lines)
    for number, start, text in comments:
        line = lines[number - 1]
        if not _MARK.match(line, text):
            continue
        span = Span(file, number, start + 1, number, len(line) + 1)
        said = _WELL_SAID.match(line, text)
        if said is None:
            hint = "write `# tfgen:ignore CODE reason`; several codes are separated by commas"
            yield CANNOT_IGNORE("a comment that ignores findings names codes, and then a reason", span, hint)
            continue
        covered = number if line[:start].strip() else following[number]
        area = Span(file, covered, 1, covered + 1, 1)
        for code in re.split(r"\s*,\s*", said["codes"]):
            yield Suppression(code, said["reason"].strip(), span, (area,))


def _next_of_more(lines: list[str]) -> list[int]:
    """For each line, the number of the next that is more than a comment."""
    found, last = [], len(lines)
    for number in range(len(lines), -1, -1):
        found.append(last)
        last = last if number and _ONLY_COMMENT.fullmatch(lines[number - 1]) else number
    return found[::-1]


def _yaml_comments(lines: list[str]) -> Iterator[tuple[int, int, int]]:
    """Whatever may be a comment that ignores."""
    for number, line in enumerate(lines, 1):
        if _is_worth_a_look(line):
            for match in _YAML_COMMENT.finditer(line):
                if _MARK.match(line, match.end()):
                    yield number, match.start(), match.end()


def _texts(root: tree.Node) -> list[Span]:
    """Where texts stand that hold a `#`, which begins no comment there; in order."""
    found, left = set(), [root]
    while left:
        node = left.pop()
        if isinstance(node, tree.Scalar):
            if "#" in node.text:
                found.add(node.span)
        elif isinstance(node, tree.Sequence):
            left += node.items
        else:
            for entry in node.entries.values():
                left += (entry.key, entry.value)
    return sorted(found)


def _is_inside(texts: list[Span], number: int, start: int, _: int) -> bool:
    before = bisect_right(texts, (number, start + 1), key=lambda span: (span.line, span.column))
    last = texts[before - 1] if before else None
    return last is not None and (number, start + 1) < (last.end_line, last.end_column)


def _hcl_comments(lines: list[str]) -> Iterator[tuple[int, int, int]]:
    """Comments to the end of a line, outside strings, heredocs and other comments."""
    mark, is_open = "", False
    for number, line in enumerate(lines, 1):
        if mark:
            mark = "" if line.strip() == mark else mark
            continue
        position = 0
        while True:
            if is_open:
                end = line.find("*/", position)
                if end < 0:
                    break
                is_open, position = False, end + 2
            match = _HCL_TOKEN.search(line, position)
            if match is None:
                break
            position, mark, is_open = match.end(), match["mark"] or "", match["block"] is not None
            if match["comment"]:
                yield number, match.start(), match.end()
                break
