"""A head, planned on the embedded AWS on which its base stands."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from tfgen import process
from tfgen.check import tools
from tfgen.check.terraform import Terraform, init_failed, initialise
from tfgen.check.tools import TOOL_FAILED
from tfgen.diagnostics import Diagnostic, Progress
from tfgen.emulator import server
from tfgen.frozen import frozen
from tfgen.plan.failed import failed
from tfgen.plan.run import PLAN_FILE
from tfgen.rehearse.changes import told
from tfgen.review.base.codes import BASE_NOT_APPLIED
from tfgen.review.base.once import Once
from tfgen.review.base.quick import BUCKET, overrides, restored
from tfgen.stack.given_file import Given
from tfgen.stack.stack import Stack

if TYPE_CHECKING:
    from tfgen.emulator.emulator import Emulator

_STATE = "terraform.tfstate"
_QUICK = ("-input=false", "-refresh=false", "-parallelism=30")
"""Of what was just made, nothing has changed."""

Explain = Callable[[str], list[Diagnostic]]
"""What Terraform's words of a refused plan come to; nothing if they are of no kind that is known."""
Plan = dict[str, Any]


@frozen
class Side:
    """A spec, as it is planned."""

    stack: Stack
    files: Mapping[str, bytes]
    """What it renders with its state in the folder, by path."""
    given: Given
    variables: Mapping[str, str]
    """Terraform's inputs, as its environment takes them."""


def planned_on(
    base: Side | None, head: Side, binary: Path, tree: Path, progress: Progress, explain: Explain
) -> Plan | list[Diagnostic]:
    """The head's plan, as `terraform show -json` tells it, or what kept it from being made.

    Without a base, nothing stands. `tree` is what somebody else wrote.
    """
    first = (base or head).stack
    try:
        with _standing(first, tree) as (aws, environment):
            folder, session = Path(environment["TMPDIR"], "stack"), Once(server.session_of(first))

            def terraform(side: Side) -> Terraform:
                return Terraform(binary, folder, {**environment, **side.variables})

            kept_from = _applied(base, terraform(base), aws, session, progress) if base else []
            return kept_from or _planned(head, terraform(head), aws, session, progress, explain)
    except (OSError, subprocess.TimeoutExpired, ValueError) as error:
        return [TOOL_FAILED(f"{binary.name}: {error}")]
    except (BotoCoreError, ClientError) as error:
        return [BASE_NOT_APPLIED(f"what stands in for what exists cannot be made: {error}")]


@contextlib.contextmanager
def _standing(stack: Stack, tree: Path) -> Iterator[tuple[Emulator, dict[str, str]]]:
    """An emulated AWS that runs no code, and the environment of terraform. Nothing of both is left."""
    with contextlib.ExitStack() as opened:
        opened.enter_context(process.guarded())
        opened.enter_context(server.undisturbed())
        # moto looks for the user's profile when it is imported
        from tfgen.emulator.emulator import Options, emulator

        scratch = opened.enter_context(process.temporary_folder())
        environment = opened.enter_context(tools.terraform_environment(tools.AWS, tree))
        aws = opened.enter_context(emulator(Options(account=stack.account)))
        aws.functions.runs_code = False
        aws.tables.refuses_2017 = False  # what stands was made while AWS did not refuse it
        # a provider runs for seconds, and spends a quarter of them collecting garbage that fits in memory
        environment = {"GOGC": "400", **environment, "AWS_ENDPOINT_URL": aws.endpoint}
        environment["TMPDIR"] = str(scratch)  # the path of a provider's socket has 104 characters at most
        yield aws, environment


def _applied(
    base: Side, runner: Terraform, aws: Emulator, session: Once, progress: Progress
) -> list[Diagnostic]:
    """Applies the base, and mends its state; what kept it from that."""
    progress("applying the base")
    server.prepare(base.stack, aws.endpoint, base.given, session)
    _keep_code(base, aws, session)
    _write(runner.folder, {**base.files, **overrides(base.files)})
    finished = initialise(runner)
    if finished.status != 0:
        return [init_failed(finished)]
    said = told(runner.run("apply", "-json", "-auto-approve", *_QUICK))
    if said.finished.status != 0:
        words = (f"{each.address}: {each.message}" if each.address else each.message for each in said.errors)
        return [BASE_NOT_APPLIED("; ".join(words))]
    state = runner.folder / _STATE
    state.write_text(json.dumps(restored(json.loads(state.read_text("utf-8")), base.stack)), "utf-8")
    return []


def _planned(
    head: Side, runner: Terraform, aws: Emulator, session: Once, progress: Progress, explain: Explain
) -> Plan | list[Diagnostic]:
    progress("planning the head on it")
    server.prepare(head.stack, aws.endpoint, head.given, session)
    for folder in ("modules", "own"):  # what the head does not have any more, Terraform would read
        shutil.rmtree(runner.folder / folder, ignore_errors=True)
    _write(runner.folder, head.files)
    finished = initialise(runner)
    if finished.status != 0:
        return [init_failed(finished)]
    made = runner.run("plan", "-no-color", f"-out={PLAN_FILE}", *_QUICK)
    if made.status != 0:
        return explain(made.stderr) or [failed(made, {})]
    shown: Plan = json.loads(runner.run("show", "-json", PLAN_FILE).stdout)
    return shown


def _keep_code(base: Side, aws: Emulator, session: Once) -> None:
    """Puts the code of functions where the overrides have it."""
    s3 = session.client("s3", endpoint_url=aws.endpoint, region_name="us-east-1")
    s3.create_bucket(Bucket=BUCKET)
    for path, content in base.files.items():
        if path.startswith("packages/"):
            s3.put_object(Bucket=BUCKET, Key=f"./{path}", Body=content)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
