"""`tfgen apply`"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

from tfgen.apply.formats import Format
from tfgen.cli.applying import Asked, Run, apply_states
from tfgen.cli.console import talk
from tfgen.cli.ending import stop, stop_on, wrong_use
from tfgen.cli.given import variables
from tfgen.cli.judging import BaselineOption, IgnoreOption, Said, SelectOption, StrictOption, judge_of_spec
from tfgen.cli.parameters import Option
from tfgen.cli.plan import inputs_of_plan, refuse_unknown
from tfgen.cli.reading import SPEC, EnvOption, SpecArgument, loaded_spec
from tfgen.cli.tools import find_terraform
from tfgen.cli.writing import OutputOption, refuse_file, write_tree

if TYPE_CHECKING:
    from tfgen.apply.provenance import Commits
    from tfgen.stack.loaded import Readable


def apply(
    output: OutputOption,
    spec: SpecArgument = SPEC,
    env: EnvOption = None,
    reviewed: Annotated[
        str | None, Option(metavar="FINGERPRINT", help="The fingerprint of the plan that was reviewed.")
    ] = None,
    unreviewed: Annotated[
        str | None, Option(metavar="REASON", help="Apply what nobody reviewed; the reason is recorded.")
    ] = None,
    resume: Annotated[
        bool, Option("--resume", help="Apply the rest of a reviewed plan whose apply stopped halfway.")
    ] = False,
    state: Annotated[
        list[str],
        Option(metavar="NAME", help="With states per region: apply this one alone. May be given again."),
    ] = [],  # noqa: B006  # each run is given its own
    lost: Annotated[
        list[str],
        Option(
            metavar="REGION",
            help="With states per region: leave out what is in a lost region, and ask it nothing. May be given again.",
        ),
    ] = [],  # noqa: B006  # each run is given its own
    break_glass: Annotated[
        str | None, Option(metavar="REASON", help="Apply during a freeze; the reason is recorded.")
    ] = None,
    base: Annotated[
        str | None,
        Option(metavar="REV", help="The commit before the change, for the record; HEAD^1, if not said."),
    ] = None,
    lock_timeout: Annotated[
        str, Option(metavar="TIME", help="How long to wait for a locked state, such as 5m.")
    ] = "0s",
    format_: Annotated[Format, Option("--format", "-f", help="How the apply is told.")] = Format.text,
    strict: StrictOption = False,
    select: SelectOption = [],  # noqa: B006  # each run is given its own
    ignore: IgnoreOption = [],  # noqa: B006  # each run is given its own
    baseline: BaselineOption = None,
) -> None:
    """Plan anew, and apply what was reviewed.

    Refuses a plan with another fingerprint than that of the review, and tells how they differ. Records what was done.
    """
    from tfgen.plan.roots import choice

    asked = _asked(reviewed, unreviewed, resume, break_glass, lock_timeout, format_)
    binary = find_terraform(False)
    refuse_file(output)
    loaded = loaded_spec(spec, env)
    refuse_unknown(loaded, state, lost, False)
    chosen = choice(loaded.stack, state, lost)
    if len(chosen.options) > 1 and (resume or format_ is not Format.text):
        wrong_use("of several states, --resume and --format json take one: name it with --state")
    _refuse_frozen(loaded, asked)
    commits = _commits(loaded, base)
    judge = judge_of_spec(loaded, Said(select, ignore, strict, baseline))
    stop_on(judge.problems, loaded.sources)
    inputs = variables(inputs_of_plan(loaded))
    files = write_tree(loaded, output, judge=judge)
    apply_states(Run(loaded, output, binary, inputs, files, judge, commits), asked, chosen)


def _asked(
    reviewed: str | None,
    unreviewed: str | None,
    resumes: bool,
    glass: str | None,
    lock_timeout: str,
    format_: Format,
) -> Asked:
    """What is asked for, or the end of the run where that is impossible."""
    from tfgen.plan.fingerprint import is_fingerprint

    if (reviewed is None) == (unreviewed is None):
        wrong_use(
            "apply takes --reviewed with the fingerprint that `tfgen plan` or the review's comment tells, "
            "or --unreviewed with a reason: one of them"
        )
    if reviewed is not None and not is_fingerprint(reviewed):
        wrong_use(f"{reviewed!r} is no fingerprint of this version of tfgen, such as 1-0123456789abcdef")
    if unreviewed is not None and not unreviewed.strip():
        wrong_use("--unreviewed takes the reason why nobody reviews it: it is recorded")
    if glass is not None and not glass.strip():
        wrong_use("--break-glass takes the reason why it cannot wait: it is recorded")
    if resumes and reviewed is None:
        wrong_use("--resume takes the rest of what was reviewed: give its fingerprint with --reviewed")
    if not re.fullmatch(r"[0-9]{1,6}[smh]", lock_timeout):
        wrong_use(f"--lock-timeout takes a time such as 30s or 5m; found {lock_timeout!r}")
    return Asked(reviewed or "", unreviewed or "", resumes, glass or "", lock_timeout, format_)


def _refuse_frozen(loaded: Readable, asked: Asked) -> None:
    """The end of the run where the spec is frozen, unless somebody breaks the glass."""
    from tfgen.apply.codes import FROZEN
    from tfgen.stack.frozen import stands

    frozen = loaded.stack.frozen
    if frozen and stands(frozen, datetime.now(UTC).date().isoformat()):
        message = f"nothing is applied until {frozen.until} has passed: {frozen.reason}"
        if asked.glass:
            talk(f"the glass is broken: {message}")
            return
        hint = "`--break-glass REASON` applies it all the same, and records why"
        stop([FROZEN(message, loaded.source.span(("frozen",)), hint)], loaded.sources)


def _commits(loaded: Readable, base: str | None) -> Commits:
    from tfgen.apply.provenance import commits

    found = commits(loaded.project, base)
    if found is None:
        wrong_use(f"--base: there is no commit {base!r} in a repository that holds {loaded.name}")
    return found
