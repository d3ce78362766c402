"""A state that is planned anew and applied, if it is what was reviewed."""

from __future__ import annotations

import contextlib
import dataclasses
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tfgen.apply.formats import Format
from tfgen.cli.console import progress, put, put_product, talk
from tfgen.cli.ending import FINDINGS, say, stop, stop_on
from tfgen.cli.interrupts import held
from tfgen.cli.plan import plans_of

if TYPE_CHECKING:
    from tfgen.apply.progress import Told
    from tfgen.apply.provenance import Commits
    from tfgen.apply.record import Record, StateVersion
    from tfgen.apply.run import Applied
    from tfgen.check.terraform import Terraform
    from tfgen.diagnostics import Diagnostic
    from tfgen.plan.fingerprint import Line
    from tfgen.plan.roots import Choice
    from tfgen.plan.run import Planned
    from tfgen.stack.loaded import Readable
    from tfgen.suppress.judge import Judge

_HELD = "interrupted: terraform ends what it has begun and writes the state, which takes a while"

_MOST_WORDS = 2000


class Asked(NamedTuple):
    """What the command line asks for."""

    reviewed: str
    unreviewed: str
    resumes: bool
    glass: str
    """Why it is applied though the spec is frozen."""
    lock_timeout: str
    format: Format


class Run(NamedTuple):
    """What is applied, and with what."""

    loaded: Readable
    output: Path
    binary: Path
    inputs: dict[str, str]
    files: dict[str, bytes]
    judge: Judge
    commits: Commits
    root: str = ""
    """The name of the state; empty where there is one."""

    @property
    def folder(self) -> Path:
        """Where it is planned, and its record lies."""
        return self.output / self.root

    @property
    def read(self) -> dict[str, bytes]:
        """The files that its apply may read, by their paths below the output."""
        from tfgen.plan.run import of_root

        return of_root(self.files, self.root)


@contextlib.contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """The end of the run where another apply is at work."""
    from tfgen.apply.codes import AT_WORK
    from tfgen.apply.run import alone
    from tfgen.render.write import CANNOT_WRITE

    with contextlib.ExitStack() as opened:
        try:
            is_alone = opened.enter_context(alone(folder))
        except OSError as error:
            stop([CANNOT_WRITE(f"{folder}: {error.strerror or error}")], {})
        if not is_alone:
            stop([AT_WORK(f"another `tfgen apply` is at work in {folder}")], {})
        yield


def apply_states(run: Run, asked: Asked, chosen: Choice) -> None:
    """Plans states anew, and applies them in their order if they are what was reviewed."""
    from tfgen.plan.fingerprint import fingerprint

    with contextlib.ExitStack() as opened:
        for name in chosen.options:
            opened.enter_context(_alone_in(run.output / name))
        plans: dict[str, Planned] = {}
        for name, made in plans_of(run.loaded, run.files, run.output, run.binary, None, run.inputs, chosen):
            if isinstance(made, list):
                _remove_plans(run, plans)
                _say_what_it_needs(run, name)
                stop(made, run.loaded.sources)
            plans[name] = made
        own = {name: fingerprint(made.json) for name, made in plans.items()}
        if len(plans) > 1 and asked.reviewed:
            _refuse_other_states(run, asked, own)
        _refuse_several_waves(run, plans)
        for number, (name, made) in enumerate(plans.items()):
            of = asked._replace(reviewed=own[name]) if len(plans) > 1 and asked.reviewed else asked
            try:
                _apply_state(run._replace(root=name), of, made)
            except SystemExit:
                _say_not_started(run, list(plans)[number + 1 :])
                raise


def _refuse_several_waves(run: Run, plans: Mapping[str, Planned]) -> None:
    """Ends the run where it would go from one wave to the next without anybody looking."""
    from tfgen.plan.guards.codes import AT_ONCE
    from tfgen.plan.review import review
    from tfgen.plan.roots import together

    found = review(together(plans).json, run.loaded.stack, run.loaded.source)
    verdict = run.judge.parted([each for each in found if each.code == AT_ONCE.id])
    if verdict.told:
        _remove_plans(run, plans)
    stop_on(verdict.told, run.loaded.sources, len(verdict.ignored))


def _say_what_it_needs(run: Run, name: str) -> None:
    from tfgen.plan.roots import root_of

    needs = root_of(run.loaded.stack, name).needs
    if needs:
        talk(f"{name} can be planned when {', '.join(needs)} stand: apply one after another, with --state")


