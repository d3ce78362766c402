"""`tfgen emulator`"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer

from tfgen.cli.application import GROUP
from tfgen.cli.console import put
from tfgen.cli.ending import wrong_use
from tfgen.cli.parameters import Argument, Option
from tfgen.cli.reading import names_of
from tfgen.cli.tools import QuotaOption, RefuseOption, need_emulator, quotas_of, wait_for_interrupt


def _number(value: float) -> float:
    """Refuses nan, which no bounds refuse."""
    if value != value:
        raise typer.BadParameter("nan is no number of seconds")
    return value


emulator_app = typer.Typer(**{**GROUP, "no_args_is_help": False})

RegionArgument = Annotated[str, Argument(metavar="REGION", help="Such as eu-west-1.")]
EndpointOption = Annotated[
    str, Option(envvar="AWS_ENDPOINT_URL", metavar="URL", help="The emulator's address.")
]


@emulator_app.callback(invoke_without_command=True)
def emulator(
    context: typer.Context,
    client: Annotated[
        str, Option(metavar="REGION", help="Where clients are who do not say so.")
    ] = "us-east-1",
    speed: Annotated[
        float,
        Option(
            min=1,
            max=1000,
            callback=_number,
            help="How many times faster than at AWS checks and retries come.",
        ),
    ] = 60,
    lag: Annotated[float, Option(min=0, max=60, help="Seconds until a write is in other regions.")] = 0.2,
    port: Annotated[int, Option(min=0, max=65535, help="Of AWS's APIs; 0 takes a free one.")] = 0,
    front_door_port: Annotated[int, Option(min=0, max=65535, help="Of domains and APIs.")] = 0,
    dns_port: Annotated[int, Option(min=0, max=65535, help="Of the DNS server, UDP.")] = 0,
    refuse_2017: RefuseOption = False,
    account: Annotated[str, Option(metavar="ID", help="The account's number of 12 digits.")] = "",
    quota: QuotaOption = [],  # noqa: B006  # each run is given its own
) -> None:
    """Run an emulated AWS, for any Terraform or SDK.

    It listens on 127.0.0.1 and ends with Ctrl-C. The commands below change one that runs.
    """
    if context.invoked_subcommand is not None:
        return
    import contextlib

    from tfgen.stack.region_name import REGIONS

    need_emulator()
    if client not in REGIONS:
        wrong_use(f"--client takes the name of a region; {client!r} is none")
    if account and not (account.isdecimal() and len(account) == 12):
        wrong_use(f"--account takes the 12 digits of an account's number; {account!r} is none")
    quotas = quotas_of(quota)
    from tfgen import process
    from tfgen.emulator import server

    with contextlib.ExitStack() as opened:
        opened.enter_context(server.undisturbed())
        from tfgen.emulator.emulator import Options
        from tfgen.emulator.emulator import emulator as emulated_aws
        from tfgen.emulator.words import to_try

        options = Options(client, speed, lag, refuse_2017, port, front_door_port, dns_port, account, quotas)
        try:
            opened.enter_context(process.guarded())
            aws = opened.enter_context(emulated_aws(options))
        except OSError as error:
            wrong_use(f"the emulated AWS cannot start: {error}")
        put(to_try(aws))
        wait_for_interrupt()


@emulator_app.command()
def lose(
    region: RegionArgument,
    only: Annotated[
        list[str], Option(metavar="PARTS", help="Lose these alone: api, buckets, control, queues, tables.")
    ] = [],  # noqa: B006  # each run is given its own
    endpoint: EndpointOption = "",
) -> None:
    """Lose a region, or parts of it."""
    from tfgen.emulator import control
    from tfgen.emulator.chaos import EVERY_PART, Part

    parts = sorted(names_of(only, tuple(Part), "--only") or EVERY_PART)
    _change(endpoint, region, lambda: control.lose(endpoint, region, parts))


@emulator_app.command()
def slow(
    region: RegionArgument,
    seconds: Annotated[
        float,
        Argument(metavar="SECONDS", min=0, max=60, callback=_number, help="How late every answer is."),
    ],
    endpoint: EndpointOption = "",
) -> None:
    """Make a region answer late."""
    from tfgen.emulator import control

    _change(endpoint, region, lambda: control.slow(endpoint, region, seconds))


@emulator_app.command()
def heal(region: RegionArgument, endpoint: EndpointOption = "") -> None:
    """Give a region back as it was."""
    from tfgen.emulator import control

    _change(endpoint, region, lambda: control.heal(endpoint, region))


@emulator_app.command()
def state(endpoint: EndpointOption = "") -> None:
    """Tell which regions are lost or slow."""
    from tfgen.emulator import control

    _change(endpoint, None, lambda: control.state(endpoint))


def _change(endpoint: str, region: str | None, change: Callable[[], dict[str, Any]]) -> None:
    from tfgen.stack.region_name import REGIONS

    if region is not None and region not in REGIONS:
        wrong_use(f"{region!r} is not the name of a region")
    if not endpoint:
        wrong_use("which emulator? Give --endpoint, or set AWS_ENDPOINT_URL as `tfgen emulator` says it")
    try:
        found = change()
    except OSError as error:
        wrong_use(f"{endpoint}: {error}")
    for name, wrong in found.items():
        late = [f"late by {wrong['delay']:g} s"] if wrong["delay"] else []
        words = [f"lost: {', '.join(wrong['lost'])}"] if wrong["lost"] else []
        put(f"{name}  {', '.join(words + late)}\n")
    if not found:
        put("all regions are whole\n")
