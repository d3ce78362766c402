"""`tfgen gate`"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

from tfgen.cli.console import progress, put, put_product
from tfgen.cli.ending import CLEAN, FINDINGS, stop, wrong_use
from tfgen.cli.parameters import Option
from tfgen.cli.reading import SPEC, EnvOption, SpecArgument, loaded_spec, names_of
from tfgen.gate.formats import Format

if TYPE_CHECKING:
    from datetime import datetime

    from tfgen.stack.region import Region
    from tfgen.stack.stack import Stack


def gate(
    spec: SpecArgument = SPEC,
    env: EnvOption = None,
    region: Annotated[
        list[str],
        Option(metavar="REGIONS", help="The regions to look at: a,b or repeated; all, if not said."),
    ] = [],  # noqa: B006  # each run is given its own
    bake: Annotated[
        str,
        Option(
            metavar="TIME",
            help="Look again and again for so long, such as 10m: the first that is bad ends it.",
        ),
    ] = "0s",
    every: Annotated[str, Option(metavar="TIME", help="How long to wait between two looks.")] = "30s",
    since: Annotated[
        str | None,
        Option(
            metavar="TIME",
            help="When what is judged began: 15m ago, or 2026-01-31T12:00Z. Now with --bake, else 10m.",
        ),
    ] = None,
    errors: Annotated[
        float, Option(min=0, max=100, metavar="PERCENT", help="Of calls and requests, may fail.")
    ] = 1.0,
    lag: Annotated[
        float, Option(min=0, max=86_400, metavar="SECONDS", help="Writes may take to another region.")
    ] = 30.0,
    dead_letters: Annotated[
        int, Option(min=0, metavar="COUNT", help="Messages that a dead-letter queue may hold.")
    ] = 0,
    alarm: Annotated[
        list[str],
        Option(
            metavar="NAME", help="An alarm that must be off, beside those that begin with the service's name."
        ),
    ] = [],  # noqa: B006  # each run is given its own
    allow_unknown: Annotated[
        list[str], Option(metavar="CHECKS", help="Checks that may have no data: a,b or repeated, or all.")
    ] = [],  # noqa: B006  # each run is given its own
    format_: Annotated[Format, Option("--format", "-f", help="How the report is told.")] = Format.text,
) -> None:
    """Tell whether regions are healthy enough to go on.

    Asks Route 53, CloudWatch and SQS, and changes nothing. Exit status 0: go on. 1: stop, or too little is known.
    """
    from datetime import UTC, datetime

    baked, waited = _seconds(bake, "--bake"), _seconds(every, "--every")
    began = _since(since, bool(baked), datetime.now(UTC))
    loaded = loaded_spec(spec, env)
    regions = _regions(loaded.stack, region)
    from tfgen.cost.usage.readings import sdk_clients
    from tfgen.diagnostics import Diagnostic
    from tfgen.gate.look import Verdict
    from tfgen.gate.run import NAMES, Plan
    from tfgen.gate.run import gate as run
    from tfgen.gate.scene import Limits

    allowed = (
        frozenset(NAMES) if allow_unknown == ["all"] else names_of(allow_unknown, NAMES, "--allow-unknown")
    )
    clients = sdk_clients()
    if isinstance(clients, Diagnostic):
        stop([clients], {})
    limits = Limits(errors, lag, dead_letters, tuple(dict.fromkeys(alarm)))
    report = run(Plan(loaded.stack, regions, limits, began, baked, waited, allowed), clients, progress)
    if isinstance(report, list):
        stop(report, loaded.sources)
    tell = put if format_ is Format.text else put_product
    tell(format_.render(report, loaded.source))
    sys.exit(CLEAN if report.verdict is Verdict.go else FINDINGS)


def _seconds(text: str, option: str) -> int:
    from tfgen.gate.moments import seconds

    found = seconds(text)
    if found is None:
        wrong_use(f"{option} takes a time of at most a day, such as 90s, 10m or 1h; found {text!r}")
    return found


def _since(text: str | None, is_baked: bool, now: datetime) -> datetime:
    from tfgen.gate.moments import moment

    said = text or ("0s" if is_baked else "10m")
    found = moment(said, now)
    if found is None:
        wrong_use(f"--since takes a time of the last day, such as 15m or 2026-01-31T12:00Z; found {text!r}")
    return found


def _regions(stack: Stack, said: list[str]) -> tuple[Region, ...]:
    names = names_of(said, [region.name for region in stack.regions], "--region")
    return tuple(region for region in stack.regions if not names or region.name in names)
