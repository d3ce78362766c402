"""The programs that checks use: where they are found, and what is said when they are not."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from tfgen import process
from tfgen.diagnostics import Basis, Code, Severity
from tfgen.disk import home, is_within

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
    finds="""a program that a check runs and that did not start, did not end in time, crashed, or ended without a
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


_TERRAFORM = (
    r"TF_PLUGIN_CACHE_\w+|TF_REGISTRY_\w+|TF_PROVIDER_\w+|TF_TOKEN_.+|TF_LOG\w*|GO(GC|MAXPROCS|MEMLIMIT)"
)
"""What terraform is told by the environment, but for its configuration: how it downloads, and what it logs."""
AWS = r"AWS_\w+"
ACCOUNT = (
    rf"{AWS}|TF_WORKSPACE|TF_ENCRYPTION|USER|LOGNAME|XDG_RUNTIME_DIR|DBUS_SESSION_BUS_ADDRESS|SSH_AUTH_SOCK"
)
"""What a plan against the account needs besides: credentials, and what programs that fetch them ask for."""


@contextlib.contextmanager
def terraform_environment(
    more: str = "", tree: Path | None = None, plugins: Path | None = None
) -> Iterator[dict[str, str]]:
    """The environment to run terraform in: quiet, and with a local provider mirror where there is one.

    It has what terraform needs, and the variables that match `more`. A CLI configuration and a cache of plugins of the
    user's own are left alone, unless they lie in `tree`, which somebody else wrote. `plugins` is a cache for who has none:
    Terraform takes from it what the lock file vouches for.
    """
    environment = {**process.passed_on(_TERRAFORM, *filter(None, (more,))), **_QUIET}
    with process.temporary_folder() as folder:
        # providers leave their sockets behind when they are ended: they go with this folder
        environment["TMPDIR"] = str(folder)
        if tree and is_within(home(), tree):
            environment["HOME"] = str(folder)
        if tree and is_within(Path(environment.get("TF_PLUGIN_CACHE_DIR", os.devnull)), tree):
            del environment["TF_PLUGIN_CACHE_DIR"]
        configuration = _configuration()
        if configuration is None or (tree and is_within(configuration, tree)):
            configuration = folder / "terraform.rc"
            configuration.write_text(_installation(provider_mirror(tree)), "utf-8")
            if plugins and not (tree and is_within(plugins, tree)):
                plugins.mkdir(parents=True, exist_ok=True)
                environment.setdefault("TF_PLUGIN_CACHE_DIR", str(plugins.absolute()))
        environment["TF_CLI_CONFIG_FILE"] = str(configuration)
        yield environment


_QUIET = {"TF_IN_AUTOMATION": "1", "TF_INPUT": "0", "CHECKPOINT_DISABLE": "1"}


def _configuration() -> Path | None:
    """The CLI configuration that the user has."""
    named = os.environ.get("TF_CLI_CONFIG_FILE") or os.environ.get("TERRAFORM_CONFIG")
    file = Path(named) if named else home() / ".terraformrc"
    return file.absolute() if file.is_file() else None


def _installation(mirror: Path | None) -> str:
    """A CLI configuration: the AWS provider from a mirror where there is one, all else from registries."""
    if mirror is None:
        return ""
    from tfgen.render.hcl import quote

    name = quote(_AWS_PROVIDER.as_posix())
    return (
        "provider_installation {\n"
        f"  filesystem_mirror {{\n    path    = {quote(str(mirror))}\n    include = [{name}]\n  }}\n"
        f"  direct {{\n    exclude = [{name}]\n  }}\n"
        "}\n"
    )


def provider_mirror(tree: Path | None = None) -> Path | None:
    """A folder that mirrors registry.terraform.io and holds the AWS provider.

    TFGEN_PROVIDER_MIRROR first; then, two levels deep, where such mirrors are usually put, but not in `tree`.
    Source: https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories
    """
    named = os.environ.get("TFGEN_PROVIDER_MIRROR")
    if named:
        return Path(named).absolute()
    roots = (
        home() / ".terraform.d",
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
            if (folder / _AWS_PROVIDER).is_dir() and not (tree and is_within(folder, tree)):
                return folder
    return None


def _folders(folder: Path) -> list[Path]:
    try:
        return sorted(Path(entry.path) for entry in os.scandir(folder) if entry.is_dir())
    except OSError:
        return []