def _remove_plans(run: Run, names: Iterable[str]) -> None:
    from tfgen.plan.run import PLAN_FILE

    for name in names:
        (run.output / name / PLAN_FILE).unlink(missing_ok=True)


def _say_not_started(run: Run, names: list[str]) -> None:
    _remove_plans(run, names)
    if names:
        talk(f"not started: {', '.join(names)}")


def _refuse_other_states(run: Run, asked: Asked, own: Mapping[str, str]) -> None:
    """Ends the run where the plans of several states are not what was reviewed."""
    from tfgen.apply.reviewed import refusal_of_states

    refused = refusal_of_states(own, asked.reviewed)
    if refused:
        _remove_plans(run, own)
        stop([refused], run.loaded.sources)


def _apply_state(run: Run, asked: Asked, made: Planned) -> None:
    """Applies the plan of a state if it is what was reviewed. Ends the run where it is not, or that fails."""
    from tfgen.apply.record import read_lines, read_record
    from tfgen.plan.fingerprint import canonical
    from tfgen.plan.review import review

    last, known = read_record(run.folder), read_lines(run.folder, asked.reviewed)
    now = canonical(made.json)
    with _plan_goes(run):
        _stop_on(run, review(made.json, run.loaded.stack, run.loaded.source))
        _look_for_leftovers(run, made, asked.resumes or bool(last and last.is_halfway))
        _refuse_others(run, asked, made, known, last)
        if now:
            _apply(run, asked, made, now, known if asked.resumes else None, last)
        else:
            _nothing_to_do(run, last)


@contextlib.contextmanager
def _plan_goes(run: Run) -> Iterator[None]:
    """A plan that was refused, or applied, must not lie where people apply what lies there."""
    from tfgen.plan.run import PLAN_FILE

    try:
        yield
    finally:
        (run.folder / PLAN_FILE).unlink(missing_ok=True)


def _stop_on(run: Run, found: list[Diagnostic]) -> None:
    verdict = run.judge.parted(found)
    stop_on(verdict.told, run.loaded.sources, len(verdict.ignored))


def _refuse_others(
    run: Run, asked: Asked, made: Planned, known: tuple[Line, ...] | None, last: Record | None
) -> None:
    """Ends the run where a plan is not what was reviewed. One without changes is part of every other."""
    from tfgen.apply.reviewed import refusal
    from tfgen.plan.change import changes
    from tfgen.plan.fingerprint import canonical

    now = canonical(made.json)
    if asked.reviewed and now:
        tainted = {each.address for each in changes(made.json) if each.reason == "replace_because_tainted"}
        refused = refusal(now, asked.reviewed, known, last, asked.resumes, tainted)
        if refused:
            stop([refused], run.loaded.sources)


def _look_for_leftovers(run: Run, made: Planned, must_know: bool) -> None:
    """Ends the run at what an apply left behind that did not come to its end."""
    from tfgen.apply.leftovers import look
    from tfgen.diagnostics import Severity

    progress("looking for what an earlier apply left")
    _stop_on(run, look(made.json, run.loaded, run.folder, Severity.ERROR if must_know else None))


def _nothing_to_do(run: Run, last: Record | None) -> None:
    from tfgen.apply.record import Outcome, write_record

    told = ""
    if last and last.is_halfway:
        write_record(run.folder, dataclasses.replace(last, outcome=Outcome.APPLIED, ended=_now()))
        told = f": of the apply of {last.started}, which stopped halfway, nothing is left"
    talk(f"{run.folder}: nothing to do, everything is as the spec says{told}")


def _apply(
    run: Run,
    asked: Asked,
    made: Planned,
    now: tuple[Line, ...],
    reviewed: tuple[Line, ...] | None,
    last: Record | None,
) -> None:
    """Applies a plan, and ends the run unless that came to its end."""
    from tfgen.apply import run as terraforms
    from tfgen.apply.codes import MOVED_ON
    from tfgen.apply.record import Outcome, write_record
    from tfgen.check.terraform import Terraform
    from tfgen.check.tools import TOOL_FAILED
    from tfgen.render.write import CANNOT_WRITE

    try:
        with _account(run) as environment:
            terraform = Terraform(run.binary, run.folder, environment)
            record = _begun(run, asked, terraform, made, now, reviewed or now, last)
            write_record(run.folder, record)
            try:
                applied = terraforms.apply(
                    terraform,
                    run.output,
                    run.read,
                    record.plan_sha256,
                    asked.lock_timeout,
                    lambda react: held(react, _HELD),
                    lambda told: _progress(told, len(now)),
                )
            except BaseException:  # terraform was not started
                write_record(
                    run.folder, last or dataclasses.replace(record, outcome=Outcome.FAILED, ended=_now())
                )
                raise
            applied = _hushed(applied, made)
            record = _ended(run, made, record, applied, terraforms.state_version(terraform))
            write_record(run.folder, record)
    except terraforms.MovedOnError as error:
        stop([MOVED_ON(str(error))], {})
    except subprocess.TimeoutExpired as error:
        stop([TOOL_FAILED(f"{run.binary.name}: {error}")], {})
    except OSError as error:
        stop([CANNOT_WRITE(f"{error.filename or run.folder}: {error.strerror or error}")], {})
    _tell(run, asked, record, applied)


