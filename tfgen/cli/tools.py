"""What commands need beside their input: terraform, the emulated AWS, an interrupt."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from tfgen.cli.ending import stop, wrong_use
from tfgen.cli.parameters import Option

RefuseOption = Annotated[
    bool, Option("--refuse-2017", help="Refuse new 2017.11.29 global tables, as AWS does.")
]
QuotaOption = Annotated[
    list[str],
    Option("--quota", metavar="NAME=NUMBER", help="What the account has of a quota of docs/quotas.md."),
]


def quotas_of(said: list[str]) -> dict[str, int]:
    """What the account has of quotas, by their names. Ends the run at one that the emulator does not know."""
    from tfgen.stack.quotas.quotas import SETTABLE

    found = {}
    for each in said:
        name, _, number = each.partition("=")
        if name not in SETTABLE:
            wrong_use(f"--quota takes {', '.join(SETTABLE)}; {name!r} is none")
        if not number.isdecimal():
            wrong_use(
                f"--quota takes a name and a number, such as {name}={SETTABLE[name].value}; found {each!r}"
            )
        found[name] = int(number)
    return found


def find_terraform(emulated: bool) -> Path:
    """What a plan needs, or the end of the run before anything is done."""
    from tfgen.check import tools

    if emulated:
        need_emulator()
    binary = tools.find_terraform()
    if binary is None:
        named = os.environ.get("TFGEN_TERRAFORM")
        wrong_use(
            f"TFGEN_TERRAFORM names `{named}`, which is no program: correct it, or unset it to take the one on PATH"
            if named
            else "this needs terraform or tofu on PATH, or named by TFGEN_TERRAFORM"
        )
    return binary


def need_emulator() -> None:
    """Ends the run if the emulator is not installed."""
    from tfgen.emulator import server

    if not server.is_installed():
        hint = 'pip install "tfgen-aws[emulator]"'
        stop([server.EMULATOR_MISSING("the emulator is not installed", hint=hint)], {})


def wait_for_interrupt() -> None:
    """Waits for Ctrl-C, which ends the run."""
    import threading

    threading.Event().wait()
