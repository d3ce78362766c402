"""The programs that checks use: where they are found, and what is said when they are not."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tfgen.diagnostics import Basis, Code, Severity

TERRAFORM_MISSING = Code(
    "TFG901",
    "terraform not found",
    finds="neither `terraform` nor `tofu` on PATH, and none named by TFGEN_TERRAFORM.",
    why="the checks that need it did not run, which a green result must not hide.",
    example="tfgen validate spec.yaml --require terraform     # makes it an error, for CI",
    instead="Terraform 1.10 or OpenTofu 1.10 or newer, or `--skip terraform`.",
    severity=Severity.WARNING,
    basis=Basis.ENVIRONMENT,
)
CHECKOV_MISSING = Code(
    "TFG902",
    "checkov not found",
    finds="no `checkov` on PATH, and none named by TFGEN_CHECKOV.",
    why="""its check did not run, which a green result must not hide. checkov and tfgen cannot share an
environment, because both bring an `hcl2` package of their own.""",
    example="tfgen validate spec.yaml --require checkov       # makes it an error, for CI",
    instead="checkov in an environment of its own (`pipx install checkov`), or `--skip checkov`.",
    severity=Severity.WARNING,
    basis=Basis.ENVIRONMENT,
)
TOOL_FAILED = Code(
    "TFG904",
    "a tool failed",
    finds="""a program that a check runs and that did not start, did not end in time, or ended without a
result that can be read.""",
    why="the check says nothing about the files then, neither good nor bad.",
    example="checkov: ended with status 1: ModuleNotFoundError: No module named 'checkov'",
    instead="what the program itself says, which is in the message.",
    basis=Basis.ENVIRONMENT,
)

CODES = (TERRAFORM_MISSING, CHECKOV_MISSING, TOOL_FAILED)

_AWS_PROVIDER = Path("registry.terraform.io/hashicorp/aws")


def find_terraform() -> Path | None:
    """Terraform, or OpenTofu: TFGEN_TERRAFORM first, PATH second."""
    return _find("TFGEN_TERRAFORM", "terraform", "tofu")


def find_checkov() -> Path | None:
    """checkov: TFGEN_CHECKOV first, PATH second."""
    return _find("TFGEN_CHECKOV", "checkov")


def _find(variable: str, *names: str) -> Path | None:
    for name in (os.environ[variable],) if os.environ.get(variable) else names:
        found = shutil.which(name)
        if found:
            return Path(found).absolute()
    return None


def identity(program: Path) -> str:
    """What changes when another version of a program is installed, without running it."""
    real = program.resolve()
    found = real.stat()
    return f"{real}:{found.st_size}:{found.st_mtime_ns}"


@contextlib.contextmanager
def terraform_environment() -> Iterator[dict[str, str]]:
    """The environment to run terraform in: quiet, and with a local provider mirror where there is one.

    A CLI configuration of the user's own is left alone.
    """
    environment = {**os.environ, "TF_IN_AUTOMATION": "1", "TF_INPUT": "0", "CHECKPOINT_DISABLE": "1"}
    with tempfile.TemporaryDirectory(prefix="tfgen-") as folder:
        # providers leave their sockets behind when they are ended: they go with this folder
        environment["TMPDIR"] = folder
        if not _has_configuration(environment):
            environment.pop("TF_CLI_CONFIG_FILE", None)
            mirror = provider_mirror()
            if mirror:
                configuration = Path(folder) / "terraform.rc"
                configuration.write_text(_mirror_configuration(mirror), "utf-8")
                environment["TF_CLI_CONFIG_FILE"] = str(configuration)
        yield environment


def _has_configuration(environment: dict[str, str]) -> bool:
    named = environment.get("TF_CLI_CONFIG_FILE") or environment.get("TERRAFORM_CONFIG")
    return Path(named).is_file() if named else (Path.home() / ".terraformrc").is_file()


def _mirror_configuration(mirror: Path) -> str:
    from tfgen.render.hcl import quote

    name = quote(_AWS_PROVIDER.as_posix())
    return (
        "provider_installation {\n"
        f"  filesystem_mirror {{\n    path    = {quote(str(mirror))}\n    include = [{name}]\n  }}\n"
        f"  direct {{\n    exclude = [{name}]\n  }}\n"
        "}\n"
    )


def provider_mirror() -> Path | None:
    """A folder that mirrors registry.terraform.io and holds the AWS provider.

    TFGEN_PROVIDER_MIRROR first; then, two levels deep, where such mirrors are usually put.
    Source: https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories
    """
    named = os.environ.get("TFGEN_PROVIDER_MIRROR")
    if named:
        return Path(named).absolute()
    roots = (
        Path.home() / ".terraform.d",
        Path("/opt"),
        Path("/usr/local/share"),
        Path("/usr/share/terraform"),
    )
    for root in roots:
        for folder in (
            root,
            *_folders(root),
            *(below for child in _folders(root) for below in _folders(child)),
        ):
            if (folder / _AWS_PROVIDER).is_dir():
                return folder
    return None


def _folders(folder: Path) -> list[Path]:
    try:
        return sorted(Path(entry.path) for entry in os.scandir(folder) if entry.is_dir())
    except OSError:
        return []
