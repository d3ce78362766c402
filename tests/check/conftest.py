"""The real Terraform, with the AWS provider from a folder, so that no test asks a network."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

_SEARCHED = ("/opt", "/usr/local/share/terraform", "/usr/share/terraform", "~/.terraform.d")
_DEPTH = 3


@pytest.fixture(scope="session")
def terraform_env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment to run `terraform` in. Skips without terraform or a mirror; under CI it fails."""
    mirror = _mirror()
    if shutil.which("terraform") is None or mirror is None:
        missing = "a provider mirror (set TFGEN_PROVIDER_MIRROR)" if mirror is None else "terraform"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{missing} was not found, and under CI nothing is skipped")
        pytest.skip(f"{missing} was not found: what Terraform itself says is NOT tested")
    rc = tmp_path_factory.mktemp("terraform") / "terraform.rc"
    rc.write_text(
        f'provider_installation {{\n  filesystem_mirror {{\n    path = "{mirror.as_posix()}"\n  }}\n}}\n'
    )
    return {**os.environ, "TF_CLI_CONFIG_FILE": str(rc), "TF_IN_AUTOMATION": "1", "CHECKPOINT_DISABLE": "1"}


def _mirror() -> Path | None:
    if named := os.environ.get("TFGEN_PROVIDER_MIRROR"):
        return Path(named)
    for root in (Path(it).expanduser() for it in _SEARCHED):
        for depth in range(_DEPTH):
            for found in root.glob("*/" * depth + "registry.terraform.io"):
                return found.parent
    return None
