"""Holds `tfgen render -o` against other tools, each with the same small app in three regions; exits 1 below the limit.

An app is three functions, a table and an API, as near as a tool can say it (benchmarks/peers/). tfgen renders the whole
example, with its certificates, records and health checks, and zips its code. Tools that know one region at a time run
once for each. Tools are looked for in the folder that TFGEN_PEERS names, then on PATH. None may reach the network.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Command, Task, as_installed, medians

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples/keyvalue"
APPS = ROOT / "benchmarks/peers"
TFGEN = str(Path(sys.executable).with_name("tfgen"))
REGIONS = ("eu-central-1", "eu-west-1", "us-west-2")
LIMIT = 9
"""How many times as fast tfgen is at least as each of them."""


@dataclass(frozen=True)
class Peer:
    """A tool; `find` finds its program, and `commands` are run with it, in a folder that holds its app."""

    name: str
    app: str
    install: str
    find: Callable[[Path], str | None]
    commands: Callable[[str], Sequence[Command]]


def _program(name: str, below: str) -> Callable[[Path], str | None]:
    def find(peers: Path) -> str | None:
        return shutil.which(name, path=str(peers / below)) or shutil.which(name)

    return find


def _node_with_cdk(peers: Path) -> str | None:
    node = shutil.which("node")
    resolve = [str(node), "-e", "require.resolve('aws-cdk-lib')"]
    has_library = (
        node
        and not subprocess.run(resolve, env={**os.environ, **_offline(peers)}, capture_output=True).returncode
    )
    return node if has_library else None


def _chalice(program: str) -> list[Command]:
    def package(region: str) -> Command:
        options = ["--stage", region, "--merge-template", "table.json", f"out/{region}"]
        return ["env", f"AWS_DEFAULT_REGION={region}", program, "package", *options]

    return [package(region) for region in REGIONS]


def _serverless(program: str) -> list[Command]:
    return [[program, "package", "--region", region, "--package", f"out/{region}"] for region in REGIONS]


PEERS = (
    Peer(
        "Chalice",
        "chalice",
        "python3 -m venv $TFGEN_PEERS/venv && $TFGEN_PEERS/venv/bin/pip install chalice",
        _program("chalice", "venv/bin"),
        _chalice,
    ),
    Peer(
        "AWS CDK",
        "cdk",
        "npm install --prefix $TFGEN_PEERS aws-cdk-lib constructs",
        _node_with_cdk,
        lambda node: [["env", "CDK_OUTDIR=out", node, "app.js"]],
    ),
    Peer(
        "Serverless Framework",
        "serverless",
        "npm install --prefix $TFGEN_PEERS serverless@3",
        _program("serverless", "node_modules/.bin"),
        _serverless,
    ),
)


def main() -> int:
    """Measures tfgen and the peers that are installed, in turns."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs of each (5)")
    runs = parser.parse_args().runs
    peers = Path(os.environ.get("TFGEN_PEERS", "none"))
    found = {peer: program for peer in PEERS if (program := peer.find(peers))}
    _tell_missing([peer for peer in PEERS if peer not in found])
    if not found:
        return 0
    with tempfile.TemporaryDirectory() as folder:
        tasks = [_tfgen(Path(folder)), *(_task(peer, found[peer], Path(folder), peers) for peer in found)]
        ours, *theirs = medians(tasks, runs)
    print("| what | CPU | peer | CPU | times as fast | at least |")
    print("|---|---|---|---|---|---|")
    for peer, seconds in zip(found, theirs, strict=True):
        slow = "" if seconds >= LIMIT * ours else " **missed**"
        print(
            f"| `tfgen render -o` keyvalue | {ours * 1000:.0f} ms | {peer.name} | {seconds * 1000:.0f} ms "
            f"| {seconds / ours:.1f} | {LIMIT}{slow} |"
        )
    return 1 if min(theirs) < LIMIT * ours else 0


def _tell_missing(peers: Sequence[Peer]) -> None:
    for peer in peers:
        print(
            f"NOT MEASURED: {peer.name} is not installed. Name a folder by TFGEN_PEERS, and:\n  {peer.install}"
        )
    if peers:
        print()


def _tfgen(folder: Path) -> Task:
    command = [TFGEN, "render", "spec.yaml", "-o", "out"]
    return _fresh([command], EXAMPLE, folder / "tfgen", as_installed(folder))


def _task(peer: Peer, program: str, folder: Path, peers: Path) -> Task:
    environment = {**as_installed(folder), **_offline(peers)}
    return _fresh(peer.commands(program), APPS / peer.app, folder / peer.app, environment)


def _fresh(commands: Sequence[Command], app: Path, folder: Path, environment: dict[str, str]) -> Task:
    """Commands in a new copy of an app, with the functions' code beside it and nothing kept from an earlier run."""

    def prepare() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(app, folder, ignore=shutil.ignore_patterns("terraform"))
        shutil.copytree(EXAMPLE / "src", folder / "src", dirs_exist_ok=True)

    return Task(commands, environment, folder, prepare)


def _offline(peers: Path) -> dict[str, str]:
    """What lets Node find libraries, and nobody a network or somebody to report to."""
    nowhere = "http://127.0.0.1:9"
    return {
        "NODE_PATH": str(peers.absolute() / "node_modules"),
        "HTTP_PROXY": nowhere,
        "HTTPS_PROXY": nowhere,
        "AWS_EC2_METADATA_DISABLED": "true",
        "SLS_TELEMETRY_DISABLED": "1",
        "SLS_NOTIFICATIONS_MODE": "off",
    }


if __name__ == "__main__":
    sys.exit(main())
