"""A version of a function as moto keeps it: what a worker is made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Deployment:
    """Equal to another if one worker can serve both."""

    region: str
    account: str
    name: str
    version: str
    runtime: str
    handler: str
    role: str
    memory: int
    """MB."""
    timeout: int
    """Seconds."""
    environment: tuple[tuple[str, str], ...]
    layers: tuple[str, ...]
    """ARNs of layer versions; a later one overwrites files of an earlier one."""
    is_image: bool
    digest: str
    """Of the code."""
    code: bytes = field(compare=False, repr=False)
    """A zip."""

    @property
    def log_group(self) -> str:
        return f"/aws/lambda/{self.name}"


def deployment_of(function: Any) -> Deployment:
    """Reads a function of moto's Lambda backend."""
    is_image = function.package_type == "Image"
    return Deployment(
        region=function.region,
        account=function.account_id,
        name=function.function_name,
        version=str(function.version),
        runtime=function.run_time or "",
        handler=function.handler or "",
        role=function.role,
        memory=int(function.memory_size),
        timeout=int(function.timeout),
        environment=tuple((function.environment_vars or {}).items()),
        layers=tuple(layer["Arn"] for layer in function.layers),
        is_image=is_image,
        digest=function.code_sha_256,
        code=b"" if is_image else function.code_bytes,
    )
