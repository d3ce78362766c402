"""From one state to one for each region and back, with the real terraform: nothing is made anew, changed or lost."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.component.test_cli import run
from tests.draws import in_long_runs_alone
from tests.e2e.planning import succeed
from tests.specs import EXAMPLES, dump, example, stack_of
from tfgen.check.terraform import Terraform, initialise
from tfgen.emulator.server import CREDENTIALS, emulated

pytestmark = [pytest.mark.terraform, pytest.mark.slow, pytest.mark.drawn]

SPEC: dict[str, Any] = {
    **example("hello"),
    "tables": {"notes": {"key": {"id": "S"}, "protect": False}},
    "queues": {"jobs": {}},
}
APART = {"layout": "per-region"}


def states(told: str) -> dict[str, str]:
    """What the plan of each state comes to."""
    return dict(re.findall(r"^state +(\S+) +(.+)$", told, re.MULTILINE))


def test_states_are_parted_and_put_together(
    tmp_path: Path, terraform: Path, terraform_env: dict[str, str]
) -> None:
    in_long_runs_alone()
    shutil.copytree(EXAMPLES / "hello/src", tmp_path / "src")
    spec, out = tmp_path / "spec.yaml", tmp_path / "out"
    home, other = SPEC["regions"]

    def write(**changes: Any) -> None:
        spec.write_text(dump({**SPEC, **changes}), "utf-8")

    def tfgen(*words: str | Path) -> subprocess.CompletedProcess[str]:
        return run(*words, spec, "-o", out, cwd=tmp_path, **CREDENTIALS, AWS_ENDPOINT_URL=endpoint)

    def plan(*words: str) -> subprocess.CompletedProcess[str]:
        return tfgen("plan", *words, "--skip", "checkov,terraform")

    write()
    with emulated(stack_of(SPEC)) as endpoint:
        environment = {"GOGC": "400", **terraform_env, **CREDENTIALS, "AWS_ENDPOINT_URL": endpoint}
        assert plan().returncode == 0
        succeed(
            Terraform(terraform, out, environment).run("apply", "-input=false", "-parallelism=30", "tfplan")
        )
        before = (out / "terraform.tfstate").read_bytes()

        write(state=APART)
        refused = plan()
        assert refused.returncode == 1 and "TFG214" in refused.stderr, "everything would be made again"
        assert tfgen("state", "move", "--dry-run").returncode == 0
        assert (out / "terraform.tfstate").read_bytes() == before
        moved = tfgen("state", "move")
        assert moved.returncode == 0, moved.stderr
        assert "nothing is left to move" in tfgen("state", "move").stdout
        assert [path.read_bytes() for path in out.glob("*.backup")], "what was there is kept"

        assert tfgen("render").returncode == 0
        runner = Terraform(terraform, out / "global", environment)
        succeed(initialise(runner))
        anchor = "-target=aws_acm_certificate.anchor"
        succeed(runner.run("apply", "-auto-approve", "-input=false", "-no-color", anchor))
        parted = plan()
        assert parted.returncode == 0, parted.stderr
        assert states(parted.stdout) == dict.fromkeys(
            ["global", f"data-{home}", home, f"data-{other}", other], "no changes"
        )
        lost = states(plan("--lost", home).stdout)
        assert lost == {
            "global": "no changes",
            f"data-{other}": "no changes",
            other: "no changes",
            **dict.fromkeys([f"data-{home}", home], f"not planned: {home} is lost"),
        }

        write()
        assert tfgen("state", "move").returncode == 0
        whole = plan()
        assert whole.returncode == 0, whole.stderr
        assert "to keep" in whole.stdout and not re.search("to (add|change|replace|destroy)", whole.stdout)
