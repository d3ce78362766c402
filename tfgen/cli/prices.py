"""`tfgen prices`"""

from __future__ import annotations

from typing import Annotated

import typer

from tfgen.cli.application import GROUP
from tfgen.cli.console import progress, talk
from tfgen.cli.ending import stop_on
from tfgen.cli.parameters import Argument, Option
from tfgen.cli.reading import loaded_spec

prices_app = typer.Typer(help="Keep the prices that bills are made with up to date.", **GROUP)


@prices_app.command()
def update(
    spec: Annotated[
        str | None, Argument(metavar="[SPEC]", help="Ask for its regions alone; without it, for all.")
    ] = None,
    bulk: Annotated[
        bool, Option("--bulk", help="Read the files that AWS publishes; needs no account.")
    ] = False,
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
        loaded = loaded_spec(spec)
        regions = [region.name for region in loaded.stack.regions]
    read = files.reader() if bulk else api.reader()
    made = updated(read, regions, datetime.now(UTC).date(), progress)
    stop_on(made.diagnostics, {})
    if not has_errors(made.diagnostics):
        talk(f"{made.file}: {made.prices:,} prices of {len(regions)} regions")
