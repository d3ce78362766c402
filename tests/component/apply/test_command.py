"""`tfgen apply`, with a terraform that stands in."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.component.apply import terraform as stand_in
from tests.specs import EXAMPLES, ROOT
from tfgen.apply.formats import Format
from tfgen.cli.apply import apply
from tfgen.plan.fingerprint import fingerprint, fingerprint_of

HOME, OTHER = (
    f'module.{region}.module.http_api["api"].aws_apigatewayv2_stage.this'
    for region in ("eu_west_1", "us_east_1")
)
NAMES = (HOME, OTHER)
ROOTS = ("global", "eu-west-1", "us-east-1")
Json = dict[str, Any]


def change(address: str, *actions: str, **after: Any) -> Json:
    told = {"actions": list(actions), "before": None, "after": after or {"name": "a"}, "after_unknown": {}}
    return {"mode": "managed", "type": "aws_apigatewayv2_stage", "address": address, "change": told}


class Project:
    """A spec, its folder, and the terraform."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.output = folder, folder / "build"
        shutil.copytree(EXAMPLES / "hello/src", folder / "src")
        shutil.copy(EXAMPLES / "hello/spec.yaml", folder)
        self.program = folder / "bin/terraform"
        self.program.parent.mkdir()
        self.program.write_text(f"#!{sys.executable}\n{Path(stand_in.__file__).read_text('utf-8')}", "utf-8")
        self.program.chmod(0o755)
        self.world(changes=[change(name, "create") for name in NAMES])

    def world(self, **told: Any) -> None:
        self.told = told
        self.program.with_name("world.json").write_text(json.dumps(told), "utf-8")

    @property
    def reviewed(self) -> str:
        """The fingerprint of all that is to be done."""
        return fingerprint({"resource_changes": self.told["changes"]})

    @property
    def record(self) -> Json:
        found: Json = json.loads((self.output / "apply.json").read_text("utf-8"))
        return found

    @property
    def applied(self) -> list[str]:
        state: Json = json.loads((self.output / "terraform.tfstate").read_text("utf-8"))
        return list(state["applied"])

    def apply(self, **options: Any) -> int:
        """The exit status."""
        try:
            apply(self.output, str(self.folder / "spec.yaml"), **options)
        except SystemExit as ended:
            return int(ended.code or 0)
        return 0

    def start(self, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tfgen", "apply", "spec.yaml", "-o", "build", *words]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(self.folder)}
        return subprocess.Popen(
            command,
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    made = Project(tmp_path)
    monkeypatch.setenv("TFGEN_TERRAFORM", str(made.program))
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    return made


def test_what_was_reviewed_is_applied_and_recorded(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    assert project.apply(reviewed=project.reviewed) == 0
    assert project.applied == [*NAMES]
    record = project.record
    assert (record["outcome"], record["fingerprint"], record["reviewed"]) == (
        "applied",
        *[project.reviewed] * 2,
    )
    assert record["before"] == {"lineage": "", "serial": None}
    assert record["after"] == {"lineage": "line", "serial": 1}
    assert [each["fate"] for each in record["changes"]] == ["applied", "applied"]
    assert {each["place"] for each in record["changes"]} == {"eu-west-1", "us-east-1"}
    told = capfd.readouterr().out
    assert "the apply came to its end: 2 applied" in told
    assert str(project.output / "apply.json") in told
    assert not (project.output / "tfplan").exists(), "it is applied, and must not be once more"
    assert project.apply(reviewed=project.reviewed) == 0
    assert "nothing to do" in capfd.readouterr().err
    assert project.record == record


def test_another_plan_is_refused_with_the_difference(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    from tfgen.apply.record import write_lines
    from tfgen.plan.fingerprint import canonical

    reviewed = project.reviewed
    project.output.mkdir()
    write_lines(project.output, canonical({"resource_changes": project.told["changes"]}))
    project.world(changes=[change(HOME, "create", name="another value"), change("aws_x.new", "delete")])
    assert project.apply(reviewed=reviewed) == 1
    told = capfd.readouterr().err
    assert "error[TFG716]" in told
    assert "came: aws_x.new (delete)" in told
    assert f"went: {OTHER} (create)" in told
    assert f"changed: {HOME} (name)" in told
    assert "another value" not in told
    assert not (project.output / "tfplan").exists(), "what nobody reviewed must not be applied by mistake"
    assert not (project.output / "apply.json").exists()


def test_without_a_review_a_reason_is_asked_for_and_recorded(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    for wrong in (
        {},
        {"reviewed": "abc"},
        {"reviewed": project.reviewed, "unreviewed": "why"},
        {"unreviewed": " "},
        {"unreviewed": "why", "resume": True},
        {"unreviewed": "why", "lock_timeout": "5m -auto-approve"},
        {"unreviewed": "why", "base": "HEAD"},
    ):
        assert project.apply(**wrong) == 2, wrong
    assert not project.output.exists()
    capfd.readouterr()
    assert project.apply(unreviewed="the bad day", format_=Format.json, lock_timeout="5m") == 0
    assert json.loads(capfd.readouterr().out)["unreviewed"] == "the bad day"
    assert "-lock-timeout=5m" in project.program.with_name("calls").read_text("utf-8")


def test_a_freeze_stops_an_apply_unless_somebody_breaks_the_glass(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    spec = project.folder / "spec.yaml"
    text = spec.read_text("utf-8")
    spec.write_text(f"{text}frozen: {{until: 2099-01-04, reason: the long holidays}}\n")
    assert project.apply(reviewed=project.reviewed, break_glass=" ") == 2
    assert project.apply(reviewed=project.reviewed) == 1
    told = capfd.readouterr().err
    assert "error[TFG718]: nothing is applied until 2099-01-04 has passed: the long holidays" in told
    assert not project.output.exists()
    assert project.apply(reviewed="1-0123456789abcdef", break_glass="a leak") == 1, (
        "it must be reviewed all the same"
    )
    assert project.apply(reviewed=project.reviewed, break_glass="a leak") == 0
    assert project.record["broke_the_glass"] == "a leak"
    spec.write_text(f"{text}frozen: {{until: 2026-01-04, reason: it is over}}\n")
    capfd.readouterr()
    assert project.apply(reviewed=project.reviewed) == 0
    assert "nothing to do" in capfd.readouterr().err


def test_a_failure_halfway_is_told_by_region_and_the_rest_is_resumed(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    reviewed = project.reviewed
    project.world(**project.told, fails=OTHER)
    assert project.apply(reviewed=reviewed) == 1
    told = capfd.readouterr()
    assert "the apply failed halfway: 1 applied, 1 failed" in told.out
    assert f"failed: {OTHER}: AccessDenied" in told.out
    assert "error[TFG717]: AccessDenied" in told.err
    assert project.record["outcome"] == "failed"
    project.world(changes=project.told["changes"])
    assert project.apply(reviewed=reviewed) == 1
    assert "`--resume` applies the rest" in capfd.readouterr().err
    assert project.applied == [HOME]
    assert project.apply(reviewed=reviewed, resume=True) == 0
    assert project.applied == [*NAMES]
    assert project.record["resumes"]
    assert project.record["fingerprint"] != reviewed == project.record["reviewed"]
    assert project.apply(reviewed=reviewed, resume=True) == 0, "nothing is left"


def test_a_rest_that_was_not_reviewed_is_refused(project: Project, capfd: pytest.CaptureFixture[str]) -> None:
    reviewed = project.reviewed
    assert project.apply(reviewed="1-0123456789abcdef", resume=True) == 1
    assert "error[TFG714]" in capfd.readouterr().err
    project.world(**project.told, fails=OTHER)
    assert project.apply(reviewed=reviewed) == 1
    capfd.readouterr()
    project.world(changes=[*project.told["changes"], change("aws_x.new", "create")])
    assert project.apply(reviewed=reviewed, resume=True) == 1
    assert "no part of that, because of aws_x.new (create)" in capfd.readouterr().err
    follow_up = fingerprint(
        {"resource_changes": [each for each in project.told["changes"] if each["address"] != HOME]}
    )
    assert project.apply(reviewed=follow_up) == 0, "what is reviewed anew is applied like any other"


def test_a_record_that_somebody_changed_covers_nothing(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    reviewed = project.reviewed
    project.world(**project.told, fails=OTHER)
    assert project.apply(reviewed=reviewed) == 1
    project.world(changes=[*project.told["changes"], change("aws_x.new", "create")])
    record = project.record
    record["lines"].append(["aws_x.new", "", ["create"], "", "", [["name", ">0"]]])
    (project.output / "apply.json").write_text(json.dumps(record), "utf-8")
    assert project.apply(reviewed=reviewed, resume=True) == 1
    assert "error[TFG714]" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("says", "code", "hint"),
    [
        ("Saved plan is stale", "TFG715", "run the same again"),
        ("Error acquiring the state lock", "TFG717", "--lock-timeout"),
        ("Inconsistent dependency lock file", "TFG715", "run the same again"),
    ],
)
def test_what_ends_an_apply_before_it_begins_is_told(
    project: Project, capfd: pytest.CaptureFixture[str], says: str, code: str, hint: str
) -> None:
    project.world(**project.told, says=says)
    assert project.apply(reviewed=project.reviewed) == 1
    told = capfd.readouterr()
    assert f"error[{code}]: {says}" in told.err
    assert hint in told.err
    assert "the apply failed: 2 not started" in told.out


def test_two_at_once_and_an_interrupt(project: Project, interruptible: None) -> None:
    """The second is refused; the first hands an interrupt on, once, and waits until the state is written."""
    project.world(**project.told, hangs=OTHER)
    with project.start("--reviewed", project.reviewed) as first:
        while not project.program.with_name("hangs").exists():
            assert first.poll() is None, first.communicate()
            time.sleep(0.05)
        second = project.start("--reviewed", project.reviewed)
        _, told = second.communicate(timeout=60)
        assert (second.returncode, "error[TFG710]" in told) == (1, True), told
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGINT):
            first.send_signal(number)
            time.sleep(0.2)
        out, told = first.communicate(timeout=60)
    assert first.returncode == 130, told
    assert "the apply was interrupted: 1 applied, 1 begun" in out
    state = json.loads((project.output / "terraform.tfstate").read_text("utf-8"))
    assert (state["applied"], state["interrupts"]) == ([HOME], 1)
    assert project.record["outcome"] == "interrupted"


def test_one_that_is_killed_lets_terraform_write_its_state(project: Project, interruptible: None) -> None:
    project.world(**project.told, hangs=OTHER)
    with project.start("--reviewed", project.reviewed) as killed:
        while not project.program.with_name("hangs").exists():
            assert killed.poll() is None, killed.communicate()
            time.sleep(0.05)
        killed.kill()
    state, end = project.output / "terraform.tfstate", time.monotonic() + 20
    while not state.exists() and time.monotonic() < end:
        time.sleep(0.1)
    assert project.applied == [HOME]
    assert project.record["outcome"] == "running"
    project.world(changes=project.told["changes"])
    assert project.apply(reviewed=project.reviewed, resume=True) == 0
    assert project.applied == [*NAMES]


def test_states_per_region_are_applied_in_order_with_one_fingerprint_or_each_with_its_own(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    spec = project.folder / "spec.yaml"
    spec.write_text(f"{spec.read_text('utf-8')}state: {{layout: per-region}}\n")
    changes = [
        {**change(HOME, "create"), "root": "eu-west-1"},
        {**change(OTHER, "create"), "root": "us-east-1"},
    ]
    project.world(changes=changes)
    plans = {name: {"resource_changes": [each for each in changes if each["root"] == name]} for name in ROOTS}
    assert project.apply(reviewed=project.reviewed) == 1
    refused = capfd.readouterr().err
    assert all(f"{name} {fingerprint(plan)}" in refused for name, plan in plans.items())
    assert project.apply(reviewed=fingerprint_of(plans), state=["mars"]) == 2
    assert project.apply(reviewed=fingerprint_of(plans), resume=True) == 2
    assert not list(project.output.glob("*/tfplan")), "what was refused must not be applied"
    project.world(changes=changes, fails=HOME)
    capfd.readouterr()
    assert project.apply(reviewed=fingerprint_of(plans)) == 1
    told = capfd.readouterr()
    assert "eu-west-1: the apply failed: 1 failed" in told.out
    assert "not started: us-east-1" in told.err
    assert "--state eu-west-1" in told.err
    assert not list(project.output.glob("*/tfplan"))
    project.world(changes=changes)
    home, other = (fingerprint(plans[name]) for name in ROOTS[1:])
    assert project.apply(reviewed=home, state=["us-east-1"]) == 1, "it is another's"
    assert project.apply(reviewed=home, state=["eu-west-1"], resume=True) == 0
    assert project.apply(reviewed=other, state=["us-east-1"]) == 0
    assert [*project.output.glob("*/apply.json")] == [*project.output.glob("??-*/apply.json")]
    assert project.apply(reviewed=fingerprint_of(plans)) == 0, "nothing is left"


def test_one_apply_does_not_go_from_one_wave_to_the_next(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    spec = project.folder / "spec.yaml"
    waves = "state: {layout: per-region}\nwaves: [[eu-west-1], [us-east-1]]\n"
    spec.write_text(f"{spec.read_text('utf-8')}{waves}")
    here, there = (
        {**change(HOME, "create"), "root": "eu-west-1"},
        {**change(OTHER, "create"), "root": "us-east-1"},
    )
    project.world(changes=[here, there])
    plans = {
        name: {"resource_changes": [each for each in (here, there) if each["root"] == name]} for name in ROOTS
    }
    assert project.apply(reviewed=fingerprint_of(plans)) == 1
    assert "TFG432" in capfd.readouterr().err
    assert not list(project.output.rglob("apply.json")), "nothing was applied"
    assert not list(project.output.glob("*/tfplan")), "what was refused must not be applied"
    assert project.apply(reviewed=fingerprint(plans["eu-west-1"]), state=["eu-west-1"]) == 0


@pytest.mark.parametrize("name", ["main.tf", "packages"])
def test_what_changes_after_the_plan_is_not_applied(
    project: Project, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    assert project.apply(reviewed="1-0123456789abcdef") == 1, "the folder is written"
    changed = next(
        path for path in (project.output / name, *project.output.glob(f"{name}/**/*.zip")) if path.is_file()
    )
    project.world(**project.told, overwrites=str(changed))
    capfd.readouterr()
    assert project.apply(reviewed=project.reviewed) == 1
    assert f"error[TFG715]: {changed} is not as it was when the plan was made" in capfd.readouterr().err
    assert not (project.output / "apply.json").exists() or project.record["outcome"] == "failed"
    assert not (project.output / "terraform.tfstate").exists()


def test_a_plan_file_that_was_exchanged_is_not_applied(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    """What was compared with the fingerprint is what is applied, whatever lies there meanwhile."""
    plan = project.output / "tfplan"
    project.world(**project.told, overwrites=str(plan))
    assert project.apply(reviewed=project.reviewed) == 1
    assert f"error[TFG715]: {plan} is not the plan that was made" in capfd.readouterr().err
    assert not (project.output / "terraform.tfstate").exists()


def test_words_of_aws_are_told_and_recorded_without_secrets(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    made = change(HOME, "create", password="hunter2-very-secret")
    made["change"]["after_sensitive"] = {"password": True}
    project.world(changes=[made], says="Value 'hunter2-very-secret' at 'password' is too long")
    assert project.apply(reviewed=project.reviewed, format_=Format.json) == 1
    told = capfd.readouterr()
    assert "hunter2" not in told.out + told.err + json.dumps(project.record)
    assert "Value '(not shown)' at 'password' is too long" in told.err
