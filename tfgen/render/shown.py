"""How generated files differ, as a job's log may show it: without the values of functions' environment variables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from tfgen.stack.secret_forms import form_of

HIDDEN = "(not shown)"
_BEGIN = re.compile(r'\s*"?(environment|env|variables)"?\s*(=|:)?\s*\{')
_NAME = re.compile(r'("?[A-Za-z_][\w-]*"?)\s*[=:](?!=)')
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"(?!\s*[=:])')


def difference(old: str, new: str, names: tuple[str, str]) -> str:
    """A unified diff of two files, called by their names."""
    before, after = old.splitlines(), new.splitlines()
    shown = list(_masked(before)), list(_masked(after))
    lines = []
    for group in SequenceMatcher(None, before, after).get_grouped_opcodes():
        first, last = group[0], group[-1]
        lines.append(f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@")
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                lines += [f" {line}" for line in shown[0][i1:i2]]
            else:
                lines += [f"-{line}" for line in shown[0][i1:i2]]
                lines += [f"+{line}" for line in shown[1][j1:j2]]
    head = [f"--- {names[0]}", f"+++ {names[1]}"] if lines else []
    return "".join(f"{line}\n" for line in (*head, *lines))


def _range(start: int, stop: int) -> str:
    """As diff counts lines: from 1; the line before, where there is none."""
    length = stop - start
    return str(start + 1) if length == 1 else f"{start + 1 if length else start},{length}"


def _masked(lines: list[str]) -> Iterator[str]:
    """The lines without values of environments, and without what looks like a secret."""
    depth = 0
    for line in lines:
        begins = _BEGIN.match(line)
        if depth:
            depth += _nesting(line)
            yield _names_of(line) if line.strip(" },") else line
        elif begins:
            depth = max(0, _nesting(line))
            yield line[: begins.end()] + _names_of(line[begins.end() :])
        else:
            form = form_of(line)
            yield f"{HIDDEN}: it holds what looks like {form}" if form else line


def _nesting(line: str) -> int:
    bare = _TEXT.sub("", line)
    return bare.count("{") + bare.count("[") - bare.count("}") - bare.count("]")


def _names_of(part: str) -> str:
    """The names of a map's entries in a line, and where it ends."""
    bare = _TEXT.sub("", part)
    margin = part[: len(part) - len(part.lstrip())]
    names = [f"{found[1]} = {HIDDEN}" for found in _NAME.finditer(bare)]
    end = " }" if bare.count("}") > bare.count("{") else ""
    told = ", ".join(names) or ("" if not bare.strip(" },{") else HIDDEN)
    return f"{margin}{told}{end}" if told else part
