"""`tfgen state`"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tfgen.cli.application import GROUP
from tfgen.cli.console import progress, put, talk
from tfgen.cli.ending import stop, wrong_use
from tfgen.cli.parameters import Option
from tfgen.cli.reading import SPEC, EnvOption, SpecArgument, loaded_spec, shown
from tfgen.cli.tools import find_terraform
from tfgen.cli.writing import OutputOption, refuse_file, refuse_to_be_led_out

if TYPE_CHECKING:
    from tfgen.plan.move import Ready, Stores
    from tfgen.stack.loaded import Readable
    from tfgen.stack.stack import Stack

state_app = typer.Typer(help="Move Terraform's states where the spec keeps them.", **GROUP)


@state_app.command()
def move(
    output: OutputOption,
    spec: SpecArgument = SPEC,
    env: EnvOption = None,
    base: Annotated[
        str | None,
        Option(
            metavar="REV",
            help="The git revision whose spec says where states are; not needed for local ones.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, Option("--dry-run", help="Tell what would be moved, and write nothing.")
    ] = False,
) -> None:
    """Take states to the other layout: from one for all regions to one for each, or back.

    Nothing in the account is touched. What was there is kept beside it, and may be repeated after it was interrupted.
    """
    from tfgen import process
    from tfgen.check import tools
    from tfgen.diagnostics import Diagnostic
    from tfgen.disk import tree_root
    from tfgen.plan import move as moving
    from tfgen.plan.stores import StoreError

    binary = find_terraform(False)
    refuse_file(output)
    refuse_to_be_led_out(output)
    loaded = loaded_spec(spec, env)
    before = _before(loaded, spec, base, env)
    if before.is_apart == loaded.stack.is_apart:
        wrong_use("the layout is as it was: `terraform init -migrate-state` takes a state to another bucket")
    with (
        tools.terraform_environment(tools.ACCOUNT, tree_root(output)) as environment,
        process.alone_in(output),
    ):
        sources, targets = (_stores(stack, output, binary, environment) for stack in (before, loaded.stack))
        progress("reading states")
        try:
            found = moving.ready(sources, targets, loaded.stack, shown(loaded))
            if isinstance(found, Diagnostic):
                stop([found], loaded.sources)
            progress("")
            _tell(found, output)
            if dry_run or not found.sources:
                return
            copies = moving.move(found, sources, targets, output)
        except StoreError as error:
            wrong_use(f"{error}. Nothing is lost: the same command goes on from here")
    for name in found.sources:
        (output / name / ".terraform/terraform.tfstate").unlink(missing_ok=True)
    for copy in copies:
        talk(f"what was there is in {copy}")
    put(f"next  {_next(loaded, output, env)}\n")


def _before(loaded: Readable, spec: str, base: str | None, env: str | None) -> Stack:
    """The stack as its states are now."""
    import dataclasses

    from tfgen.stack.state import PER_REGION, State

    stack = loaded.stack
    if base is not None:
        from tfgen.cli.revision import spec_at
        from tfgen.stack.loaded import Broken

        found = spec_at(Path(spec), base, env)
        if isinstance(found, Broken):
            stop(found.diagnostics, found.sources)
        return found.stack
    if stack.state and not stack.state.is_local:
        wrong_use(
            "the spec says where states are to be, and not where they are: --base REV names a revision of it that does"
        )
    other = State(layout="single" if stack.is_apart else PER_REGION)
    return dataclasses.replace(stack, state=other, waves=())


def _stores(stack: Stack, output: Path, binary: Path, environment: dict[str, str]) -> Stores:
    from tfgen.plan.stores import Store
    from tfgen.stack.root import roots

    return {root.name: Store(stack, root, output, binary, environment) for root in roots(stack)}


def _tell(found: Ready, output: Path) -> None:
    if not found.sources:
        put(f"{output}: nothing is left to move\n")
        return
    for name, state in found.result.states.items():
        count = sum(len(each["instances"]) for each in state["resources"])
        put(
            f"{name or 'all regions':<24}{count} resources{', there already' if name in found.there else ''}\n"
        )
    for address in found.result.forgotten:
        put(
            f"{address} stays in us-east-1, and no state knows it: it costs nothing, and can be deleted in ACM\n"
        )


def _next(loaded: Readable, output: Path, env: str | None) -> str:
    """A certificate that is not there yet tells a plan no record: the one that stands would be made anew."""
    from tfgen.stack.kinds.routing import has_domain

    of = f" --env {env}" if env else ""
    plan = f"tfgen plan {loaded.name}{of} -o {output}"
    if not (loaded.stack.is_apart and has_domain(loaded.stack)):
        return plan
    root = f"terraform -chdir={output}/global"
    render = f"tfgen render {loaded.name}{of} -o {output}"
    return f"{render}; {root} init; {root} apply -target=aws_acm_certificate.anchor; then {plan}"
