"""A page whose `bash` blocks are run one after another: what they print stands below each, as the page shows it.

A comment before a block says how much of its output is shown: `<!-- lines: 6+4 -->` its first six lines and its last four,
`<!-- lines: 0+0 -->` nothing. Lines are cut where they are too long to read. `<!-- run: COMMAND -->` runs what readers do not see.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_WIDTH = 160

_STEP = re.compile(
    r"<!-- run: (?P<hidden>.*?) -->\n"
    r"|(?:<!-- lines: (?P<head>\d+)\+(?P<tail>\d+) -->\n)?"
    r"```bash\n(?P<command>.*?)^```\n(?:\n```text\n.*?^```\n)?",
    re.MULTILINE | re.DOTALL,
)

Run = Callable[[str], str]
"""Runs commands and gives what they print, as the page shows it."""


def walked(page: str, run: Run) -> str:
    """The page with the output of each block, run anew."""
    return _STEP.sub(lambda step: _told(step, run), page)


def _told(step: re.Match[str], run: Run) -> str:
    if step["hidden"]:
        run(step["hidden"])
        return step[0]
    command = step["command"]
    output = "".join(map(_cut, run(command).splitlines()))
    directive = ""
    if step["head"] is not None:
        directive = f"<!-- lines: {step['head']}+{step['tail']} -->\n"
        output = _shortened(output, int(step["head"]), int(step["tail"]))
    shown = f"\n```text\n{output}```\n" if output else ""
    return f"{directive}```bash\n{command}```\n{shown}"


def _cut(line: str) -> str:
    return f"{line}\n" if len(line) <= _WIDTH else f"{line[:_WIDTH]}…\n"


def _shortened(output: str, head: int, tail: int) -> str:
    lines = output.splitlines(keepends=True)
    if head + tail == 0 or len(lines) <= head + tail + 1:
        return output if head + tail else ""
    return "".join([*lines[:head], "…\n", *(lines[-tail:] if tail else [])])
