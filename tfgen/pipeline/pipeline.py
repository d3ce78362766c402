"""What a pipeline does, whichever engine runs it: the environments of a spec, and the order of their applies."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping

from tfgen.frozen import frozen
from tfgen.stack.root import Root, roots, waves
from tfgen.stack.stack import Stack

TERRAFORM = "1.11.4"
"""The release that tfgen is tested with."""
CHECKOV = "3.3.30"
PYTHON = "3.13"
PLATFORMS = ("linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64")
"""Where somebody plans: the lock file has a hash for each."""
CLOUD_TOKEN = "HCP_TERRAFORM_TOKEN"  # noqa: S105  # a name
"""The secret of the engine that holds a token of HCP Terraform."""
BAKE = "10m"
"""How long the regions of a stage must stay healthy before the next is begun."""
LOCK_TIMEOUT = "10m"
"""How long an apply waits for whoever holds the lock of its state."""


@frozen
class Stage:
    """States that are applied at once. What follows waits for them, and for the health of the regions."""

    name: str
    """Letters, digits and hyphens."""
    states: tuple[str, ...]
    """The names of roots; one that is empty where there is one state."""
    regions: tuple[str, ...] = ()
    """Those whose health is asked for afterwards."""


@frozen
class Target:
    """An environment, or all there is where a spec has none."""

    stack: Stack
    folder: str
    """Where the rendered files are committed, from the root of the repository."""
    stages: tuple[Stage, ...]

    @property
    def environment(self) -> str:
        """Its name; empty where the spec has none."""
        return self.stack.environment

    @property
    def label(self) -> str:
        """What the platform calls it."""
        return self.stack.environment or self.stack.service

    @property
    def states(self) -> tuple[str, ...]:
        """The names of all roots, in the order of their applies."""
        return tuple(state for stage in self.stages for state in stage.states)

    @property
    def locks(self) -> tuple[str, ...]:
        """The lock files of its roots."""
        return tuple(f"{folder}/.terraform.lock.hcl" for folder in self.folders)

    @property
    def folders(self) -> tuple[str, ...]:
        """Those of its roots."""
        return tuple(f"{self.folder}/{state}" if state else self.folder for state in self.states)

    @property
    def cloud_variable(self) -> str:
        """The variable in which Terraform looks for a token of HCP Terraform; empty where no state is there.

        Source: https://developer.hashicorp.com/terraform/cli/config/config-file#environment-variable-credentials
        """
        cloud = self.stack.state.cloud if self.stack.state else None
        host = (cloud.hostname or "app.terraform.io").partition(":")[0] if cloud else ""
        return f"TF_TOKEN_{host.replace('-', '__').replace('.', '_')}" if host else ""

    @property
    def arguments(self) -> str:
        """The words of a command that name it."""
        return f" --env {self.environment}" if self.environment else ""


@frozen
class Place:
    """Where a pipeline runs, and on what."""

    spec: str
    """From the root of the repository."""
    folder: str
    """Where rendered files are committed; environments have a folder each in it."""
    repository: str = ""
    """`owner/name`; empty where it is not said."""
    branch: str = "main"


@frozen
class Pipeline:
    """All of it."""

    place: Place
    targets: tuple[Target, ...]
    version: str
    """Of tfgen."""

    @property
    def service(self) -> str:
        """What names start with."""
        return self.targets[0].stack.service


def pipeline(stacks: Iterable[Stack], place: Place, version: str) -> Pipeline:
    """The pipeline of a spec, as each environment has it, in the spec's order: that is the order of applies."""
    return Pipeline(place, tuple(_target(stack, place) for stack in stacks), version)


def _target(stack: Stack, place: Place) -> Target:
    folder = f"{place.folder}/{stack.environment}" if stack.environment else place.folder
    return Target(stack, folder, stages(stack))


def stages(stack: Stack) -> tuple[Stage, ...]:
    """The applies of a stack, one after another: with a state for each region, in the waves of the spec."""
    if not stack.is_apart:
        return (Stage("apply", ("",), tuple(region.name for region in stack.regions)),)
    named: dict[str, list[Root]] = {}
    wave_of = {region: number for number, wave in enumerate(waves(stack), 1) for region in wave}
    for root in roots(stack):
        named.setdefault(_stage(stack, root, wave_of), []).append(root)
    return tuple(_with_health(name, found, wave_of) for name, found in named.items())


def _stage(stack: Stack, root: Root, wave_of: Mapping[str, int]) -> str:
    """The name of the stage in which a root is applied: none needs another of its stage."""
    if root.region is None:
        return root.name
    if root.region == stack.home.name and root.is_data:
        return "home-data"
    wave = wave_of.get(root.region)
    of = f"wave-{wave}" if wave else "retiring"
    return f"{of}-data" if root.is_data else of


def _with_health(name: str, found: list[Root], wave_of: Mapping[str, int]) -> Stage:
    """Clients are led to what answers, so that is watched; what only holds data is not."""
    answers = [root.region for root in found if root.region in wave_of and not root.is_data]
    return Stage(name, tuple(root.name for root in found), tuple(each for each in answers if each))


def lock_command(target: Target) -> str:
    """What writes the lock files of an environment, with a hash for every platform."""
    platforms = " ".join(f"-platform={each}" for each in PLATFORMS)
    if not target.stack.is_apart:
        return f"terraform -chdir={shlex.quote(target.folder)} providers lock {platforms}"
    return f'for root in {shlex.quote(target.folder)}/*/main.tf; do terraform -chdir="${{root%/*}}" providers lock {platforms}; done'


def roles_folder(target: Target) -> str:
    """Where the roles of an environment stand as Terraform."""
    return f"pipeline/{target.environment}" if target.environment else "pipeline"


def role_name(target: Target, does: str) -> str:
    """The name of the role that plans or applies."""
    return f"{target.stack.called}-tfgen-{does}"


def role_variable(target: Target, does: str) -> str:
    """The variable that says a role where the spec does not say the account."""
    of = f"_{target.environment}" if target.environment else ""
    return f"TFGEN_{does}_ROLE{of}".upper().replace("-", "_")
