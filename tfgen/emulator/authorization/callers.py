"""Who signs requests to APIs, and whether IAM lets them invoke."""

from __future__ import annotations

from typing import Any, NamedTuple

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.iam.models import iam_backends
from moto.sts.models import sts_backends

from tfgen.emulator.authorization import signatures
from tfgen.emulator.functions.decision import Policies, Request, decide
from tfgen.emulator.functions.permissions import default_version, known, policies_of, role_of, tags_of, words
from tfgen.emulator.functions.principals import Principal

ACTION = "execute-api:Invoke"
ROOT = ("emulated", "emulated")
"""Key and secret of the account itself, which may do everything: those that Terraform has as well."""


class UnknownKeyError(Exception):
    """Nobody has this access key, or the token of its session is another."""


class Caller(NamedTuple):
    """A principal whose signature is right."""

    access_key_id: str
    user_id: str
    principal: Principal
    policies: Policies | None
    """None for the account itself."""

    def refusal(self, region: str, resource: str) -> str:
        """Why IAM does not let it invoke a resource, in AWS's words; empty if it does."""
        if self.policies is None:
            return ""
        request = Request(ACTION, resource, known(self.principal, self._tags(), region))
        said = decide(self.policies, self.principal, request)
        return words(said.verdict, said.by, ACTION) or ""

    @property
    def arn(self) -> str:
        """Of the user, or of the role's session."""
        return self.principal.session or self.principal.arn

    def _tags(self) -> list[dict[str, str]]:
        if self.principal.session:
            return tags_of(role_of(self.principal.arn))
        iam: Any = iam_backends[DEFAULT_ACCOUNT_ID]["aws"]
        found: list[dict[str, str]] = iam.tagger.list_tags_for_resource(self.principal.arn)["Tags"]
        return found


def caller(request: signatures.Whole, region: str) -> Caller:
    """Who signed a request for an API in a region. Raises SignatureError or UnknownKeyError."""
    said = signatures.signed(request.headers, region)
    secret, token, found = _found(said.access_key_id)
    if token != said.token:
        raise UnknownKeyError("the token is not the one of the key's session")
    signatures.check(request, said, secret)
    return found


def _found(key: str) -> tuple[str, str, Caller]:
    """Secret, session token and owner of a key. Raises UnknownKeyError."""
    if key == ROOT[0]:
        root = Principal(DEFAULT_ACCOUNT_ID, f"arn:aws:iam::{DEFAULT_ACCOUNT_ID}:root")
        return ROOT[1], "", Caller(key, DEFAULT_ACCOUNT_ID, root, None)
    for session in list(sts_backends[DEFAULT_ACCOUNT_ID]["aws"].assumed_roles):
        if session.access_key_id == key:
            role = Principal(DEFAULT_ACCOUNT_ID, session.role_arn, session.arn)
            limits = [session.policy] if session.policy else None
            policies = policies_of(role_of(session.role_arn))._replace(session=limits)
            caller_of_session = Caller(key, session.user_id, role, policies)
            return session.secret_access_key, session.session_token, caller_of_session
    iam: Any = iam_backends[DEFAULT_ACCOUNT_ID]["aws"]
    for user in list(iam.users.values()):
        for each in user.access_keys:
            if each.access_key_id == key and each.status == "Active":
                principal = Principal(DEFAULT_ACCOUNT_ID, user.arn)
                return each.secret_access_key, "", Caller(key, user.id, principal, _of_user(iam, user))
    raise UnknownKeyError(f"nobody has the access key {key}")


def _of_user(iam: Any, user: Any) -> Policies:
    groups = [group for group in iam.groups.values() if user in group.users]
    inline = [str(document) for each in (user, *groups) for document in each.policies.values()]
    attached = [
        default_version(policy) for each in (user, *groups) for policy in each.managed_policies.values()
    ]
    return Policies([*inline, *attached])
