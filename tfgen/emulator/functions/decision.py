"""What all policies together say of a request within an account.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tfgen.emulator.functions import principals
from tfgen.emulator.functions.policies import Statement, Verdict, statements, verdict
from tfgen.emulator.functions.policy_variables import Context
from tfgen.emulator.functions.principals import Principal

IDENTITY, BOUNDARY = "identity-based policy", "permissions boundary"
RESOURCE, SESSION = "resource-based policy", "session policy"


class Policies(NamedTuple):
    """The documents that are in force."""

    identity: Sequence[str] = ()
    boundary: Sequence[str] | None = None
    session: Sequence[str] | None = None
    resource: str | None = None
    """Of the resource itself."""


class Request(NamedTuple):
    """What is asked for."""

    action: str
    resource: str
    context: Context


class Decision(NamedTuple):
    """Whether it is allowed, and the kind of policy that decides."""

    verdict: Verdict
    by: str


def decide(policies: Policies, principal: Principal, request: Request) -> Decision:
    """A deny anywhere wins; then boundary and session limit what the other two allow. Raises NotEvaluatedError."""
    of_resource = statements(policies.resource) if policies.resource else ()
    said = {
        IDENTITY: _says(policies.identity, request),
        BOUNDARY: _says(policies.boundary, request),
        SESSION: _says(policies.session, request),
        RESOURCE: _resource_says(of_resource, principal, request, principal.arns),
    }
    for kind, found in said.items():
        if found is Verdict.denied:
            return Decision(found, kind)
    # what names the user or the session is limited by nothing; what names the account leaves it to identity policies
    if _grants(of_resource, principal, request, principal.arns[-1:]):
        return Decision(Verdict.allowed, RESOURCE)
    is_granted = _grants(of_resource, principal, request, principal.arns[1:])
    if said[IDENTITY] is not Verdict.allowed and not is_granted:
        return Decision(Verdict.silent, IDENTITY)
    for kind in (BOUNDARY, SESSION):
        if said[kind] is Verdict.silent:
            return Decision(Verdict.silent, kind)
    return Decision(Verdict.allowed, IDENTITY if said[IDENTITY] is Verdict.allowed else RESOURCE)


def _says(documents: Iterable[str] | None, request: Request) -> Verdict | None:
    if documents is None:
        return None
    return verdict((each for document in documents for each in statements(document)), *request)


def _resource_says(
    policy: Iterable[Statement], principal: Principal, request: Request, known_as: tuple[str, ...]
) -> Verdict:
    about = (statement for statement in policy if principals.names(statement, principal, known_as))
    return verdict(about, *request)


def _grants(
    policy: Iterable[Statement], principal: Principal, request: Request, known_as: tuple[str, ...]
) -> bool:
    return _resource_says(policy, principal, request, known_as) is Verdict.allowed
