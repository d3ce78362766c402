"""`tfgen validate`"""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

from tfgen.cli.console import has_color, progress, put, put_product, talk
from tfgen.cli.ending import WRONG_USE, exit_status, wrong_use
from tfgen.cli.judging import (
    BaselineOption,
    IgnoreOption,
    Said,
    SelectOption,
    StrictOption,
    judge_of_folder,
    judge_of_spec,
)
from tfgen.cli.parameters import Argument, Option
from tfgen.cli.reading import (
    SPEC,
    BaseOption,
    EnvOption,
    SkipOption,
    code_diagnostics,
    is_stdin,
    lock_diagnostics,
    lock_file,
    named_or_here,
    names_of,
    open_specs,
    shown,
)
from tfgen.cli.writing import refuse_to_be_led_out, write_product
from tfgen.output.formats import Format

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tfgen.check.run import Options, Target
    from tfgen.cli.across import Part
    from tfgen.cli.several import Checked
    from tfgen.diagnostics import Code, Diagnostic
    from tfgen.stack.loaded import Loaded, Readable
    from tfgen.stack.sharing import Service
    from tfgen.suppress.judge import Judge, Memory, Verdict
    from tfgen.suppress.suppression import Suppression


def validate(
    path: Annotated[
        list[str],
        Argument(
            metavar="[PATH]...",
            help=f"Specs, rendered folders, or - for standard input; {SPEC} here, if not said.",
        ),
    ] = [],  # noqa: B006  # each run is given its own
    env: EnvOption = None,
    format_: Annotated[Format, Option("--format", "-f", help="How findings are told.")] = Format.text,
    only: Annotated[list[str], Option(metavar="CHECKS", help="Run these alone: a,b or repeated.")] = [],  # noqa: B006  # each run is given its own
    skip: SkipOption = [],  # noqa: B006  # each run is given its own
    require: Annotated[
        list[str], Option(metavar="TOOLS", help="Fail when checkov or terraform is missing.")
    ] = [],  # noqa: B006  # each run is given its own
    no_cache: Annotated[bool, Option("--no-cache", help="Run every check anew.")] = False,
    strict: StrictOption = False,
    select: SelectOption = [],  # noqa: B006  # each run is given its own
    ignore: IgnoreOption = [],  # noqa: B006  # each run is given its own
    baseline: BaselineOption = None,
    base: BaseOption = None,
    write_baseline: Annotated[
        Path | None, Option(metavar="FILE", help="Write what is found to this file, instead of telling it.")
    ] = None,
    trust: Annotated[
        bool, Option("--trust", help="The folder is your own: fetch, run and read what it names.")
    ] = False,
    allow_provider: Annotated[
        list[str],
        Option(metavar="SOURCE", help="Run this provider for a folder, beside hashicorp/aws; repeatable."),
    ] = [],  # noqa: B006  # each run is given its own
) -> None:
    """Check a spec and what it renders, or a folder of Terraform.

    With --base, also what the change since that revision takes away or makes anew.

    The checks, from the cheapest: spec, rules, syntax, schema, checkov, terraform. A folder may be a stranger's: what it
    would fetch, run, or read elsewhere is told, and not done.
    """
    from tfgen.check.run import CHECKS, Options
    from tfgen.check.untrusted.sources import Trust
    from tfgen.cli.several import together

    chosen = (names_of(only, CHECKS, "--only") or frozenset(CHECKS)) - names_of(skip, CHECKS, "--skip")
    if not chosen:
        wrong_use("--only and --skip leave no check to run")
    required = names_of(require, ("checkov", "terraform"), "--require")
    trusted = Trust(trust, frozenset(allow_provider))
    options = Options(chosen, required, not no_cache, trusted, progress)
    said = Said(select, ignore, strict, baseline, write_baseline, chosen)
    paths = named_or_here(path)
    if len(paths) > 1 and (baseline or write_baseline):
        wrong_use("a baseline holds what is known of one spec: give one PATH with it")
    context = _Context(options, said, base, [])
    checked = {each: found for each in paths if (found := _checked(each, env, context))}
    if not checked:
        sys.exit(WRONG_USE)
    _tell(checked, len(paths) > 1, format_)
    status = exit_status(together(checked).found)
    sys.exit(status if len(checked) == len(paths) else WRONG_USE)


class _Context(NamedTuple):
    """What is the same for all paths."""

    options: Options
    said: Said
    base: str | None
    services: list[Service]


def _checked(path: str, env: str | None, context: _Context) -> Checked | None:
    """What is found of a spec or a folder; None if it cannot be read, which is told.

    A spec is held against those that were looked at before it, and added to them.
    """
    from tfgen.cli.across import Part
    from tfgen.render.foreign import foreign_in
    from tfgen.suppress.judge import Memory

    options, said, *_ = context
    if path != "-" and Path(path).is_dir():
        if context.base is not None:
            wrong_use("--base compares specs: name the spec, not the folder that it is rendered to")
        target = _folder_target(Path(path), options.trust.everything)
        if target is None:
            return None
        judge = judge_of_folder(target.files, Path(path), said)
        verdict, ran = _judged(target, foreign_in(Path(path)), options, judge, said.written)
        parts = {"": Part(verdict.told, verdict.ignored, target.files, judge=judge, ran=ran)}
        return _ended(parts, said.written)
    specs = open_specs(path, env)
    if specs is None:
        return None
    memory = Memory() if env is None else None
    return _ended({name: _of_spec(each, context, memory) for name, each in specs.items()}, said.written)


