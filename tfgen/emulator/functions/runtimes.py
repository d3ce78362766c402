"""Which programs run handlers, and how they are called."""

from __future__ import annotations

import importlib.util
import json
import subprocess
from functools import cache
from pathlib import Path

from tfgen.emulator.functions.deployment import Deployment
from tfgen.emulator.functions.runtime_python import PROVIDED
from tfgen.emulator.here.provision import Provision

_INIT_SECONDS = 10

_HERE = Path(__file__).parent


def init_seconds(deployment: Deployment) -> int:
    """How long a handler may take to load: Lambda gives 10 s, and then its time-out to load again.

    https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib
    """
    return _INIT_SECONDS + deployment.timeout


def program(deployment: Deployment, provision: Provision) -> list[str]:
    """What runs the handler; its last two arguments are `options` and the descriptor of its socket."""
    path = provision.interpreter.path
    if deployment.runtime.startswith("python"):
        # isolated, without our packages, and printing at once: what is printed comes before the answer
        return [path, "-I", "-S", "-u", "-X", "utf8", str(_HERE / "runtime_python.py")]
    if deployment.runtime.startswith("provided"):
        return [path, "-I", "-S", "-u", "-X", "utf8", str(_HERE / "runtime_provided.py")]
    return [path, *_modules(path, deployment), str(_HERE / "runtime_node.mjs")]


def _modules(node: str, deployment: Deployment) -> list[str]:
    """Lambda's Node.js 20 and 22 read ES modules only where it is said that they are some, and not by `require`.

    https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html
    """
    wanted = dict(deployment.environment).get("NODE_OPTIONS", "")
    flags = [flag for flag in _STRICT if flag.replace("--no-", "--") not in wanted]
    return [flag for flag in flags if _knows(node, flag)] if deployment.runtime in _OLDER else []


_OLDER = ("nodejs18.x", "nodejs20.x", "nodejs22.x")
_STRICT = ("--no-experimental-require-module", "--no-experimental-detect-module")


@cache
def _knows(node: str, flag: str) -> bool:
    return subprocess.run([node, flag, "-e", "0"], capture_output=True, check=False).returncode == 0


def options(deployment: Deployment, provision: Provision, root: Path, layers: Path | None) -> str:
    """What a runtime is told of the function, in JSON."""
    return json.dumps(
        {
            "handler": deployment.handler,
            "root": str(root),
            "timeout": deployment.timeout,
            "init": init_seconds(deployment),
            "packages": [str(folder) for folder in provision.packages],
            "layers": _python_folders(layers),
            "provided": provided(),
        }
    )


def _python_folders(layers: Path | None) -> list[str]:
    """https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html"""
    if layers is None:
        return []
    return [str(layers / "python"), *map(str, sorted(layers.glob("python/lib/python3.*/site-packages")))]


@cache
def provided() -> list[str]:
    """Folders of this environment that hold what Lambda's Python runtime brings."""
    specs = [importlib.util.find_spec(name) for name in sorted(PROVIDED)]
    return sorted({str(_folder(Path(spec.origin))) for spec in specs if spec and spec.origin})


def _folder(origin: Path) -> Path:
    return origin.parent.parent if origin.name == "__init__.py" else origin.parent
