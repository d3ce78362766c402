"""`tfgen region`"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from tfgen.cli.application import GROUP
from tfgen.cli.console import put, talk
from tfgen.cli.ending import stop, wrong_use
from tfgen.cli.parameters import Argument, Option
from tfgen.cli.reading import SPEC, EnvOption, SpecArgument, is_stdin, loaded_spec, or_stop

if TYPE_CHECKING:
    from tfgen.journey.step import Next
    from tfgen.stack.loaded import Readable
    from tfgen.stack.stack import Stack

region_app = typer.Typer(
    help="Write the next step by which a region comes, goes or becomes home into the spec.", **GROUP
)

RegionArgument = Annotated[str, Argument(metavar="REGION", help="Such as us-west-2.")]
MergedOption = Annotated[
    str | None,
    Option(
        "--base",
        metavar="REV",
        help="Refuse where the spec of this git revision, such as origin/main, is at another step.",
    ),
]
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
    base: MergedOption = None,
    dry_run: DryOption = False,
) -> None:
    """Write the next step by which a region comes.

    Its tables are copied, its API is made without traffic, then clients are led to it. Each step is a change of the spec,
    to be reviewed and applied before the next.
    """
    from tfgen.journey.coming import add as next_step

    _take("add", lambda stack, name: next_step(stack, name, key), region, _Asked(spec, env, base, dry_run))


@region_app.command()
def remove(
    region: RegionArgument,
    spec: SpecArgument = SPEC,
    env: EnvOption = None,
    base: MergedOption = None,
    dry_run: DryOption = False,
) -> None:
    """Write the next step by which a region goes.

    It is drained, its protection is lifted, it is deleted, and its provider goes. Each step is a change of the spec, to be
    reviewed and applied before the next.
    """
    from tfgen.journey.going import remove as next_step

    _take("remove", next_step, region, _Asked(spec, env, base, dry_run))


@region_app.command(name="move-home")
def move_home(
    region: RegionArgument,
    spec: SpecArgument = SPEC,
    env: EnvOption = None,
    base: MergedOption = None,
    dry_run: DryOption = False,
) -> None:
    """Write the next step by which another region becomes home.

    Tables change their roles by being forgotten and imported: none is deleted, and none is made.
    """
    from tfgen.journey.moving import move_home as next_step

    _take("move-home", next_step, region, _Asked(spec, env, base, dry_run))


class _Asked(NamedTuple):
    """What every way is told."""

    spec: str
    env: str | None
    base: str | None
    dry_run: bool


def _take(way: str, next_step: Callable[[Stack, str], Next], region: str, asked: _Asked) -> None:
    from tfgen.cli.editing import edit_spec
    from tfgen.journey.codes import NO_STEP
    from tfgen.journey.step import Done, Stuck
    from tfgen.stack.region_name import REGIONS

    if region not in REGIONS:
        wrong_use(f"REGION takes the name of a region of AWS; {region!r} is none")
    loaded = loaded_spec(asked.spec, asked.env)
    step = next_step(loaded.stack, region)
    if asked.base and not isinstance(step, Stuck):
        step = _merged(step, next_step, region, asked.base, loaded)
    said = f" --env {asked.env}" if asked.env else ""
    named = "" if asked.spec == SPEC else f" {asked.spec}"
    if isinstance(step, Stuck):
        hint = re.sub("`tfgen region [^`]+", lambda found: f"{found[0]}{named}{said}", step.hint)
        stop([NO_STEP(step.why, loaded.source.span(("regions",)), hint)], loaded.sources)
    if isinstance(step, Done):
        talk(f"nothing to do: {step.why}")
        return
    put(edit_spec(loaded, step.edits, asked.dry_run))
    talk(f"this step {step.does}")
    after = f"`tfgen region {way} {region}{named}{said}`"
    if step.then:
        talk(f"next: review and apply it; then, when {step.then}: {after}")
    else:
        talk("this is the last step: review and apply it")


def _merged(
    step: Next, next_step: Callable[[Stack, str], Next], region: str, revision: str, loaded: Readable
) -> Next:
    """A step, if the spec of a revision is at the same; the end of the run if that has none, or one with errors."""
    from tfgen.cli.revision import spec_at
    from tfgen.journey.step import Step, Stuck

    if is_stdin(loaded):
        wrong_use("--base needs a spec that is a file")
    base = or_stop(spec_at(Path(loaded.name), revision, loaded.stack.environment or None))
    there = next_step(base.stack, region)
    if there == step:
        return step
    its = f"there, the next step {there.does}" if isinstance(there, Step) else f"there: {there.why}"
    return Stuck(
        f"the spec of {revision} is at another step of {region}: {its}",
        "merge and apply the step before first; or leave `--base` out",
    )
