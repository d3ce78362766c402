"""`tfgen plan --emulated`, the heart of `make demo`."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.component.test_cli import run
from tests.specs import EXAMPLES, ROOT, dump, example

pytestmark = [pytest.mark.terraform, pytest.mark.slow]


def test_a_plan_with_a_state_in_a_bucket_leaves_nothing_to_apply_by_mistake(
    terraform: Path, tmp_path: Path
) -> None:
    """What a plan tells by region, the README shows. And no provider runs that lies in the folder, whatever vouches for it."""
    spec = example("hello")
    spec["state"] = {"bucket": "acme-terraform", "region": "eu-west-1"}
    spec["routing"] = {"drained": [spec["regions"][1]]}
    shutil.copytree(EXAMPLES / "hello/src", tmp_path / "src")
    (tmp_path / "spec.yaml").write_text(dump(spec))
    out, canary = tmp_path / "out", tmp_path / "canary"
    source = "registry.terraform.io/hashicorp/aws"
    provider = out / f".terraform/providers/{source}/5.100.0/linux_amd64/terraform-provider-aws_v5.100.0_x5"
    provider.parent.mkdir(parents=True)
    provider.write_text(f"#!/bin/sh\ntouch {canary}\n")
    provider.chmod(0o755)
    digest = hashlib.sha256(provider.read_bytes()).hexdigest()
    listed = hashlib.sha256(f"{digest}  {provider.name}\n".encode()).digest()
    vouched = f'  version = "5.100.0"\n  hashes = [\n    "h1:{base64.b64encode(listed).decode()}",\n  ]\n'
    (out / ".terraform.lock.hcl").write_text(f'provider "{source}" {{\n{vouched}}}\n')
    shutil.copytree(out / ".terraform/providers", out / "plugin-cache")
    told = run(
        *("plan", tmp_path / "spec.yaml", "-o", out, "--emulated", "--skip", "checkov,terraform"),
        TF_PLUGIN_CACHE_DIR=str(out / "plugin-cache"),
    )
    assert told.returncode == 0, told.stderr
    assert not canary.exists()
    assert f"{spec['regions'][1]} (drained)" in told.stdout
    assert told.stdout.endswith("review  pass (nothing is deleted or replaced, and nothing was found)\n")
    left = {path.name for path in out.iterdir()}
    planted = {".terraform", ".terraform.lock.hcl", "plugin-cache"}
    assert left == {*planted, ".tfgen.json", "main.tf", "modules", "packages"}


def test_a_plan_that_fails_tells_terraforms_words(terraform: Path, tmp_path: Path) -> None:
    (tmp_path / "tfplan").write_bytes(b"an older plan")
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}"
    told = run(
        *("plan", EXAMPLES / "hello/spec.yaml", "-o", tmp_path, "--skip", "checkov,terraform"),
        AWS_ENDPOINT_URL=address,
        AWS_ACCESS_KEY_ID="x",
        AWS_SECRET_ACCESS_KEY="x",
        AWS_MAX_ATTEMPTS="1",
    )
    assert told.returncode == 1
    assert "error[TFG401]" in told.stderr
    assert not (tmp_path / "tfplan").exists(), "what was planned before must not be applied now"
    assert "Traceback" not in told.stderr


def _printed(spec: Path, folder: Path) -> str:
    """`tfgen render SPEC > main.tf`, and what it says meanwhile."""
    with (folder / "main.tf").open("wb") as file:
        told = subprocess.run(
            [sys.executable, "-m", "tfgen", "render", spec],
            stdout=file,
            stderr=subprocess.PIPE,
            check=True,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
    return told.stderr.decode()


@pytest.mark.parametrize("place", ["a new project", "a checkout"])
def test_a_printed_main_tf_is_planned_where_it_lies(terraform: Path, tmp_path: Path, place: str) -> None:
    """The line that people type, `tfgen render spec.yaml > main.tf`, then what `make plan` runs."""
    assert run("init", tmp_path).returncode == 0
    if place == "a checkout":
        (tmp_path / ".tfgen.json").unlink()
        shutil.rmtree(tmp_path / "modules")
        shutil.copytree(ROOT / "modules", tmp_path / "modules")
    spec = tmp_path / "spec.yaml"
    assert _printed(spec, tmp_path) == (
        f"main.tf needs packages/ beside it: `tfgen plan {spec} -o .` brings them and plans\n"
    )
    before = (tmp_path / "main.tf").read_bytes()
    modules = sorted((tmp_path / "modules").rglob("*"))
    told = run(
        "plan",
        spec,
        "-o",
        ".",
        "--emulated",
        "--skip",
        "checkov,terraform",
        cwd=tmp_path,
        PYTHONPATH=str(ROOT),
    )
    assert told.returncode == 0, told.stderr
    assert "to add" in told.stdout
    assert (tmp_path / "main.tf").read_bytes() == before
    assert sorted((tmp_path / "modules").rglob("*")) == modules
    assert _printed(spec, tmp_path) == ""
