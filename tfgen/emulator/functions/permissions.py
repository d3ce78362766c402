"""What functions may do, and who may invoke them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, NamedTuple

from moto.awslambda.exceptions import UnknownFunctionException
from moto.awslambda.models import lambda_backends
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.iam.models import iam_backends
from moto.sts.models import AssumedRole, sts_backends

from tfgen.emulator.access import Access
from tfgen.emulator.functions.decision import BOUNDARY, IDENTITY, Policies, Request, decide
from tfgen.emulator.functions.invocation import UnknownFunctionError
from tfgen.emulator.functions.policies import Verdict, statements, verdict, verdict_on_any
from tfgen.emulator.functions.principals import Principal, names

_API_GATEWAY = Principal(service="apigateway.amazonaws.com")
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


def refusal(access_key_id: str, region: str, access: Access) -> str | None:
    """AWS's sentence if a function's role does not allow an action on each of the resources.

    None if it does, and for access keys that are not a function's.
    """
    session = _sessions.get(access_key_id)
    if session is None:
        return None
    function = f"arn:aws:lambda:{region}:{DEFAULT_ACCOUNT_ID}:function:{session.session_name}"
    own = {
        "aws:tokenissuetime": _date(session.expiration - datetime.timedelta(seconds=_SESSION_SECONDS)),
        "aws:userid": session.user_id,
        "lambda:sourcefunctionarn": function,
    }
    context = {**own, **access.context}
    return _refusal(session.role_arn, session.arn, region, access._replace(context=context))


def action_refusal(access_key_id: str, action: str) -> str | None:
    """The same where it is not known what for: if nothing allows the action on any resource, or all are denied."""
    session = _sessions.get(access_key_id)
    if session is None:
        return None
    policies = policies_of(role_of(session.role_arn))
    for documents, kind in ((policies.identity, IDENTITY), (policies.boundary, BOUNDARY)):
        said = _on_any(documents, action) if documents is not None else Verdict.allowed
        reason = words(said, kind, action)
        if reason:
            return f"User: {session.arn} is not authorized to perform: {action} on resource: * {reason}"
    return None


def _on_any(documents: Iterable[str], action: str) -> Verdict:
    return verdict_on_any((each for document in documents for each in statements(document)), action)


def role_refusal(role_arn: str, region: str, action: str, resource: str) -> str | None:
    """AWS's sentence if a role does not allow an action on a resource; what AWS does itself, as the role."""
    return _refusal(role_arn, "", region, Access(action, [resource]))


def _refusal(role_arn: str, session: str, region: str, access: Access) -> str | None:
    role = role_of(role_arn)
    principal = Principal(role_arn.split(":")[4], role_arn, session)
    context = {**known(principal, tags_of(role), region), **access.context}
    for resource in access.resources:
        policies = policies_of(role)._replace(resource=access.policies.get(resource))
        request = Request(access.action, resource, context)
        reason = _reason(policies, principal, request)
        if reason:
            asking = f"User: {session or role_arn} is not authorized to perform: {access.action}"
            return f"{asking} on resource: {resource} {reason}"
    return None


def _reason(policies: Policies, principal: Principal, request: Request) -> str | None:
    said = decide(policies, principal, request)
    return words(said.verdict, said.by, request.action)


def words(said: Verdict, by: str, action: str) -> str | None:
    """Why a kind of policy refuses an action; None if it does not."""
    return {
        Verdict.allowed: None,
        Verdict.denied: f"with an explicit deny in {'an' if by.startswith('i') else 'a'} {by}",
        Verdict.silent: f"because no {by} allows the {action} action",
    }[said]


def known(principal: Principal, tagged: Iterable[dict[str, str]], region: str) -> dict[str, str]:
    """Condition keys of every request, by a principal with tags.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    """
    now = datetime.datetime.now(datetime.UTC)
    tags = {f"aws:principaltag/{tag['Key'].lower()}": str(tag["Value"]) for tag in tagged}
    return {
        **tags,
        "aws:currenttime": _date(now),
        "aws:epochtime": str(int(now.timestamp())),
        "aws:principalaccount": principal.account,
        "aws:principalarn": principal.arn,
        "aws:principalisawsservice": "false",
        "aws:principaltype": "User" if ":user/" in principal.arn else "AssumedRole",
        "aws:requestedregion": region,
        "aws:resourceaccount": DEFAULT_ACCOUNT_ID,
        "aws:securetransport": "true",
        "aws:sourceip": "127.0.0.1",
        "aws:viaawsservice": "false",
    }


def _date(moment: datetime.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def role_of(arn: str) -> Any:
    """moto's role, or None."""
    iam: Any = iam_backends[DEFAULT_ACCOUNT_ID]["aws"]
    return next((role for role in list(iam.roles.values()) if role.arn == arn), None)


def tags_of(role: Any) -> list[dict[str, str]]:
    """A role's tags, with Key and Value."""
    return list(role.tags) if role is not None else []


def policies_of(role: Any) -> Policies:
    """What limits and allows a role, but for sessions and resources."""
    if role is None:
        return Policies()
    iam: Any = iam_backends[DEFAULT_ACCOUNT_ID]["aws"]
    attached = [default_version(policy) for policy in list(role.managed_policies.values())]
    boundary = role.permissions_boundary_arn
    return Policies(
        [*role.policies.values(), *attached],
        [default_version(iam.managed_policies[boundary])] if boundary in iam.managed_policies else None,
    )


def default_version(policy: Any) -> str:
    """The document of a managed policy that is in force."""
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
    policy = [statement for statement in list(latest.policy.statements) if names(statement, _API_GATEWAY)]
    return verdict(policy, "lambda:InvokeFunction", arn, context) is Verdict.allowed
