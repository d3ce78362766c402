"""requirements.txt as far as it installs without running anything of what it installs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tfgen.diagnostics import Code, Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterable

RUNS_CODE = Code(
    "TFG150",
    "dependencies that would run code",
    finds="""a `requirements.txt`, `package.json` or `package-lock.json` that asks for more than
published packages: a path, a URL, an editable or a source package, an index of its own, a git
repository, a folder, or a package with a lock file of its own.""",
    why="""to install these runs code that they bring, on the machine that packages, and a spec is
packaged where pull requests are planned.""",
    example="""\
./vendored                 # its setup.py would run
-e git+https://…
--no-binary :all:
"dependencies": {"x": "git+https://…"}
""",
    instead="""published packages by name and version; for Node also tarballs (`.tgz`) by URL or in the
code folder. An index of your own belongs in the environment (`PIP_INDEX_URL`, `NPM_CONFIG_REGISTRY`) or
in the user's configuration, not in the project.""",
)

_VERSION = r"(?:===|==|~=|!=|<=|>=|<|>) ?[A-Za-z0-9][A-Za-z0-9.*+!_-]*"
_REQUIREMENT = re.compile(
    r"(?!.* -(?!-hash[ =]))"  # pip takes what starts with a dash for an option, wherever it stands
    r"(?P<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?) ?(?:\[[A-Za-z0-9._, -]*\])?"
    rf" ?(?P<versions>{_VERSION}(?: ?, ?{_VERSION})*)?"
    r" ?(?:;[A-Za-z0-9 ._,'\"<>=!~()*+-]*?)?(?: --hash[ =][a-z0-9]+:[0-9a-fA-F]+)*"
).fullmatch
"""A name with extras, versions, a marker and hashes: https://packaging.python.org/en/latest/specifications/dependency-specifiers/"""

CODES = (RUNS_CODE,)


def logical_lines(text: str) -> list[str]:
    """The lines as pip joins them, without comments, and with single blanks.

    Source: https://pip.pypa.io/en/stable/reference/requirements-file-format/
    """
    lines, begun = [], ""
    for line in text.splitlines():
        is_comment = line.lstrip().startswith("#")
        if line.endswith("\\") and not is_comment:
            begun += line.strip("\\")
        else:  # a comment ends what goes on, and does not go on itself
            lines.append(f"{begun} {line}" if is_comment else begun + line)
            begun = ""
    lines.append(begun)
    bare = (" ".join(re.sub(r"(^|\s)#.*$", "", line).split()) for line in lines)
    return [line for line in bare if line]


def check(lines: Iterable[str], shown: str) -> list[Diagnostic]:
    """Reports every line that is more than a published package by name."""
    return [
        RUNS_CODE(f"`{shown}` asks for more than a published package: `{line}`")
        for line in lines
        if not _REQUIREMENT(line)
    ]


def pinned(lines: Iterable[str]) -> set[str]:
    """The names, as written, that are held to one version."""
    found = (_REQUIREMENT(line) for line in lines)
    return {
        match["name"] for match in found if match and re.fullmatch(r"===?[^,*]+", match["versions"] or "")
    }


def normal(name: str) -> str:
    """https://packaging.python.org/en/latest/specifications/name-normalization/"""
    return re.sub(r"[-_.]+", "-", name).lower()
