"""`tfgen rehearse`"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

from tfgen.cli.console import has_color, progress, put, put_product, talk
from tfgen.cli.ending import CLEAN, FINDINGS, NOT_REHEARSED, WRONG_USE, stop, wrong_use
from tfgen.cli.parameters import Option
from tfgen.cli.reading import SPEC, SpecArgument, code_diagnostics, loaded_spec, shown
from tfgen.cli.tools import QuotaOption, RefuseOption, find_terraform, quotas_of, wait_for_interrupt
from tfgen.cli.writing import rendered_tree
from tfgen.rehearse.formats import Format

if TYPE_CHECKING:
    from tfgen.rehearse.rehearsal import Rehearsal
    from tfgen.rehearse.run import Rendering
    from tfgen.stack.loaded import Readable


def rehearse(
    spec: SpecArgument = SPEC,
    format_: Annotated[Format, Option("--format", "-f", help="How the report is told.")] = Format.text,
    keep: Annotated[
        bool, Option("--keep", help="Leave the stack and the emulated AWS standing until Ctrl-C.")
    ] = False,
    protect_replicas: Annotated[
        bool, Option("--protect-replicas", help="With their deletion protection; takes 5 minutes more.")
    ] = False,
    refuse_2017: RefuseOption = False,
    quota: QuotaOption = [],  # noqa: B006  # each run is given its own
) -> None:
    """Apply, use, break, heal and destroy the stack on an emulated AWS.

    Runs the real terraform, on the files that render writes, and the code of the functions. Needs no account.
    """
    import contextlib

    from tfgen.diagnostics import has_errors
    from tfgen.emulator import server

    quotas = quotas_of(quota)
    binary = find_terraform(True)
    loaded = loaded_spec(spec)
    found = code_diagnostics(loaded)
    if has_errors(found):
        stop(found, loaded.sources)
    rendering = _rendering(loaded)
    progress("starting the emulated AWS")
    with contextlib.ExitStack() as opened:
        opened.enter_context(server.undisturbed())
        from tfgen.emulator.emulator import Options
        from tfgen.rehearse.run import prepared

        options = Options(client=loaded.stack.home.name, refuses_2017=refuse_2017, quotas=quotas)
        try:
            rehearsal = opened.enter_context(
                prepared(loaded.stack, rendering, binary, options, protect_replicas)
            )
        except OSError as error:
            wrong_use(f"the emulated AWS cannot start: {error}")
        status = _rehearse(rehearsal, format_, keep)
    sys.exit(status)


def _rendering(loaded: Readable) -> Rendering:
    """How every variation of a stack is rendered: the zips, which they share, are made once."""
    from tfgen.render.tree import configuration

    zips = {path: content for path, content in rendered_tree(loaded).items() if path.startswith("packages/")}
    return lambda stack: {
        **{path: text.encode() for path, text in configuration(stack, shown(loaded)).items()},
        **zips,
    }


def _rehearse(rehearsal: Rehearsal, format_: Format, keep: bool) -> int:
    """The exit status."""
    from tfgen.emulator.words import to_try
    from tfgen.rehearse import run
    from tfgen.rehearse.formats import text

    stack, color = rehearsal.stack, has_color(sys.stdout)
    shown = format_ is Format.text
    if shown:
        put(text.head(stack))
    report = run.rehearse(
        rehearsal,
        progress,
        (lambda result: put(text.line(result, color))) if shown else (lambda _: None),
        run.steps_of(stack, keep),
    )
    tell = put if format_ in (Format.text, Format.markdown) else put_product
    tell(format_.render(report))
    if keep:
        talk(f"\n{to_try(rehearsal.emulator, stack, rehearsal.terraform)}\nCtrl-C ends it.")
        wait_for_interrupt()
    if report.failed:
        return WRONG_USE if report.failed.failure and report.failed.failure.is_of_a_tool else FINDINGS
    return NOT_REHEARSED if report.not_run else CLEAN
