"""requirements.txt as far as it installs without running anything of what it installs."""

from __future__ import annotations

import re

from tfgen.diagnostics import Diagnostic, Kind

RUNS_CODE = Kind(
    "TFG150",
    "dependencies that would run code",
    """A `requirements.txt` or `package-lock.json` that asks for more than published packages: a path, a URL, an
editable or a source package, an index of its own, a git repository. Installing these runs code that they bring, on
the machine that packages, and a spec is packaged where pull requests are planned.

    ./vendored                 # its setup.py would run
    -e git+https://…
    --no-binary :all:

Use instead: published packages by name and version. An index of your own belongs in the environment
(`PIP_INDEX_URL`, `NPM_CONFIG_REGISTRY`) or in the user's configuration, not in the project.
""",
)

_VERSION = r"(?:===|==|~=|!=|<=|>=|<|>)\s*[A-Za-z0-9.*+!_-]+"
_REQUIREMENT = re.compile(
    r"(?P<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[A-Za-z0-9._,\s-]*\])?"
    rf"\s*(?P<versions>{_VERSION}(?:\s*,\s*{_VERSION})*)?"
    r"\s*(?:;[^#]*?)?(?:\s+--hash[=\s][a-z0-9]+:[0-9a-fA-F]+)*"
).fullmatch
"""A name with extras, versions, a marker and hashes: https://packaging.python.org/en/latest/specifications/dependency-specifiers/"""

KINDS = (RUNS_CODE,)


def check(text: str, shown: str) -> list[Diagnostic]:
    """Reports every line that is more than a published package by name."""
    return [
        RUNS_CODE(f"`{shown}` asks for more than a published package: `{line}`")
        for line in _lines(text)
        if not _REQUIREMENT(line)
    ]


def pinned(text: str) -> set[str]:
    """The names, as written, that are held to one version."""
    found = (_REQUIREMENT(line) for line in _lines(text))
    return {
        match["name"] for match in found if match and re.fullmatch(r"===?[^,*]+", match["versions"] or "")
    }


def _lines(text: str) -> list[str]:
    """Logical lines without comments.

    Source: https://pip.pypa.io/en/stable/reference/requirements-file-format/
    """
    joined = re.sub(r"\\\r?\n", " ", text)
    lines = (re.sub(r"(^|\s)#.*$", "", line).strip() for line in joined.splitlines())
    return [line for line in lines if line]