def _of_spec(loaded: Loaded, context: _Context, memory: Memory | None) -> Part:
    """What is found of a spec, as an environment has it."""
    from tfgen.cli.across import Part
    from tfgen.stack.loaded import Readable

    if not isinstance(loaded, Readable):
        return Part(loaded.diagnostics, [], loaded.sources)
    options, said, base, services = context
    outdated, lock = lock_diagnostics(loaded, loaded.project) if "schema" in options.checks else ([], {})
    target = spec_target(loaded)
    granted = None if base is None else _granted(loaded, base)
    judge = judge_of_spec(loaded, said, {**lock, **target.files}, memory, granted)
    found = [*code_diagnostics(loaded), *outdated, *_between(loaded, services)]
    found += _since(loaded, base) if base is not None else []
    verdict, ran = _judged(target, found, options, judge, said.written)
    sources = {**loaded.sources, **lock, **target.files}
    return Part(verdict.told, verdict.ignored, sources, target.files, judge, ran)


def _between(loaded: Readable, services: list[Service]) -> list[Diagnostic]:
    """What is wrong between a spec and those before it, to which it is added."""
    from tfgen.stack.sharing import Service, between

    service = Service(loaded.name, loaded.source, loaded.stack)
    found = list(between(service, services))
    services.append(service)
    return found


def _granted(loaded: Readable, revision: str) -> tuple[Suppression, ...]:
    from tfgen.cli.revision import granted_at

    if is_stdin(loaded):
        wrong_use("--base needs a spec that is a file")
    return granted_at(Path(loaded.name), revision, loaded.stack.environment or None)


def _since(loaded: Readable, revision: str) -> list[Diagnostic]:
    """What is to be said of the change since a revision."""
    from tfgen.check.since import environments
    from tfgen.check.since.guards import compare
    from tfgen.cli.revision import base_of
    from tfgen.stack.loaded import Readable

    found = base_of(Path(loaded.name), revision, loaded.stack.environment or None)
    if not isinstance(found.loaded, Readable):
        return found.told
    gone = environments.gone(found.loaded.source, loaded.source)
    return [*found.told, *gone, *compare(found.loaded.stack, loaded.stack, loaded.source)]


def _judged(
    target: Target, others: list[Diagnostic], options: Options, judge: Judge, baseline: Path | None
) -> tuple[Verdict, frozenset[str]]:
    """What the checks find, and others did, parted in what is told and what is ignored; and which checks ran."""
    from tfgen.check.run import run
    from tfgen.diagnostics import has_errors

    ran = {"spec", "code"} if target.stack else set()

    def fails(found: list[Diagnostic]) -> bool:
        return has_errors(_unknown(judge.parted(found).told, baseline))

    options = dataclasses.replace(options, fails=fails, ran=ran.add)
    return judge.parted([*others, *run(target, options)]), frozenset(ran)


def _unknown(found: Iterable[Diagnostic], baseline: Path | None) -> list[Diagnostic]:
    """What is not to be known by a baseline that is written."""
    from tfgen.suppress.baseline import can_be_known

    return [each for each in found if not (baseline and can_be_known(each))]


def _ended(parts: dict[str, Part], baseline: Path | None) -> Checked:
    """What is told of all environments; known findings go to a baseline, if one is to be written."""
    from tfgen.cli.across import across, to_know
    from tfgen.suppress.baseline import written

    if baseline is None:
        return across(parts)
    known = list(to_know(parts.values()))
    write_product(baseline, written(known).encode())
    talk(f"{len(known)} finding{'s' * (len(known) != 1)} went into it")
    return across(
        {
            name: part._replace(told=_unknown(part.told, baseline), ran=frozenset())
            for name, part in parts.items()
        }
    )


def spec_target(loaded: Readable, lock: str = "") -> Target:
    """What a spec gives the checks to look at, with the lock file of the folder that it is rendered to."""
    from tfgen.check.run import Target
    from tfgen.render.tree import configuration, own_files

    files = configuration(loaded.stack, shown(loaded))
    beside = {path: content for path, content in own_files(loaded.stack).items() if path not in files}
    return Target(files, loaded.source, loaded.stack, lock, beside=beside)


def _folder_target(folder: Path, trusted: bool) -> Target | None:
    from tfgen.check.folder import MOST_BYTES, named, read_folder
    from tfgen.check.run import Target
    from tfgen.disk import tree_root

    tree = Path(folder.resolve().anchor) if trusted else tree_root(folder)
    if not trusted:
        refuse_to_be_led_out(folder)
    try:
        files, unread = read_folder(folder, tree, sys.maxsize if trusted else MOST_BYTES)
    except OSError as error:
        talk(f"tfgen: {folder}: {error}")
        return None
    if not files and not unread:
        talk(f"tfgen: {folder} holds no .tf files")
        return None
    return Target(files, lock=lock_file(folder), root=named(folder), tree=tree, unread=tuple(unread))


def _tell(checked: dict[str, Checked], are_named: bool, format_: Format) -> None:
    from tfgen.cli.places import at_spec, from_root
    from tfgen.cli.several import together
    from tfgen.output.text import summary

    progress("")
    if format_ in (Format.github, Format.sarif):
        found, ignored, sources, _ = from_root(together({path: at_spec(it) for path, it in checked.items()}))
    else:
        found, ignored, sources, _ = together(checked)
    if format_ is not Format.text or found:
        tell = put if format_ is Format.text else put_product
        tell(format_.render(found, sources, _codes, color=has_color(sys.stdout), ignored=ignored))
    elif not are_named:
        talk(summary([], len(ignored)))
    if are_named:
        for path, report in checked.items():
            talk(f"{path}: {summary(report.found, len(report.ignored))}")


def _codes() -> dict[str, Code]:
    from tfgen.explain.catalogue import codes

    return codes()
