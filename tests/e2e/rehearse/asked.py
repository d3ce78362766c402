"""What Terraform asks the emulated AWS for, as actions of IAM."""

from __future__ import annotations

from typing import Any, ClassVar

from tfgen.emulator.gate import Gate
from tfgen.emulator.operations import operation_of
from tfgen.emulator.service import signature

OWN_NAMES = {
    "s3:HeadBucket": "s3:ListBucket",
    "s3:HeadObject": "s3:GetObject",
    "s3:ListObjectsV2": "s3:ListBucket",
}
"""Operations whose action IAM calls otherwise."""
EVERYBODY = {"sts:GetCallerIdentity"}
"""Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html"""


STATE = {"s3:ListBucket", "s3:GetObject", "s3:PutObject", "s3:DeleteObject"}
"""Where it is kept in a bucket."""


class Asked(Gate):
    """A gate that notes what passes."""

    actions: ClassVar[set[str]] = set()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Notes what Terraform asks for."""
        if "Terraform" in environ.get("HTTP_USER_AGENT", ""):
            self.actions.add(_action(environ))
        return super().__call__(environ, start_response)


def _action(environ: dict[str, Any]) -> str:
    signed = signature(environ)
    operation = operation_of(environ, signed.service) if signed else None
    if operation is None:
        return f"{environ['REQUEST_METHOD']} {environ.get('PATH_INFO')}"
    if operation.service.startswith("apigateway"):
        return f"apigateway:{environ['REQUEST_METHOD']}"
    name = f"{operation.service}:{operation.name}"
    return OWN_NAMES.get(name, name)