def _hushed(applied: Applied, made: Planned) -> Applied:
    """What terraform said, without values that its plan keeps to itself."""
    from tfgen.plan.hushing import hushed

    applied.told.hush(lambda words: hushed(words, made.json))
    return dataclasses.replace(applied, words=hushed(applied.words, made.json))


@contextlib.contextmanager
def _account(run: Run) -> Iterator[dict[str, str]]:
    """The environment in which terraform applies: that of the plan."""
    from tfgen.check import cache, tools
    from tfgen.disk import tree_root

    plugins = cache.folder() / "plugins"
    with tools.terraform_environment(tools.ACCOUNT, tree_root(run.folder), plugins) as environment:
        yield {**environment, **run.inputs}


def _progress(told: Told, every: int) -> None:
    progress(f"terraform apply: {len(told.done)} of {every}")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _begun(
    run: Run,
    asked: Asked,
    terraform: Terraform,
    made: Planned,
    now: tuple[Line, ...],
    reviewed: tuple[Line, ...],
    last: Record | None,
) -> Record:
    from tfgen.apply.provenance import who
    from tfgen.apply.record import Record
    from tfgen.apply.run import lock_digest, state_version, versions
    from tfgen.plan.fingerprint import fingerprint_of_lines

    return Record(
        fingerprint=fingerprint_of_lines(now),
        reviewed=asked.reviewed,
        unreviewed=asked.unreviewed,
        lines=reviewed,
        spec=run.loaded.name,
        environment=run.loaded.stack.environment,
        regions=(*(region.name for region in run.loaded.stack.regions), *run.loaded.stack.retiring),
        root=run.root,
        head=run.commits.head,
        is_clean=run.commits.is_clean,
        base=run.commits.base,
        who=who(),
        started=_now(),
        versions=versions(terraform),
        plan_sha256=made.sha256,
        lock_sha256=lock_digest(run.folder),
        before=state_version(terraform),
        broke_the_glass=asked.glass if run.loaded.stack.frozen else "",
        resumes=last.started if last and asked.resumes else "",
    )


def _ended(run: Run, made: Planned, record: Record, applied: Applied, after: StateVersion) -> Record:
    from tfgen.apply.record import Outcome
    from tfgen.plan.change import changes
    from tfgen.plan.summary import Places

    is_applied, places = applied.status == 0, Places(run.loaded.stack)
    touched = [change for change in changes(made.json) if set(change.actions) - {"no-op"}]
    outcome = Outcome.INTERRUPTED if applied.signals else Outcome.FAILED
    fates = applied.told.fates(touched, {each.address: places.of(each) for each in touched}, is_applied)
    words = [error.words for error in applied.told.errors] or [applied.words[-_MOST_WORDS:].strip()]
    return dataclasses.replace(
        record,
        outcome=Outcome.APPLIED if is_applied else outcome,
        ended=_now(),
        after=after,
        changes=tuple(fates),
        errors=() if is_applied else tuple(filter(None, words)),
    )


def _tell(run: Run, asked: Asked, record: Record, applied: Applied) -> None:
    """Tells what became of an apply, and ends the run unless it came to its end."""
    from tfgen.apply.failures import failures
    from tfgen.apply.halfway import text
    from tfgen.apply.record import RECORD

    loaded, path = run.loaded, run.folder / RECORD
    if asked.format is Format.json:
        put_product(path.read_text("utf-8"))
    else:
        put(f"{text(record)}record  {path}\n")
    if applied.status == 0 and not applied.signals:
        return
    if applied.status != 0:
        say(
            list(failures(applied.told.errors, record, loaded.stack, loaded.source, run.output)),
            loaded.sources,
        )
    sys.exit(128 + applied.signals[0] if applied.signals else FINDINGS)
