"""The whole way of regions under steady traffic: no request fails but those that DNS explains, and no write is lost."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import boto3
import pytest

from tests.component.test_cli import run
from tests.draws import in_long_runs_alone
from tests.e2e.planning import succeed
from tests.specs import EXAMPLES, stack_of
from tfgen.check.terraform import Terraform, initialise
from tfgen.emulator.emulator import Emulator, Options, emulator
from tfgen.emulator.server import CREDENTIALS, prepare, undisturbed
from tfgen.plan.change import changes
from tfgen.rehearse.client import Answer, ask
from tfgen.rehearse.traffic import Traffic
from tfgen.stack.kinds.routing import drained

pytestmark = [pytest.mark.terraform, pytest.mark.slow, pytest.mark.drawn]

HOME, EAST, WEST = "eu-west-1", "us-east-1", "us-west-2"
DOMAIN = "kv.example.com"
SPEC = f"""\
tfgen: 1
service: kv
domain: {DOMAIN}
regions: [{HOME}, {EAST}]
routing: {{health: {{interval: 10, failures: 1}}}}
defaults: {{code: src, runtime: python3.13}}
tables:
  keyvalues: {{key: {{key: S}}, protect: false}} # AWS takes minutes to change it
functions:
  set-key: {{handler: set_key.main, http: "POST /{{key}}", access: {{keyvalues: write}}}}
  health: {{handler: health.main, http: GET /health, access: {{keyvalues: read}}}}
"""


class _Writer:
    """A client that writes one key after another, and knows which were taken."""

    def __init__(self, aws: Emulator, near: str) -> None:
        self._aws, self._near, self.number = aws, near, 0
        self.written: list[str] = []

    def __call__(self) -> Answer:
        self.number += 1
        key = f"{self._near}-{self.number}"
        answer = ask(self._aws.front_door, DOMAIN, f"/{key}", "POST", self._near, json.dumps({"value": "x"}))
        if answer.is_good:
            self.written.append(key)
        return answer


class _Walk:
    """A spec, its folder, and the AWS that it is applied to."""

    def __init__(self, project: Path, terraform: Terraform, endpoint: str) -> None:
        self.spec, self.terraform = project / "spec.yaml", terraform
        self.credentials = {**CREDENTIALS, "AWS_ENDPOINT_URL": endpoint}

    def say(self, *words: str) -> None:
        """Runs tfgen on the spec."""
        told = run(*words, self.spec, cwd=self.spec.parent, stdin="", **self.credentials)
        assert told.returncode == 0, told.stderr

    def apply(self) -> set[tuple[str, ...]]:
        """Renders and applies; gives what was done. Nothing is left to do then."""
        self.say("render", "-o", str(self.terraform.folder))
        succeed(initialise(self.terraform))
        succeed(self.terraform.run("plan", "-input=false", "-out=tfplan", "-parallelism=30"))
        plan = json.loads(self.terraform.run("show", "-json", "tfplan").stdout)
        succeed(self.terraform.run("apply", "-input=false", "-parallelism=30", "tfplan"))
        succeed(self.terraform.run("plan", "-input=false", "-detailed-exitcode", "-parallelism=30"))
        return {each.actions for each in changes(plan)} - {("no-op",)}


def test_a_region_comes_is_evacuated_and_another_goes(
    tmp_path: Path, terraform: Path, terraform_env: dict[str, str]
) -> None:
    in_long_runs_alone()
    shutil.copytree(EXAMPLES / "keyvalue/src", tmp_path / "src")
    (tmp_path / "spec.yaml").write_text(SPEC, "utf-8")
    out = tmp_path / "terraform"
    out.mkdir()
    with undisturbed(), emulator(Options(client=EAST)) as aws:
        prepare(stack_of(SPEC), aws.endpoint)
        environment = {"GOGC": "400", **terraform_env, **CREDENTIALS, "AWS_ENDPOINT_URL": aws.endpoint}
        walk = _Walk(tmp_path, Terraform(terraform, out, environment), aws.endpoint)
        walk.apply()
        writers = [_Writer(aws, near) for near in (EAST, WEST)]
        traffic = [Traffic(writer) for writer in writers]
        throttled = _all_ways(walk, lambda region: _wait_until_left(traffic[0], region))
        for each in traffic:
            each.stop()
        sent = [sent for each in traffic for sent in each.since(0)]
        failed = [
            one for one in sent if not one.answer.is_good and not throttled[0] <= one.at <= throttled[1]
        ]
        assert not failed, [one.answer.words() for one in failed][:5]
        assert {one.answer.region for one in sent} >= {EAST, WEST}, "of both, each was the nearest"
        _has_all(aws, {key for writer in writers for key in writer.written})


def _all_ways(walk: _Walk, wait_until_left: Callable[[str], None]) -> tuple[float, float]:
    """Gives from when to when a function was throttled, which is the one way that costs requests."""
    for _ in range(3):
        walk.say("region", "add", WEST)
        assert not {each for each in walk.apply() if "delete" in each}
    for way in ("dns", "function"):
        began = time.monotonic()
        walk.say("evacuate", EAST, "--way", way, "--apply")
        wait_until_left(EAST)
        ended = time.monotonic()
        assert drained(stack_of(walk.spec.read_text("utf-8"))) == (EAST,)
        if way == "dns":
            assert walk.apply() == set(), "the spec says what was done"
        walk.say("evacuate", EAST, "--way", way, "--undo", "--apply")
        assert walk.apply() == set()
    for _ in range(3):
        walk.say("region", "remove", EAST)
        walk.apply()
    for _ in range(2):
        walk.say("region", "move-home", WEST)
        assert walk.apply() <= {("forget",)}
    assert [each.name for each in stack_of(walk.spec.read_text("utf-8")).regions] == [WEST, HOME]
    return began, ended


def _wait_until_left(traffic: Traffic, region: str) -> None:
    began = time.monotonic()
    left = traffic.wait_until_steady(began, lambda answer: answer.is_good and answer.region != region, 60)
    assert left is not None, f"clients are led to {region} still"


def _has_all(aws: Emulator, written: set[str]) -> None:
    for region in (HOME, WEST):
        table = boto3.client("dynamodb", region_name=region, endpoint_url=aws.endpoint)
        for _ in range(100):
            pages = table.get_paginator("scan").paginate(TableName="kv-keyvalues")
            missing = written - {item["key"]["S"] for page in pages for item in page["Items"]}
            if not missing:
                break
            time.sleep(0.1)
        assert written and not missing, (region, sorted(missing)[:5])
