"""What functions may do, and who may invoke them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from moto.awslambda.exceptions import UnknownFunctionException
from moto.awslambda.models import lambda_backends
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.iam.models import iam_backends
from moto.sts.models import AssumedRole, sts_backends

from tfgen.emulator.functions import policies
from tfgen.emulator.functions.invocation import UnknownFunctionError
from tfgen.emulator.functions.policies import NotEvaluatedError, Verdict

_SESSION_SECONDS = 12 * 3600


class Credentials(NamedTuple):
    """Temporary ones, of a function's role."""

    access_key_id: str
    secret_access_key: str
    session_token: str


_sessions: dict[str, AssumedRole] = {}
"""By access key: the roles that functions, and nobody else, have assumed."""


def credentials(role_arn: str, region: str, function: str) -> Credentials:
    """Assumes a function's role, in a session that has the function's name."""
    sts: Any = sts_backends[DEFAULT_ACCOUNT_ID]["aws"]
    session = sts.assume_role(
        region_name=region,
        role_session_name=function,
        role_arn=role_arn,
        policy=None,
        duration=_SESSION_SECONDS,
        external_id=None,
    )
    _sessions[session.access_key_id] = session
    return Credentials(session.access_key_id, session.secret_access_key, session.session_token)


def forget_credentials(access_key_id: str) -> None:
    """Ends a session, in moto too."""
    session = _sessions.pop(access_key_id, None)
    roles = sts_backends[DEFAULT_ACCOUNT_ID]["aws"].assumed_roles
    if session in roles:
        roles.remove(session)
    iam_backends[DEFAULT_ACCOUNT_ID]["aws"].access_keys.pop(access_key_id, None)


def is_of_function(access_key_id: str) -> bool:
    """Whether an access key belongs to the session of a function."""
    return access_key_id in _sessions


def refusal(
    access_key_id: str, region: str, action: str, resources: Sequence[str], context: Mapping[str, str]
) -> str | None:
    """AWS's sentence if a function's role does not allow an action on each of the resources.

    None if it does, and for access keys that are not a function's. Resource policies are not read.
    """
    session = _sessions.get(access_key_id)
    if session is None:
        return None
    return _refusal(session.role_arn, session.arn, region, action, resources, context)


def role_refusal(role_arn: str, region: str, action: str, resource: str) -> str | None:
    """AWS's sentence if a role does not allow an action on a resource; what AWS does itself, as the role."""
    return _refusal(role_arn, role_arn, region, action, [resource], {})


def _refusal(
    role_arn: str,
    user: str,
    region: str,
    action: str,
    resources: Sequence[str],
    context: Mapping[str, str],
) -> str | None:
    known = {
        "aws:principalaccount": role_arn.split(":")[4],
        "aws:principalarn": role_arn,
        "aws:principaltype": "AssumedRole",
        "aws:requestedregion": region,
        "aws:securetransport": "true",
        **{key.lower(): value for key, value in context.items()},
    }
    identity, boundary = _documents(role_arn)
    for resource in resources:
        for documents, called in ((identity, "identity-based policy"), (boundary, "permissions boundary")):
            if documents is None:
                continue
            reason = _reason(documents, called, action, resource, known)
            if reason:
                return f"User: {user} is not authorized to perform: {action} on resource: {resource} {reason}"
    return None


def _reason(
    documents: Iterable[str], called: str, action: str, resource: str, context: Mapping[str, str]
) -> str | None:
    try:
        said = policies.verdict(
            (statement for document in documents for statement in policies.statements(document)),
            action,
            resource,
            context,
        )
    except NotEvaluatedError as error:
        return f"as far as can be said here: {error} is not evaluated by the emulator"
    return {
        Verdict.allowed: None,
        Verdict.denied: f"with an explicit deny in {'an' if called.startswith('i') else 'a'} {called}",
        Verdict.silent: f"because no {called} allows the {action} action",
    }[said]


def _documents(role_arn: str) -> tuple[list[str], list[str] | None]:
    """Policy documents of a role, and of its permissions boundary if it has one."""
    iam: Any = iam_backends[DEFAULT_ACCOUNT_ID]["aws"]
    role = next((role for role in list(iam.roles.values()) if role.arn == role_arn), None)
    if role is None:
        return [], None
    attached = [_default_version(policy) for policy in list(role.managed_policies.values())]
    boundary = role.permissions_boundary_arn
    return (
        [*role.policies.values(), *attached],
        [_default_version(iam.managed_policies[boundary])] if boundary in iam.managed_policies else None,
    )


def _default_version(policy: Any) -> str:
    return str(next(version.document for version in policy.versions if version.is_default))


def may_invoke(region: str, function: str, qualifier: str | None, source_arn: str) -> bool:
    """Whether a function's resource policy lets API Gateway invoke it for a method or route.

    A permission counts for the qualifier it was given for, and for no other: one without a qualifier does not
    cover an alias. https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html

    Raises UnknownFunctionError.
    """
    try:
        latest = lambda_backends[DEFAULT_ACCOUNT_ID][region].get_function(function)
    except (KeyError, UnknownFunctionException) as error:  # KeyError: no such region
        raise UnknownFunctionError(f"{region} has no function {function}") from error
    arn = latest.function_arn + (f":{qualifier}" if qualifier else "")
    context = {"aws:sourcearn": source_arn, "aws:sourceaccount": source_arn.split(":")[4]}
    policy = [
        statement
        for statement in list(latest.policy.statements)
        if _service(statement) in ("apigateway.amazonaws.com", "*")
    ]
    return policies.verdict(policy, "lambda:InvokeFunction", arn, context) is Verdict.allowed


def _service(statement: Mapping[str, Any]) -> str:
    principal = statement.get("Principal", "")
    return str(principal.get("Service", "")) if isinstance(principal, Mapping) else str(principal)
