"""What commands ignore: the options for it, and what else says so."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from tfgen.cli.ending import stop, wrong_use
from tfgen.cli.parameters import Option

if TYPE_CHECKING:
    from tfgen.diagnostics import Diagnostic, Span, Suppressed
    from tfgen.spec.source import Source
    from tfgen.stack.loaded import Readable
    from tfgen.suppress.baseline import Key
    from tfgen.suppress.checkov_config import CheckovConfig
    from tfgen.suppress.judge import Judge, Memory
    from tfgen.suppress.suppression import Suppression

SelectOption = Annotated[
    list[str], Option(metavar="CODES", help="Tell these alone: TFG204, or TFG2 for all that begin so.")
]
IgnoreOption = Annotated[list[str], Option(metavar="CODES", help="Tell these not.")]
StrictOption = Annotated[bool, Option("--strict", help="Count warnings as errors.")]
BaselineOption = Annotated[
    Path | None, Option(metavar="FILE", help="Tell what this file does not hold, and what of it is gone.")
]


class Said(NamedTuple):
    """What the command line says of it."""

    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    is_strict: bool = False
    baseline: Path | None = None
    written: Path | None = None
    """The baseline that is to be written."""
    checks: frozenset[str] = frozenset()
    """The checks that are to run."""


def judge_of_spec(
    loaded: Readable,
    said: Said,
    more: Mapping[str, str] = {},
    memory: Memory | None = None,
    granted: Sequence[Suppression] | None = None,
) -> Judge:
    """The judge of what is found in a spec; `more` is the text of other files that findings stand in.

    Where a change is judged, what its base ignores is `granted`: nothing else of it counts for findings of the change.

    Judges of all environments of a spec share a memory; without one, a judge knows that there are others.
    """
    from tfgen.suppress import comments, written

    found = [*written.of_spec(loaded.source), *comments.of_spec(loaded.source)]
    found += comments.of_files(loaded.beside)
    sources = {**loaded.sources, **more}
    return _judge(said, found, loaded.source, sources, loaded.project, memory, granted)


def judge_of_folder(files: Mapping[str, str], folder: Path, said: Said) -> Judge:
    """The judge of what is found in a folder of Terraform."""
    from tfgen.suppress import comments

    return _judge(said, list(comments.of_files(files)), None, files, folder, None)


def told(found: list[Diagnostic], loaded: Readable, judge: Judge | None = None) -> list[Diagnostic]:
    """What is told of diagnostics by a command without options for it: what the spec ignores is not."""
    return (judge or judge_of_spec(loaded, Said())).parted(found).told if found else []


def _judge(
    said: Said,
    found: list[Suppression | Diagnostic],
    source: Source | None,
    sources: Mapping[str, str],
    project: Path,
    memory: Memory | None,
    granted: Sequence[Suppression] | None = None,
) -> Judge:
    from tfgen.diagnostics import Diagnostic
    from tfgen.suppress.baseline import Places
    from tfgen.suppress.choice import Choice
    from tfgen.suppress.judge import Judge, Wishes

    if said.baseline and said.written:
        wrong_use("--baseline and --write-baseline are for different runs: give one")
    choice = Choice(_codes_in(said.select), _codes_in(said.ignore))
    suppressions = tuple(each for each in found if not isinstance(each, Diagnostic))
    codes = _every_code() if suppressions or choice != Choice() else ()
    wrong = choice.wrong(codes)
    if wrong:
        wrong_use(wrong)
    checkov, problems = _checkov_config(project, said)
    problems += [each for each in found if isinstance(each, Diagnostic)]
    known = _baseline(said.baseline) if said.baseline else None
    alone = _alone(source) if source and source.environment and not memory else None
    wishes = Wishes(
        suppressions, choice, checkov, known, str(said.baseline or ""), granted, said.is_strict, alone
    )
    places = Places(source, sources, _named(said.baseline or said.written))
    judge = Judge(wishes, places, _today(), codes, memory)
    judge.problems += problems
    return judge


def _alone(source: Source) -> Span | None:
    """Where the environment of a spec is written, if there are others."""
    from tfgen.stack.environment import area, named

    return area(source) if len(named(source)) > 1 else None


def outcome(
    judge: Judge, found: list[Diagnostic], ran: Iterable[str]
) -> tuple[list[Diagnostic], list[Suppressed]]:
    """What a command tells in the end, and what it ignores. `ran` are the checks that came to their end."""
    from tfgen.diagnostics import in_order

    verdict = judge.parted(found)
    left = judge.leftovers(frozenset(ran))
    return in_order([*verdict.told, *judge.problems, *left]), verdict.ignored


def _checkov_config(project: Path, said: Said) -> tuple[CheckovConfig, list[Diagnostic]]:
    """What checkov's file beside the spec says, or else in the working directory, where checkov itself looks for it."""
    from tfgen.disk import read_file, tree_root
    from tfgen.spec.source import decode
    from tfgen.suppress.checkov_config import NAMES, CheckovConfig, read
    from tfgen.suppress.codes import CANNOT_IGNORE

    if "checkov" not in said.checks:
        return CheckovConfig(), []
    for path in (folder / name for folder in (project, Path()) for name in NAMES):
        if os.path.lexists(path):
            try:
                content = read_file(path, tree_root(path.parent))
            except OSError as error:
                return CheckovConfig(), [CANNOT_IGNORE(f"{path} cannot be read: {error.strerror or error}")]
            text, problems = decode(content, path.as_posix())
            return (CheckovConfig(), problems) if problems else read(text, path.as_posix())
    return CheckovConfig(), []


def _baseline(file: Path) -> Counter[Key]:
    from tfgen.disk import read_file
    from tfgen.suppress.baseline import read

    try:
        text = read_file(file).decode("utf-8", "replace")
    except OSError as error:
        wrong_use(f"{file}: {error.strerror or error}")
    known = read(text, str(file))
    if not isinstance(known, Counter):
        stop([known], {})
    return known


def _named(baseline: Path | None) -> Callable[[str], str]:
    """What a baseline calls a file: its path from the baseline's folder, whatever the working directory is."""
    folder = (baseline or Path()).resolve().parent
    return lambda file: Path(os.path.relpath(file, folder)).as_posix()


def _codes_in(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(code.strip().upper() for text in texts for code in text.split(",") if code.strip())
    )


def _every_code() -> tuple[str, ...]:
    from tfgen.explain.catalogue import codes

    return tuple(codes())


def _today() -> str:
    """The date, of UTC: a machine elsewhere ignores the same."""
    return time.strftime("%Y-%m-%d", time.gmtime())
