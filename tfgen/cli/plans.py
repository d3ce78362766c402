"""The plans that a command line names: files, folders that hold some, standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tfgen.cli.console import progress
from tfgen.cli.ending import stop, wrong_use
from tfgen.cli.reading import STDIN
from tfgen.review.post.platform import of_other_run

if TYPE_CHECKING:
    from tfgen.diagnostics import Diagnostic
    from tfgen.review.document import Document
    from tfgen.review.result import Review


def named(words: Iterable[str]) -> dict[str, str]:
    """The files by the names of their states, which `NAME=FILE` says, or else what tells one file from the others.

    A folder stands for the plan files in it, and in the folders right below it. Ends the run where there is none.
    """
    found: list[tuple[str, str]] = []
    for word in words:
        name, is_named, file = word.partition("=")
        if is_named and not Path(word).exists():
            if not name or not file:
                wrong_use(f"PLAN takes a file, or NAME=FILE; found {word!r}")
            found.append((name, file))
        elif word != STDIN and Path(word).is_dir():
            found += _in_folder(Path(word))
        else:
            found.append(("", word))
    told = [name or _own(file) for name, file in found] if len(found) > 1 else [name for name, _ in found]
    if len(set(told)) < len(told):
        told = [name or str(Path(file)) for name, file in found]
    if len(set(told)) < len(told):
        twice = next(name for name in told if told.count(name) > 1)
        wrong_use(f"two plans are called {twice!r}: give each a name of its own, NAME=FILE")
    return dict(zip(told, (file for _, file in found), strict=True))


def _in_folder(folder: Path) -> list[tuple[str, str]]:
    from tfgen.plan.run import PLAN_FILE

    found = [each for each in (folder / PLAN_FILE, *sorted(folder.glob(f"*/{PLAN_FILE}"))) if each.is_file()]
    if not found:
        wrong_use(f"{folder} holds no {PLAN_FILE}: `tfgen plan -o {folder}` leaves one there")
    return [(each.parent.name if each.parent != folder else "", str(each)) for each in found]


def _own(file: str) -> str:
    """What a file is called: by its folder, if all plans are called alike in theirs."""
    from tfgen.plan.run import PLAN_FILE

    path = Path(file)
    return path.parent.name if path.name in (PLAN_FILE, "plan.json", f"{PLAN_FILE}.json") else path.stem


def read(files: dict[str, str]) -> list[Document | Review]:
    """What the files hold; the end of the run where one cannot be read, after all others were tried."""
    from tfgen.diagnostics import Diagnostic

    found = [_read(file, name) for name, file in files.items()]
    wrong = [each for each in found if isinstance(each, Diagnostic)]
    if wrong:
        stop(wrong, {})
    return [each for each in found if not isinstance(each, Diagnostic)]


def _read(file: str, name: str) -> Document | Review | Diagnostic:
    from tfgen.diagnostics import Diagnostic
    from tfgen.review import reading

    progress(f"reading {file}")
    told = "standard input" if file == STDIN else file
    content = _content(file, told)
    if isinstance(content, Diagnostic):
        return content
    text = reading.text_of(content, told)
    del content  # as large as all that follows
    return text if isinstance(text, Diagnostic) else reading.parsed(text, told, name)


_STRANGE = (
    "to show it, terraform would start what lies beside it as providers: make "
    "`terraform show -json tfplan > plan.json` where the plan was made"
)


def _content(file: str, told: str) -> bytes | Diagnostic:
    """The JSON of a file; of a plan file, what terraform says."""
    from tfgen.review import reading
    from tfgen.review.codes import NO_PLAN

    try:
        data = _bytes(file)
    except OSError as error:
        return NO_PLAN(f"{told}: {error.strerror or error}")
    if len(data) > reading.MOST_BYTES:
        return NO_PLAN(f"{told} has more than {reading.MOST_BYTES:,} bytes")
    if not data.startswith(reading.IS_FILE):
        return data
    if file == STDIN:
        return NO_PLAN("standard input holds a plan file", hint="give its name, which terraform needs")
    if Path(file).suffix == ".json" or of_other_run(os.environ):
        return NO_PLAN(f"{file} is a plan file where JSON is expected", hint=_STRANGE)
    return _shown(Path(file))


def _bytes(file: str) -> bytes:
    """A file's bytes, one more than a plan may have at most. Raises OSError."""
    from tfgen.disk import refuse_link_out, refuse_pipe
    from tfgen.review.reading import MOST_BYTES

    if file == STDIN:
        if sys.stdin is None:
            raise OSError("standard input is closed")
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    refuse_link_out(Path(file))
    refuse_pipe(Path(file))
    with Path(file).open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def _shown(file: Path) -> bytes | Diagnostic:
    from tfgen.check import tools
    from tfgen.disk import tree_root
    from tfgen.review.codes import CANNOT_SHOW
    from tfgen.review.showing import shown

    binary = tools.find_terraform()
    if binary is None:
        hint = "make `terraform show -json tfplan > plan.json` where the plan was made, and review plan.json"
        return CANNOT_SHOW(f"{file} is a plan file, which only terraform reads, and there is none", hint=hint)
    with tools.terraform_environment(tools.ACCOUNT, tree_root(file.parent)) as environment:
        return shown(binary, file, environment)
