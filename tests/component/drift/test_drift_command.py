"""The command, with a terraform that answers what a test says; and regions that do not answer."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from tests.component.test_cli import run
from tests.component.test_interrupts import tfgen
from tests.specs import EXAMPLES
from tests.unit.drift.plans import Json, changed, function, plan
from tfgen.drift.reach import silent

HERE, THERE = "eu-west-1", "us-east-1"
HELLO = EXAMPLES / "hello/spec.yaml"
PROGRAM = """\
#!/bin/sh
echo "$*" >> {folder}/asked
case "$*" in
  show*) cat {folder}/plan.json ;;
  plan*-refresh-only*) {refresh_only} ;;
  plan*) {plan} ;;
esac
"""
MEMORY = changed(function(HERE, "hello"), {"memory_size": 256}, {"memory_size": 512})
REFUSED = "printf 'Error: %s\\n' 'a resource is protected' >&2; exit 1"
NO_CREDENTIALS = "printf 'Error: %s\\n' 'No valid credential sources found' >&2; exit 1"


class Terraform:
    """What it answers, and what it was asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "terraform"
        self.says({"format_version": "1.2"})

    def says(self, told: Json, plan: str = ":", refresh_only: str = ":") -> None:
        (self.folder / "plan.json").write_text(json.dumps(told))
        program = PROGRAM.format(folder=self.folder, plan=plan, refresh_only=refresh_only)
        self.file.write_text(program)
        self.file.chmod(0o755)

    def asked(self) -> list[list[str]]:
        """The words of each command after init, but for those that are always there."""
        lines = (self.folder / "asked").read_text().splitlines()
        usual = ("plan", "show", "-json", "-input=false", "-no-color", "-lock=false", "-out=")
        return [
            [word for word in line.split() if not word.startswith(usual)] for line in lines if "plan " in line
        ]

    def drift(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        lost: dict[str, Any] = {**_NOWHERE, "TFGEN_TERRAFORM": str(self.file)}
        return run("drift", *words, **lost)


_NOWHERE = {
    "AWS_ACCESS_KEY_ID": "x",
    "AWS_SECRET_ACCESS_KEY": "x",
    "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
    "AWS_MAX_ATTEMPTS": "1",
}
"""Where no region answers, and so none is told to be lost."""


@pytest.fixture
def terraform_that(tmp_path: Path) -> Terraform:
    return Terraform(tmp_path)


def test_what_differs_is_told_and_nothing_is_locked_or_written(
    terraform_that: Terraform, tmp_path: Path
) -> None:
    terraform_that.says(plan([MEMORY], []))
    told = terraform_that.drift(HELLO, "-o", tmp_path / "out")
    assert (told.returncode, told.stderr) == (1, "")
    assert "hello: 1 difference" in told.stdout and "256 is now 512" in told.stdout
    assert not (tmp_path / "out").exists()
    assert "-lock=false" in (tmp_path / "asked").read_text()


def test_a_plan_that_is_refused_is_asked_for_drift_alone(terraform_that: Terraform, tmp_path: Path) -> None:
    terraform_that.says(plan([MEMORY]), plan=REFUSED)
    told = terraform_that.drift(HELLO, "-o", tmp_path / "out")
    assert told.returncode == 1
    assert terraform_that.asked() == [[], ["-refresh-only"]]
    assert "the next apply is not known" in told.stdout
    terraform_that.says(plan([MEMORY]), plan=REFUSED, refresh_only=REFUSED)
    told = terraform_that.drift(HELLO, "-o", tmp_path / "out")
    assert told.returncode == 2 and "error[TFG742]: a resource is protected" in told.stderr


def test_without_credentials_it_is_no_answer(terraform_that: Terraform, tmp_path: Path) -> None:
    terraform_that.says(plan([]), plan=NO_CREDENTIALS)
    told = terraform_that.drift(HELLO, "-o", tmp_path / "out")
    assert told.returncode == 2 and "No valid credential sources" in told.stderr
    assert "give it credentials" in told.stderr and "--lost" not in told.stderr
    assert len(terraform_that.asked()) == 1


def test_a_state_that_holds_nothing_is_no_answer(terraform_that: Terraform, tmp_path: Path) -> None:
    told = terraform_that.drift(HELLO, "-o", tmp_path / "out")
    assert told.returncode == 2 and "there is nothing in the state" in told.stderr
    assert "as far as could be compared" in told.stdout


def test_regions_that_are_said_to_be_lost_are_left_out(terraform_that: Terraform, tmp_path: Path) -> None:
    spec = tmp_path / "spec.yaml"
    spec.write_text(HELLO.read_text().replace("us-east-1", "us-west-2"))
    shutil.copytree(HELLO.parent / "src", tmp_path / "src")
    terraform_that.says(plan([]))
    told = terraform_that.drift(spec, "-o", tmp_path / "out", "--lost", "us-west-2")
    assert told.returncode == 2 and "warning[TFG743]: us-west-2 could not be asked" in told.stderr
    targets = ["-refresh-only", "-target=module.eu_west_1", "-target=aws_acm_certificate.eu_west_1"]
    assert terraform_that.asked() == [targets]
    told = terraform_that.drift(spec, "-o", tmp_path / "out", "--lost", HERE)
    assert told.returncode == 2 and len(terraform_that.asked()) == 1, (
        "of one state nothing is known without home"
    )


def test_each_of_several_states_is_compared_for_itself(terraform_that: Terraform, tmp_path: Path) -> None:
    spec = tmp_path / "spec.yaml"
    spec.write_text(HELLO.read_text().replace("us-east-1", "us-west-2") + "state: {layout: per-region}\n")
    shutil.copytree(HELLO.parent / "src", tmp_path / "src")
    there = (
        f"case $PWD in */us-west-2) printf 'Error: %s\\n' 'no' >&2; exit 1;; esac; pwd >> {tmp_path}/roots"
    )
    terraform_that.says(plan([MEMORY], []), plan=there, refresh_only="exit 1")
    told = terraform_that.drift(spec, "-o", tmp_path / "out", "--format", "json")
    found = json.loads(told.stdout)
    assert [(each["name"], each["is_compared"]) for each in found["states"]] == [
        ("global", True),
        (HERE, True),
        ("us-west-2", False),
    ]
    roots = [Path(line).name for line in (tmp_path / "roots").read_text().splitlines()]
    assert roots == ["global", HERE]
    assert told.returncode == 1 and "error[TFG742]: no" in told.stderr
    told = terraform_that.drift(spec, "-o", tmp_path / "out", "--format", "json", "--lost", "us-west-2")
    compared = [each["name"] for each in json.loads(told.stdout)["states"] if each["is_compared"]]
    assert compared == ["global", HERE]
    told = terraform_that.drift(spec, "-o", tmp_path / "out", "--format", "json", "--state", HERE)
    assert [each["name"] for each in json.loads(told.stdout)["states"]] == [HERE]


def test_any_terraform_is_compared_as_it_lies(terraform_that: Terraform, tmp_path: Path) -> None:
    terraform_that.says(plan([MEMORY], []))
    told = terraform_that.drift(tmp_path)
    assert told.returncode == 2 and "is not initialised: run `terraform" in told.stderr
    (tmp_path / ".terraform").mkdir()
    told = terraform_that.drift(tmp_path, "--format", "json")
    assert told.returncode == 1 and json.loads(told.stdout)["has_drift"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([HELLO], "-o DIR says where"),
        ([HELLO.parent, "-o", "x"], "are of specs"),
        ([HELLO, "-o", "x", "--lost", "eu-west-9"], "--lost takes eu-west-1"),
        ([HELLO, "-o", "x", "--state", "global"], "this spec has one"),
    ],
)
def test_wrong_use(terraform_that: Terraform, words: list[Any], said: str) -> None:
    told = terraform_that.drift(*words)
    assert told.returncode == 2 and said in told.stderr


