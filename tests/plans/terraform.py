"""Terraform in a folder of its own, on the embedded AWS."""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from moto.core.base_backend import BackendDict

from tests.plans.kept import Plan
from tfgen.check import tools
from tfgen.check.terraform import Terraform
from tfgen.emulator import server

PLAN = ("plan", "-input=false", "-no-color", "-out=tfplan")
APPLY = ("apply", "-input=false", "-no-color", "-auto-approve", "-parallelism=30")


class Here:
    """A folder in which terraform is run, and a client of the AWS that it asks."""

    def __init__(self, runner: Terraform, session: Any, endpoint: str) -> None:
        self.runner, self._session, self._endpoint = runner, session, endpoint

    def write(self, text: str) -> None:
        """Puts a configuration in the place of the one before."""
        (self.runner.folder / "main.tf").write_text(text, "utf-8")
        self._must("init", "-input=false", "-no-color")

    def apply(self, *arguments: str, fails: bool = False) -> None:
        """Applies it."""
        self._must(*APPLY, *arguments, fails=fails)

    def run(self, *arguments: str) -> None:
        """Another command."""
        self._must(*arguments)

    def plan(self, *arguments: str, fails: bool = False) -> Plan:
        """The plan of it."""
        self._must(*PLAN, *arguments, fails=fails)
        shown: Plan = json.loads(self.runner.run("show", "-json", "tfplan").stdout)
        return shown

    def forget(self) -> None:
        """Takes everything away, from AWS as well."""
        for state in self.runner.folder.glob("terraform.tfstate*"):
            state.unlink()
        BackendDict.reset()

    def client(self, service: str, region: str = "eu-west-1") -> Any:
        """The SDK's client of a service."""
        return self._session.client(service, region_name=region, endpoint_url=self._endpoint)

    def _must(self, *arguments: str, fails: bool = False) -> None:
        finished = self.runner.run(*arguments)
        assert (finished.status != 0) == fails, f"{arguments}: {finished.stdout}{finished.stderr}"


@contextlib.contextmanager
def here() -> Iterator[Here]:
    """An emulated AWS and an empty folder."""
    with contextlib.ExitStack() as opened:
        opened.enter_context(server.undisturbed())
        import boto3

        from tfgen.emulator.emulator import emulator

        folder = Path(tempfile.mkdtemp())
        opened.callback(shutil.rmtree, folder, ignore_errors=True)
        environment = opened.enter_context(tools.terraform_environment(tools.AWS))
        aws = opened.enter_context(emulator())
        aws.functions.runs_code = False
        binary = tools.find_terraform()
        assert binary, "terraform is needed"
        runner = Terraform(binary, folder, {**environment, "AWS_ENDPOINT_URL": aws.endpoint})
        yield Here(runner, boto3.Session("emulated", "emulated"), aws.endpoint)
