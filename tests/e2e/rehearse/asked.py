"""What Terraform asks the emulated AWS for, as actions of IAM."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from tfgen.emulator.errors import error
from tfgen.emulator.gate import Gate
from tfgen.emulator.operations import operation_of
from tfgen.emulator.service import signature
from tfgen.pipeline.policies import Document, apply_policy, plan_policy
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.step import Outcome, Step
from tfgen.stack.stack import Stack

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


PLANNING = frozenset({"plan", "settled"})
"""The steps of a rehearsal in which Terraform only plans."""


class Asked(Gate):
    """A gate that lets Terraform do what the roles of a pipeline may, and notes what it asks for beyond.

    Whether the role that plans or the one that applies is asked, the step says. Resources are not looked at.
    """

    actions: ClassVar[set[str]] = set()
    refused: ClassVar[set[tuple[str, str]]] = set()
    """Steps and actions."""
    step: ClassVar[str] = ""
    planning: ClassVar[frozenset[str]] = frozenset()
    applying: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def begin(cls, stack: Stack) -> None:
        """From now on the policies of a stack hold."""
        everybody = EVERYBODY | STATE
        cls.planning = frozenset(_allowed(plan_policy(stack)) | everybody)
        cls.applying = frozenset(_allowed(apply_policy(stack)) | everybody)
        cls.actions.clear()
        cls.refused.clear()

    @classmethod
    def in_step(cls, step: Step) -> Step:
        """The same step, in which it is known that it is taken."""

        def run(rehearsal: Rehearsal) -> Outcome:
            cls.step = step.name
            return step.run(rehearsal)

        return replace(step, run=run)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Answers Terraform as IAM would, and anybody else."""
        if "Terraform" in environ.get("HTTP_USER_AGENT", ""):
            action = _action(environ)
            self.actions.add(action)
            if action not in (self.planning if self.step in PLANNING else self.applying):
                self.refused.add((self.step, action))
                return error("json", "AccessDeniedException", f"not authorized: {action}", 403).to(
                    start_response
                )
        return super().__call__(environ, start_response)


def _allowed(documents: list[Document]) -> set[str]:
    statements = (statement for document in documents for statement in document["Statement"])
    return {action for statement in statements for action in statement["Action"]}


def _action(environ: dict[str, Any]) -> str:
    signed = signature(environ)
    operation = operation_of(environ, signed.service) if signed else None
    if operation is None:
        return f"{environ['REQUEST_METHOD']} {environ.get('PATH_INFO')}"
    if operation.service.startswith("apigateway"):
        return f"apigateway:{environ['REQUEST_METHOD']}"
    name = f"{operation.service}:{operation.name}"
    return OWN_NAMES.get(name, name)