def test_an_interrupt_leaves_nothing(terraform_that: Terraform, tmp_path: Path, interruptible: None) -> None:
    terraform_that.says(plan([]), plan=f": > {tmp_path}/started; exec sleep 300")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    environment = {**_NOWHERE, "TFGEN_TERRAFORM": str(terraform_that.file), "TMPDIR": str(scratch)}
    with tfgen("drift", str(HELLO), "-o", str(tmp_path / "out"), **environment) as process:
        while not (tmp_path / "started").exists():
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert (process.returncode, told) == (130, b"interrupted\n")
    assert list(scratch.iterdir()) == []


class _Sts:
    def __init__(self, error: Exception | None) -> None:
        self.error = error

    def get_caller_identity(self) -> None:
        if self.error:
            raise self.error


def _refused(status: int) -> ClientError:
    answer: Any = {"Error": {"Code": "x"}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(answer, "GetCallerIdentity")


def test_a_region_is_lost_that_does_not_answer_while_another_does() -> None:
    unreached = EndpointConnectionError(endpoint_url="x")
    errors = {"a": None, "b": unreached, "c": _refused(503), "d": _refused(403)}
    assert silent(list(errors), lambda _, region: _Sts(errors[region])) == {"b", "c"}
    assert silent(["b", "c"], lambda _, region: _Sts(errors[region])) == frozenset(), "it is the network"
