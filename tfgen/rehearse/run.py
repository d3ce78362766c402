"""A rehearsal from beginning to end."""

from __future__ import annotations

import contextlib
import dataclasses
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from botocore.exceptions import BotoCoreError, ClientError

from tfgen import process
from tfgen.check import tools
from tfgen.check.crash import CrashedError
from tfgen.check.terraform import Terraform
from tfgen.diagnostics import Progress
from tfgen.emulator import server
from tfgen.emulator.emulator import Options, emulator
from tfgen.emulator.leftovers import resources
from tfgen.rehearse.callers import has_some as has_callers
from tfgen.rehearse.credentials import Shown
from tfgen.rehearse.not_run import not_run
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.report import Report
from tfgen.rehearse.roots import TerraformInRoots
from tfgen.rehearse.sdk import Clients
from tfgen.rehearse.step import Failed, NotApplicable, Outcome, Result, Status, Step
from tfgen.rehearse.steps import callers, life, regions, replication, rights, routing, states, terraform, work
from tfgen.rehearse.trying import eased, explained, remarks, used
from tfgen.stack.given_file import NOTHING_GIVEN, Given
from tfgen.stack.stack import Stack
from tfgen.stack.variations import settled

Rendering = Callable[[Stack], Mapping[str, bytes]]
"""A stack's files, by their path relative to the root module."""


Ignores = Callable[[Step, Failed], str]
"""Why a step that failed is ignored; empty where it is not."""


@contextlib.contextmanager
def prepared(
    stack: Stack,
    rendering: Rendering,
    binary: Path,
    options: Options,
    whole: bool = False,
    given: Given = NOTHING_GIVEN,
    variables: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Rehearsal]:
    """An emulated AWS and a folder for the stack; nothing of both is left when the block ends, or the process dies.

    The whole stack is rehearsed, or what takes minutes is left out of it. What is given stands in for values from
    outside, and `variables` are Terraform's inputs as its environment takes them.
    """
    stack = settled(stack)
    with contextlib.ExitStack() as opened:
        opened.enter_context(process.guarded())
        scratch = opened.enter_context(process.temporary_folder())  # a process may rehearse more than once
        folder = scratch / "stack"
        folder.mkdir()
        environment = opened.enter_context(tools.terraform_environment(tools.AWS))
        aws = opened.enter_context(emulator(dataclasses.replace(options, account=stack.account)))
        aws.functions.stands_in = True
        # a provider runs for seconds, and spends a quarter of them collecting garbage that fits in memory
        environment = {"GOGC": "400", **environment, "AWS_ENDPOINT_URL": aws.endpoint, **variables}
        environment["TMPDIR"] = str(scratch)  # the path of a provider's socket has 104 characters at most
        aws.tables.refuses_2017 = False  # what exists already was made while AWS did not refuse it
        session = server.prepare(stack, aws.endpoint, given)
        aws.tables.refuses_2017 = options.refuses_2017
        runner = (TerraformInRoots if stack.is_apart else Terraform)(binary, folder, environment)

        def write(changed: Stack) -> None:
            _write(folder, rendering(changed))
            if isinstance(runner, TerraformInRoots):
                runner.turn_to(changed)

        yield Rehearsal(
            stack,
            stack if whole else eased(stack),
            write,
            runner,
            server.init_arguments(stack),
            aws,
            Clients(session, aws.endpoint),
            resources(),
            credentials={name: Shown(each.headers, each.query) for name, each in given.credentials.items()},
        )


def steps_of(stack: Stack, keep: bool = False) -> tuple[Step, ...]:
    """The steps of a stack's life, or those that leave it standing. Rights and work are steps where there are some."""
    *others, last = life.STEPS
    if keep:
        last = dataclasses.replace(last, run=lambda _: NotApplicable("left out, by --keep"))
    return (
        *terraform.STEPS,
        *(states.STEPS if stack.is_apart else ()),
        *regions.STEPS,
        *(callers.STEPS if has_callers(stack) else ()),
        *replication.STEPS,
        *(rights.STEPS if rights.has_some(stack) else ()),
        *(work.STEPS if any(trial.works for trial in used(stack)) else ()),
        *routing.STEPS,
        *others,
        last,
    )


def rehearse(
    rehearsal: Rehearsal,
    progress: Progress,
    ended: Callable[[Result], None],
    steps: tuple[Step, ...],
    ignores: Ignores = lambda _, __: "",
) -> Report:
    """Takes the steps one after another, up to the first that fails and is not ignored."""
    results: list[Result] = []
    stack, told = rehearsal.stack, remarks(rehearsal)
    for step in steps:
        if any(result.status is Status.failed for result in results):
            results.append(Result(step, Status.not_reached))
            continue
        progress(step.title)
        results.append(_weighed(_take(step, rehearsal), ignores))
        ended(results[-1])
    if rehearsal.traffic:
        rehearsal.traffic.stop()
    aws = rehearsal.emulator
    names = tuple(region.name for region in stack.regions)
    return Report(
        stack.service,
        stack.domain,
        names,
        tuple(results),
        dict(aws.missing),
        not_run(rehearsal),
        (*told.notes, *aws.functions.remarks()),
        told.facts,
    )


def _take(step: Step, rehearsal: Rehearsal) -> Result:
    rehearsal.terraform_seconds = rehearsal.emulator_seconds = 0.0
    began = time.monotonic()
    try:
        outcome = step.run(rehearsal)
    except (OSError, subprocess.TimeoutExpired, BotoCoreError, ClientError, ValueError) as error:
        name = "terraform" if isinstance(error, CrashedError) else f"{type(error).__name__}:"
        outcome = Failed(
            "the step can be taken to its end",
            f"{name} {error}",
            is_of_a_tool=isinstance(error, CrashedError),
        )
    seconds = time.monotonic() - began
    if isinstance(outcome, Failed):
        outcome = explained(rehearsal, outcome).in_lines()
    status, details, failure = _read(outcome)
    return Result(
        step, status, seconds, rehearsal.terraform_seconds, rehearsal.emulator_seconds, details, failure
    )


def _weighed(result: Result, ignores: Ignores) -> Result:
    reason = ignores(result.step, result.failure) if result.failure else ""
    if not (reason and result.failure):
        return result
    details = (f"{result.step.code.id}, ignored: {reason}", result.failure.came)
    return dataclasses.replace(result, status=Status.ignored, details=details)


def _read(outcome: Outcome) -> tuple[Status, tuple[str, ...], Failed | None]:
    match outcome:
        case Failed():
            return Status.failed, (), outcome
        case NotApplicable(reason):
            return Status.skipped, (reason,), None
        case _:
            return Status.passed, outcome.details, None


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
