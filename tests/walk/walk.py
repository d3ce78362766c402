"""The walk: a scratch repository with a bare remote, an emulated AWS that stands, and the page's commands."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.specs import ROOT
from tests.walk.page import walked
from tests.walk.shell import Shell

PAGE = ROOT / "docs/gitops.md"


def walk(home: Path, tell: Callable[[str], object] = lambda _: None) -> str:
    """The page as it is when its commands are run now; each is told when it has run. Raises FailedError."""
    from tfgen.emulator import server

    with server.undisturbed():
        import boto3

        from tfgen.emulator.emulator import Options, emulator

        with emulator(Options(quotas={"health-checks": 4})) as aws:
            route53 = boto3.Session().client("route53", region_name="us-east-1", endpoint_url=aws.endpoint)
            route53.create_hosted_zone(Name="example.com", CallerReference="walk")
            subprocess.run(["git", "init", "-q", "--bare", "-b", "main", home / "origin.git"], check=True)
            environment = {
                **server.CREDENTIALS,
                "AWS_ENDPOINT_URL": aws.endpoint,
                "AWS_REGION": "us-east-1",
                "AWS_DEFAULT_REGION": "us-east-1",
                "PYTHONPATH": str(ROOT),
                "GOGC": "400",
            }
            return walked(PAGE.read_text("utf-8"), Shell(home, environment, tell).run)
