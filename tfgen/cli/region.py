"""`tfgen region`"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from tfgen.cli.application import GROUP
from tfgen.cli.console import put, talk
from tfgen.cli.ending import stop, wrong_use
from tfgen.cli.parameters import Argument, Option
from tfgen.cli.reading import SPEC, EnvOption, SpecArgument, loaded_spec

if TYPE_CHECKING:
    from tfgen.journey.steps import Next
    from tfgen.stack.stack import Stack

region_app = typer.Typer(
    help="Write the next step by which a region comes, goes or becomes home into the spec.", **GROUP
)

RegionArgument = Annotated[str, Argument(metavar="REGION", help="Such as us-west-2.")]
DryOption = Annotated[bool, Option("--dry-run", help="Print the edit as a diff, and write nothing.")]


@region_app.command()
def add(
    region: RegionArgument,
    spec: SpecArgument = SPEC,
    env: EnvOption = None,
    key: Annotated[
        str,
        Option("--key", metavar="ARN", help="The KMS key of the region, where the spec tells one for each."),
    ] = "",
    dry_run: DryOption = False,
) -> None:
    """Write the next step by which a region comes.

    Its tables are copied, its API is made without traffic, then clients are led to it. Each step is a change of the spec,
    to be reviewed and applied before the next.
    """
    from tfgen.journey.steps import add as next_step

    _take("add", lambda stack, name: next_step(stack, name, key), region, spec, env, dry_run)


@region_app.command()
def remove(
    region: RegionArgument, spec: SpecArgument = SPEC, env: EnvOption = None, dry_run: DryOption = False
) -> None:
    """Write the next step by which a region goes.

    It is drained, its protection is lifted, it is deleted, and its provider goes. Each step is a change of the spec, to be
    reviewed and applied before the next.
    """
    from tfgen.journey.steps import remove as next_step

    _take("remove", next_step, region, spec, env, dry_run)


@region_app.command(name="move-home")
def move_home(
    region: RegionArgument, spec: SpecArgument = SPEC, env: EnvOption = None, dry_run: DryOption = False
) -> None:
    """Write the next step by which another region becomes home.

    Tables change their roles by being forgotten and imported: none is deleted, and none is made.
    """
    from tfgen.journey.steps import move_home as next_step

    _take("move-home", next_step, region, spec, env, dry_run)


def _take(
    way: str, next_step: Callable[[Stack, str], Next], region: str, spec: str, env: str | None, dry_run: bool
) -> None:
    from tfgen.cli.editing import edit_spec
    from tfgen.journey.codes import NO_STEP
    from tfgen.journey.steps import Done, Stuck
    from tfgen.stack.region_name import REGIONS

    if region not in REGIONS:
        wrong_use(f"REGION takes the name of a region of AWS; {region!r} is none")
    loaded = loaded_spec(spec, env)
    step = next_step(loaded.stack, region)
    if isinstance(step, Stuck):
        stop([NO_STEP(step.why, loaded.source.span(("regions",)), step.hint)], loaded.sources)
    if isinstance(step, Done):
        talk(f"nothing to do: {step.why}")
        return
    put(edit_spec(loaded, step.edits, dry_run))
    talk(f"this step {step.does}")
    said = f" --env {env}" if env else ""
    named = "" if spec == SPEC else f" {spec}"
    after = f"`tfgen region {way} {region}{named}{said}`"
    if step.then:
        talk(f"next: review and apply it; then, when {step.then}: {after}")
    else:
        talk("this is the last step: review and apply it")
