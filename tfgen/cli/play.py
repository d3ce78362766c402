"""`tfgen play`"""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from tfgen.cli.console import progress, put, talk
from tfgen.cli.ending import stop, wrong_use
from tfgen.cli.given import stand_ins, variables
from tfgen.cli.judging import Said, judge_of_spec
from tfgen.cli.parameters import Option
from tfgen.cli.reading import SPEC, EnvOption, SpecArgument, code_diagnostics, loaded_spec, read_bytes
from tfgen.cli.tools import find_terraform, wait_for_interrupt
from tfgen.cli.writing import rendering_of

_LAG_SECONDS = 0.5
"""Until a write is in other regions: at AWS usually within a second.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GlobalTables.html
"""


def _number(value: float) -> float:
    """Refuses nan, which no bounds refuse."""
    if value != value:
        raise typer.BadParameter("nan is no number")
    return value


def play(
    spec: SpecArgument = SPEC,
    env: EnvOption = None,
    port: Annotated[int, Option(min=0, max=65535, help="Of the page; 0 takes a free one.")] = 0,
    no_open: Annotated[
        bool, Option("--no-open", help="Open no browser; a terminal alone opens one.")
    ] = False,
    scenario: Annotated[
        str,
        Option(metavar="FILE|LINK", help="Actions to begin with: a page's export, or a link that it gave."),
    ] = "",
    speed: Annotated[
        float,
        Option(
            min=1, max=1000, callback=_number, help="How many times faster than at AWS checks and caches are."
        ),
    ] = 20,
) -> None:
    """Play with the stack on an emulated AWS: a map of its regions, clients all over the world, and what can go wrong.

    Applies it with the real terraform, and serves a page on 127.0.0.1 until Ctrl-C. Needs no account.
    """
    import contextlib

    from tfgen.diagnostics import has_errors
    from tfgen.emulator import server as aws_server

    binary = find_terraform(True)
    loaded = loaded_spec(spec, env)
    judge = judge_of_spec(loaded, Said([], [], False))
    found = [*judge.parted(code_diagnostics(loaded)).told, *judge.problems]
    if has_errors(found):
        stop(found, loaded.sources)
    given, inputs = stand_ins(loaded)
    actions = _scenario(scenario) if scenario else []
    with contextlib.ExitStack() as opened:
        from tfgen.play import files, server
        from tfgen.play.actions import Actions
        from tfgen.play.hub import Hub
        from tfgen.play.model import model

        hub = Hub()
        acting = Actions(hub)
        hub.tell("model", **model(loaded.stack, speed))
        hub.tell("progress", stage="emulator", text="starting the emulated AWS", done=0, of=None)
        try:
            url = opened.enter_context(
                server.served(hub, acting.do, acting.timeline, files.page_files(), port)
            )
        except OSError as error:
            wrong_use(f"the page cannot be served: {error}")
        put(f"{url}\n")
        if not no_open and sys.stdout.isatty():
            _open(url)
        opened.enter_context(aws_server.undisturbed())
        from tfgen.emulator.emulator import Options
        from tfgen.play.run import up
        from tfgen.rehearse.run import prepared
        from tfgen.stack.variations import in_one_state

        options = Options(client=loaded.stack.home.name, speed=speed, lag=_LAG_SECONDS)
        rendering = rendering_of(loaded, judge)
        one = in_one_state(
            loaded.stack
        )  # of which every region is applied at once: nobody sees its states here
        try:
            rehearsal = opened.enter_context(
                prepared(one, rendering, binary, options, False, given, variables(inputs))
            )
        except OSError as error:
            wrong_use(f"the emulated AWS cannot start: {error}")
        progress("terraform apply")
        failed = opened.enter_context(up(rehearsal, hub, acting))
        if failed:
            stop(failed, loaded.sources)
        talk(f"{loaded.stack.title} stands. Ctrl-C ends it, and leaves nothing.")
        if actions:
            acting.do({"do": "scenario", "actions": actions})
        wait_for_interrupt()


def _scenario(said: str) -> list[dict[str, Any]]:
    """The actions of a file, or of a link; the end of the run where there are none."""
    from tfgen.play.refused import RefusedError
    from tfgen.play.scenario import UNREADABLE, read

    try:
        if "#s=" in said:
            return read(said)
        return read(read_bytes(said).decode("utf-8"))
    except OSError as error:
        stop([UNREADABLE(f"{said}: {error.strerror or error}")], {})
    except (RefusedError, UnicodeDecodeError) as error:
        what = "the link" if "#s=" in said else said
        stop([UNREADABLE(f"{what}: {error}", hint="the page exports both")], {})


def _open(url: str) -> None:
    """Opens a browser that has a window: one of text would take the terminal."""
    import os
    import webbrowser

    if sys.platform == "darwin" or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    ):
        webbrowser.open(url)
