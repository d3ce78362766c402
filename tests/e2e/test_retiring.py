"""A region leaves in two steps, because Terraform needs its provider once more than its module."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.planning import addresses, plan_again, succeed, write_tree
from tests.specs import dump, example
from tfgen.check.terraform import Terraform, initialise
from tfgen.emulator.server import CREDENTIALS, emulated

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

LEAVING = "us-west-2"
KEPT = "eu-west-1"


@dataclass(frozen=True)
class Applied:
    """keyvalue in a folder, its functions of two regions applied."""

    folder: Path
    terraform: Terraform
    spec: dict[str, Any]


@pytest.fixture
def applied(tmp_path: Path, terraform: Path, terraform_env: dict[str, str]) -> Iterator[Applied]:
    spec = example("keyvalue")
    del spec["tables"]
    for function in spec["functions"].values():
        del function["access"]
    stack = write_tree(tmp_path, dump(spec))
    with emulated(stack) as endpoint:
        runner = Terraform(
            terraform, tmp_path, {**terraform_env, **CREDENTIALS, "AWS_ENDPOINT_URL": endpoint}
        )
        succeed(initialise(runner))
        targets = [
            f"-target=module.{region.replace('-', '_')}.aws_lambda_alias.live" for region in (KEPT, LEAVING)
        ]
        succeed(runner.run("apply", "-auto-approve", "-input=false", "-no-color", *targets))
        yield Applied(tmp_path, runner, spec)


def _deleted(planned: dict[str, Any]) -> list[str]:
    changes = planned["resource_changes"]
    return [change["address"] for change in changes if "delete" in change["change"]["actions"]]


def test_a_region_that_vanishes_at_once_cannot_be_planned(applied: Applied) -> None:
    applied.spec["regions"].remove(LEAVING)
    write_tree(applied.folder, dump(applied.spec))
    planned = applied.terraform.run("plan", "-input=false", "-no-color")
    assert planned.status != 0
    assert "Provider configuration not present" in planned.stderr


def test_a_region_retires_in_two_steps(applied: Applied) -> None:
    applied.spec["regions"].remove(LEAVING)
    applied.spec["retiring"] = [LEAVING]
    write_tree(applied.folder, dump(applied.spec))
    first = plan_again(applied.terraform)
    assert _deleted(first)
    assert all(address.startswith("module.us_west_2.") for address in _deleted(first))
    succeed(
        applied.terraform.run(
            "apply", "-auto-approve", "-input=false", "-no-color", "-target=module.us_west_2"
        )
    )

    del applied.spec["retiring"]
    write_tree(applied.folder, dump(applied.spec))
    second = plan_again(applied.terraform)
    assert not _deleted(second)
    assert not any("us_west_2" in address for address in addresses(second))
