"""What was reviewed is applied, stopped halfway, found and resumed: with the real terraform, on the emulated AWS."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.component.test_cli import run
from tests.specs import ROOT
from tfgen.check import tools
from tfgen.emulator import server
from tfgen.emulator.emulator import Options, emulator

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

SPEC = """\
tfgen: 1
service: shop
regions: [eu-west-1, us-east-1]
tables:
  orders: {key: {id: S}, protect: false, recovery: false}
"""
REPLICA = "module.table_orders_us_east_1.aws_dynamodb_table_replica.this"


@pytest.fixture
def account(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of who has an account, which is the emulated one."""
    with server.undisturbed(), emulator(Options()) as aws:
        yield {**server.CREDENTIALS, "AWS_ENDPOINT_URL": aws.endpoint, "PYTHONPATH": str(ROOT)}


def _replicas(endpoint: str) -> list[Any]:
    client = boto3.Session().client("dynamodb", region_name="eu-west-1", endpoint_url=endpoint)
    try:
        return list(client.describe_table(TableName="shop-orders")["Table"].get("Replicas", ()))
    except client.exceptions.ResourceNotFoundException:
        return []


def test_an_apply_that_is_stopped_while_a_replica_is_made_is_found_and_resumed(
    terraform: Path, tmp_path: Path, account: dict[str, str], interruptible: None
) -> None:
    (tmp_path / "spec.yaml").write_text(SPEC)
    planned = run("plan", "spec.yaml", "-o", "build", "--skip", "checkov,terraform", cwd=tmp_path, **account)
    assert planned.returncode == 0, planned.stderr
    reviewed = re.search(r"--reviewed (\S+)$", planned.stdout, re.MULTILINE)
    assert reviewed
    words = ("apply", "spec.yaml", "-o", "build", "--reviewed", reviewed[1])
    with subprocess.Popen(
        [sys.executable, "-m", "tfgen", *words],
        cwd=tmp_path,
        env={**os.environ, **account},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as stopped:
        while not _replicas(account["AWS_ENDPOINT_URL"]):
            assert stopped.poll() is None, stopped.communicate()
            time.sleep(0.1)
        stopped.send_signal(signal.SIGINT)
        out, err = stopped.communicate(timeout=120)
    assert stopped.returncode == 130, err
    assert "1 applied, 1 failed" in out
    found = run(*words, "--resume", cwd=tmp_path, **account)
    assert found.returncode == 1
    assert f"error[TFG711]: the plan creates {REPLICA}" in found.stderr
    mends = re.search(r"`terraform (-chdir=build import .*?)`", found.stderr)
    assert mends
    with tools.terraform_environment() as environment:
        subprocess.run(
            [terraform, *shlex.split(mends[1])], cwd=tmp_path, env={**environment, **account}, check=True
        )
    resumed = run(*words, "--resume", cwd=tmp_path, **account)
    assert resumed.returncode == 0, resumed.stderr
    record = json.loads((tmp_path / "build/apply.json").read_text("utf-8"))
    assert (record["outcome"], record["reviewed"]) == ("applied", words[-1])
    assert [each["address"] for each in record["changes"]] == [REPLICA]
    assert record["before"]["lineage"] == record["after"]["lineage"]
    assert record["before"]["serial"] < record["after"]["serial"]
