"""Patterns of .tfgenignore: what git says of them, and no pattern takes long."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from tfgen.package.ignore import ignored

PATHS = [
    "a",
    "b",
    "ab",
    "abc",
    "a.md",
    "A.MD",
    "x/a",
    "x/ab",
    "x/y/a",
    "x/y/b",
    "keep.md",
    "deep/keep.md",
    "[a]",
    "a]",
    "!a",
    "#a",
    "a\\b",
    "-a",
    "a-b",
    "_",
    "0",
    "9z",
    ".hidden",
    "x/.hidden",
    "foo.txt",
    "foo/bar",
    "foo/bar/baz",
    "x/foo/bar",
    "foo/x/bar",
    "foo/x/y/bar",
    "doc/a.txt",
    "doc/x/a.txt",
    "build/out",
    "x/build/out",
    "a+b",
    "a$",
    "a^",
    "(a)",
    "a|b",
    "a ",
    "with space",
    "x y/z",
]
PATTERNS = r"""
a | *.md | !keep.md | *.md,!keep.md | /a | x/ | x | x/a | /x/*/a | **/a | x/** | **/y/* | foo/**/bar | **/foo/bar | foo/* |
foo/bar/ | /foo | a? | ?? | [ab] | [!a] | [^a] | [a-z] | [0-9]* | [a | \[a\] | \!a | \#a | #a | a\\b | \a | a\ | * | ** |
/* | ** / | */ | *a | a* | *a* | *a*b* | a**b | x**a | ***/a | doc/*.txt | doc/**/*.txt | [-a]* | [a\-]b | []a] | [[]a] | [[:alpha:]] |
[[:digit:][:alpha:]]* | build/out | build/,!build/out | *,!a | *,!*/,!*.txt | a\  | with space | a+b | a$ | a^ | (a) | a|b | ! | / | // | !! |
.* | .hidden | x/.* | a.md/ | foo/*/ | ?*?*?* | [a&&b] | \*.md
""".replace("\n", " ").split(" | ")  # fmt: skip


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A git work tree with the paths."""
    folder = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    for path in PATHS:
        if not (folder / path).exists() and not any(each.is_file() for each in (folder / path).parents):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).touch()
    return folder


def _left_out(patterns: str, paths: list[str]) -> set[str]:
    is_ignored = ignored(patterns)

    def is_left_out(path: str) -> bool:
        above = [f"{parent.as_posix()}/" for parent in reversed(Path(path).parents) if parent != Path()]
        return any(map(is_ignored, [*above, path]))

    return {path for path in paths if is_left_out(path)}


@pytest.mark.parametrize("patterns", [each.strip().replace(",", "\n") for each in PATTERNS])
def test_it_leaves_out_what_git_leaves_out(repository: Path, patterns: str) -> None:
    (repository / ".git/info/exclude").write_text(patterns + "\n")
    paths = [path for path in PATHS if (repository / path).is_file()]
    told = subprocess.run(
        ["git", "-c", "core.ignoreCase=false", "check-ignore", "-z", "--no-index", "--stdin"],
        cwd=repository, input="\0".join(paths), capture_output=True, text=True,
    )  # fmt: skip
    assert _left_out(patterns, paths) == {path for path in told.stdout.split("\0") if path}


@pytest.mark.parametrize(
    "pattern",
    ["*a" * 20, "a*" * 12 + "b", "**/" * 20 + "x", "?*" * 15 + "!", "[a-z]*" * 12 + "!", "**a" * 12 + "!", "*/" * 30 + "x", "**/a/" * 200, "*ab" * 80 + "c", "*" * 1000 + "b", "[" * 1000, "\\" * 999],
)  # fmt: skip
def test_no_pattern_takes_long(pattern: str) -> None:
    is_ignored = ignored(f"{pattern}\n")
    began = time.process_time()
    for name in ("a" * 200, "a/" * 200 + "b", "ab" * 1000, "abcdefghij" * 20):
        is_ignored(name)
    assert time.process_time() - began < 0.5
