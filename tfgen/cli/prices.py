"""`tfgen prices`"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from tfgen.cli.application import GROUP
from tfgen.cli.console import progress, talk
from tfgen.cli.ending import WRONG_USE, stop_on
from tfgen.cli.parameters import Argument, Option
from tfgen.cli.reading import EnvOption, open_specs, or_stop

prices_app = typer.Typer(help="Keep the prices that bills are made with up to date.", **GROUP)


@prices_app.command()
def update(
    spec: Annotated[
        str | None, Argument(metavar="[SPEC]", help="Ask for its regions alone; without it, for all.")
    ] = None,
    bulk: Annotated[
        bool, Option("--bulk", help="Read the files that AWS publishes; needs no account.")
    ] = False,
    env: EnvOption = None,
) -> None:
    """Ask AWS's Price List for today's prices.

    Keeps them in the cache folder, where `tfgen cost` finds them. Needs credentials with pricing:GetProducts.
    """
    from datetime import UTC, datetime

    from tfgen.cost.price_list import api
    from tfgen.cost.price_list import bulk as files
    from tfgen.cost.price_list.update import update as updated
    from tfgen.diagnostics import has_errors
    from tfgen.stack.region_name import REGIONS

    regions = list(REGIONS)
    if spec is not None:
        stacks = [or_stop(each).stack for each in (open_specs(spec, env) or sys.exit(WRONG_USE)).values()]
        regions = list(dict.fromkeys(region.name for stack in stacks for region in stack.regions))
    read = files.reader() if bulk else api.reader()
    made = updated(read, regions, datetime.now(UTC).date(), progress)
    stop_on(made.diagnostics, {})
    if not has_errors(made.diagnostics):
        talk(f"{made.file}: {made.prices:,} prices of {len(regions)} regions")
