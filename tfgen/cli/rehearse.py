"""`tfgen rehearse`"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

from tfgen.cli.console import has_color, progress, put, put_product, talk
from tfgen.cli.ending import CLEAN, FINDINGS, NOT_REHEARSED, WRONG_USE, say, stop, wrong_use
from tfgen.cli.given import stand_ins, variables
from tfgen.cli.judging import IgnoreOption, Said, SelectOption, StrictOption, judge_of_spec
from tfgen.cli.parameters import Option
from tfgen.cli.reading import SPEC, EnvOption, SpecArgument, code_diagnostics, loaded_spec
from tfgen.cli.tools import QuotaOption, RefuseOption, find_terraform, quotas_of, wait_for_interrupt
from tfgen.cli.writing import rendering_of
from tfgen.rehearse.formats import Format

if TYPE_CHECKING:
    from tfgen.rehearse.rehearsal import Rehearsal
    from tfgen.rehearse.report import Report
    from tfgen.rehearse.step import Failed, Step
    from tfgen.stack.loaded import Readable
    from tfgen.suppress.judge import Judge


def rehearse(
    spec: SpecArgument = SPEC,
    env: EnvOption = None,
    format_: Annotated[Format, Option("--format", "-f", help="How the report is told.")] = Format.text,
    keep: Annotated[
        bool, Option("--keep", help="Leave the stack and the emulated AWS standing until Ctrl-C.")
    ] = False,
    protect_replicas: Annotated[
        bool, Option("--protect-replicas", help="With their deletion protection; takes 5 minutes more.")
    ] = False,
    refuse_2017: RefuseOption = False,
    quota: QuotaOption = [],  # noqa: B006  # each run is given its own
    strict: StrictOption = False,
    select: SelectOption = [],  # noqa: B006  # each run is given its own
    ignore: IgnoreOption = [],  # noqa: B006  # each run is given its own
) -> None:
    """Apply, use, break, heal and destroy the stack on an emulated AWS.

    Runs the real terraform, on the files that render writes, and the code of the functions. Needs no account.
    """
    import contextlib

    from tfgen.diagnostics import has_errors
    from tfgen.emulator import server

    quotas = quotas_of(quota)
    binary = find_terraform(True)
    loaded = loaded_spec(spec, env)
    judge = judge_of_spec(loaded, Said(select, ignore, strict))
    found = [*judge.parted(code_diagnostics(loaded)).told, *judge.problems]
    if has_errors(found):
        stop(found, loaded.sources)
    given, inputs = stand_ins(loaded)
    rendering = rendering_of(loaded, judge)
    progress("starting the emulated AWS")
    with contextlib.ExitStack() as opened:
        opened.enter_context(server.undisturbed())
        from tfgen.emulator.emulator import Options
        from tfgen.rehearse.run import prepared

        options = Options(client=loaded.stack.home.name, refuses_2017=refuse_2017, quotas=quotas)
        try:
            rehearsal = opened.enter_context(
                prepared(loaded.stack, rendering, binary, options, protect_replicas, given, variables(inputs))
            )
        except OSError as error:
            wrong_use(f"the emulated AWS cannot start: {error}")
        report = _rehearse(rehearsal, format_, keep, loaded, judge)
    sys.exit(_status(report, loaded, judge))


def _status(report: Report, loaded: Readable, judge: Judge) -> int:
    """The exit status; tells what ignored nothing."""
    from tfgen.diagnostics import has_errors

    if report.failed:
        return WRONG_USE if report.failed.failure and report.failed.failure.is_of_a_tool else FINDINGS
    spans = {each: loaded.source.span(("functions", each.function)) for each in report.not_run}
    absent = judge.parted([each.code(each.words(), spans[each]) for each in report.not_run]).told
    left = [*judge.problems, *judge.leftovers(frozenset({"spec", "code", "rehearsal"}))]
    if left:
        say(left, loaded.sources)
    if has_errors([*absent, *left]):
        return FINDINGS
    return NOT_REHEARSED if absent else CLEAN


def _rehearse(rehearsal: Rehearsal, format_: Format, keep: bool, loaded: Readable, judge: Judge) -> Report:
    """Takes the steps, and tells what came of them."""
    from dataclasses import replace

    from tfgen.emulator.words import to_try
    from tfgen.rehearse import run
    from tfgen.rehearse.formats import text

    def ignores(step: Step, failed: Failed) -> str:
        if failed.is_of_a_tool:
            return ""
        span = loaded.source.span(("functions", failed.function)) if failed.function else None
        told = replace(step.code(failed.came, span), address=failed.address)
        return "".join(each.reason for each in judge.parted([told]).ignored)

    stack, color = rehearsal.stack, has_color(sys.stdout)
    shown = format_ is Format.text
    if shown:
        put(text.head(stack))
    report = run.rehearse(
        rehearsal,
        progress,
        (lambda result: put(text.line(result, color))) if shown else (lambda _: None),
        run.steps_of(stack, keep),
        ignores,
    )
    tell = put if format_ in (Format.text, Format.markdown) else put_product
    tell(format_.render(report))
    if keep:
        talk(f"\n{to_try(rehearsal.emulator, stack, rehearsal.terraform)}\nCtrl-C ends it.")
        wait_for_interrupt()
    return report
