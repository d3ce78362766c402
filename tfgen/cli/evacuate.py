"""`tfgen evacuate`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from tfgen.cli.console import progress, put, talk
from tfgen.cli.ending import stop, wrong_use
from tfgen.cli.parameters import Argument, Option
from tfgen.cli.reading import SPEC, EnvOption, SpecArgument, is_stdin, loaded_spec
from tfgen.journey.evacuation import Way

if TYPE_CHECKING:
    from tfgen.journey.aws import Change
    from tfgen.journey.evacuation import Evacuation
    from tfgen.stack.loaded import Readable


def evacuate(
    region: Annotated[str, Argument(metavar="REGION", help="Such as us-west-2.")],
    spec: SpecArgument = SPEC,
    env: EnvOption = None,
    way: Annotated[
        Way, Option("--way", help="By its health check, or by the function that answers that.")
    ] = Way.dns,
    undo: Annotated[bool, Option("--undo", help="Take it back.")] = False,
    apply: Annotated[bool, Option("--apply", help="Do it: without, it is told and not done.")] = False,
) -> None:
    """Take a region's traffic away at once, on the bad day.

    Tells what would be changed, and which control plane that needs; with --apply it does it, and writes into the spec that
    the region is drained. Asks AWS with your credentials.
    """
    from tfgen.cost.usage.readings import sdk_clients
    from tfgen.diagnostics import Diagnostic
    from tfgen.journey import aws
    from tfgen.journey.codes import NO_STEP, NOT_EVACUATED
    from tfgen.journey.evacuation import planned
    from tfgen.journey.step import Stuck

    loaded = loaded_spec(spec, env)
    if is_stdin(loaded):
        wrong_use("a spec that is edited is a file: name it")
    evacuation = planned(loaded.stack, region, way, undo)
    if isinstance(evacuation, Stuck):
        stop([NO_STEP(evacuation.why, loaded.source.span(("regions",)), evacuation.hint)], loaded.sources)
    put(_told(evacuation, apply))
    clients = sdk_clients()
    if isinstance(clients, Diagnostic):
        stop([clients], {})
    try:
        progress("asking AWS")
        for change in aws.changes(evacuation, loaded.stack, clients):
            _take(change, apply)
    except aws.NotEvacuatedError as error:
        other = "function" if way is Way.dns else "dns"
        stop(
            [
                NOT_EVACUATED(
                    f"{region} is not evacuated: {error}", hint=f"`--way {other}` needs another control plane"
                )
            ],
            {},
        )
    if not apply:
        talk("nothing is changed: --apply does it")
        return
    _say_in_spec(loaded, evacuation)


def _told(evacuation: Evacuation, apply: bool) -> str:
    undone = f"tfgen evacuate {evacuation.region} --way {evacuation.way.value} --undo --apply"
    lines = {
        "changes": evacuation.does,
        "needs": evacuation.needs,
        "effect": evacuation.effect,
        **({} if evacuation.undo else {"undone": f"`{undone}`"}),
        "next plan": evacuation.next_plan,
    }
    title = f"{'undo the evacuation of' if evacuation.undo else 'evacuate'} {evacuation.region}"
    dry = "" if apply else " (dry run)"
    return f"{title}{dry}\n" + "".join(f"  {name:<11}{text}\n" for name, text in lines.items())


def _take(change: Change, apply: bool) -> None:
    from tfgen.journey import aws

    told = ", ".join(f"{name} {change.now[name]} to {wanted}" for name, wanted in change.wanted.items())
    if not change.is_needed:
        talk(f"{change.what}: it is so already")
        return
    if apply:
        aws.make(change)
    talk(f"{change.what}: {told}{'' if apply else ', by --apply'}")


def _say_in_spec(loaded: Readable, evacuation: Evacuation) -> None:
    """Writes what is so now, lest the next apply takes it back."""
    from tfgen.cli.editing import edit_spec
    from tfgen.journey.edit import Edit
    from tfgen.stack.kinds.routing import drained

    is_said = evacuation.region in drained(loaded.stack)
    if is_said != evacuation.undo:
        return
    path = ("routing", "drained")
    edit = Edit("drop" if evacuation.undo else "add", path, evacuation.region)
    put(edit_spec(loaded, [edit], dry_run=False))
    talk("commit this: the next apply would take the other back")
