"""What the process of a function has in its environment: Lambda's variables, the function's own, and no others."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from tfgen.emulator.functions.deployment import Deployment
from tfgen.emulator.functions.permissions import Credentials

_PATH = ("/usr/local/bin", "/usr/bin", "/bin")
"""Not ours: it would lead to programs that Lambda does not have."""


def variables(
    deployment: Deployment,
    root: Path,
    layers: Path | None,
    modules: Sequence[Path],
    home: Path,
    stream: str,
    keys: Credentials,
    endpoint: str,
) -> dict[str, str]:
    """https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html

    `modules` are the folders in which Node.js finds what its runtime brings.

    A function's own variables cannot lead it away from the emulated AWS: the ones that choose endpoints are left
    out, and for Node.js addresses of services of its own region become the emulator's, because the SDK for JavaScript
    sends requests for a queue to the queue's address. Its home is an empty folder, so that no profile or
    configuration of the user is found.
    """
    path = [*([str(layers / "bin")] if layers else []), *_PATH]
    own = {
        name: _reached(value, deployment, endpoint)
        for name, value in deployment.environment
        if not name.startswith(("AWS_ENDPOINT_URL", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"))
    }
    return {
        "LANG": "en_US.UTF-8",
        "PATH": os.pathsep.join(path),
        "TZ": ":UTC",
        **_node_path(deployment, layers, modules),
        **own,
        "HOME": str(home),
        "TMPDIR": str(home),
        "_HANDLER": deployment.handler,
        "AWS_ACCESS_KEY_ID": keys.access_key_id,
        "AWS_SECRET_ACCESS_KEY": keys.secret_access_key,
        "AWS_SESSION_TOKEN": keys.session_token,
        "AWS_REGION": deployment.region,
        "AWS_DEFAULT_REGION": deployment.region,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{deployment.runtime}",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(deployment.memory),
        "AWS_LAMBDA_FUNCTION_NAME": deployment.name,
        "AWS_LAMBDA_FUNCTION_VERSION": deployment.version,
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_LOG_GROUP_NAME": deployment.log_group,
        "AWS_LAMBDA_LOG_STREAM_NAME": stream,
        "LAMBDA_RUNTIME_DIR": str(Path(__file__).parent),
        "LAMBDA_TASK_ROOT": str(root),
    }


def _node_path(deployment: Deployment, layers: Path | None, modules: Sequence[Path]) -> dict[str, str]:
    """https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html#packaging-layers-paths"""
    major = deployment.runtime.removesuffix(".x").removeprefix("nodejs")
    own = [layers / f"nodejs/node{major}/node_modules", layers / "nodejs/node_modules"] if layers else []
    folders = [str(folder) for folder in (*own, *modules)]
    return {"NODE_PATH": os.pathsep.join(folders)} if folders else {}


def _reached(value: str, deployment: Deployment, endpoint: str) -> str:
    if not deployment.runtime.startswith("nodejs"):
        return value
    return re.sub(rf"https://[a-z0-9-]+\.{deployment.region}\.amazonaws\.com(?=/|$)", endpoint, value)
