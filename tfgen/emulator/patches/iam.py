"""IAM's policy simulator, which moto lacks: the same evaluation that requests of functions pass.

Sources: https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html and
https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from moto.core.responses import ActionResult
from moto.iam.exceptions import NotFoundException
from moto.iam.models import IAMBackend
from moto.iam.responses import IamResponse

from tfgen.emulator.functions.decision import BOUNDARY, Policies, Request, decide
from tfgen.emulator.functions.permissions import default_version, policies_of
from tfgen.emulator.functions.policies import Verdict, statements
from tfgen.emulator.functions.policy_variables import Context
from tfgen.emulator.functions.principals import Principal
from tfgen.emulator.patching import replaced

_VARIABLE = re.compile(r"\$\{\s*([\w:./-]+)\s*[,}]")


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Adds SimulatePrincipalPolicy and SimulateCustomPolicy, and AWS's words for a role that is not there."""
    get = IAMBackend.get_role

    def get_role(self: Any, role_name: str) -> Any:
        try:
            return get(self, role_name)
        except NotFoundException as error:
            raise NotFoundException(f"The role with name {role_name} cannot be found.") from error

    def simulate_principal_policy(self: Any) -> ActionResult:
        arn = str(self._get_param("PolicySourceArn"))
        own = _policies(self.backend, arn)
        return _simulated(
            self, own._replace(identity=[*own.identity, *_documents(self, "PolicyInputList")]), arn
        )

    def simulate_custom_policy(self: Any) -> ActionResult:
        caller = str(self._get_param("CallerArn") or f"arn:aws:iam::{self.current_account}:user/simulated")
        return _simulated(self, Policies(_documents(self, "PolicyInputList")), caller)

    with (
        replaced(IAMBackend, get_role=get_role),
        replaced(
            IamResponse,
            simulate_principal_policy=simulate_principal_policy,
            simulate_custom_policy=simulate_custom_policy,
        ),
    ):
        yield


def _policies(iam: IAMBackend, arn: str) -> Policies:
    kind, _, name = arn.rpartition(":")[2].partition("/")
    name = name.rpartition("/")[2]
    held: Any = {"role": iam.roles, "user": iam.users, "group": iam.groups}.get(kind, {})
    found = next((each for each in list(held.values()) if name in (each.name, each.id)), None)
    if found is None:
        raise NotFoundException(f"The {kind} with name {name} cannot be found.")
    if kind == "role":
        return policies_of(found)
    groups = [group for group in iam.groups.values() if kind == "user" and found in group.users]
    return Policies([document for each in (found, *groups) for document in _of(each)])


def _of(thing: Any) -> list[str]:
    """Policies of a user or a group."""
    inline = thing.policies.values()
    attached = [default_version(policy) for policy in thing.managed_policies.values()]
    return [each if isinstance(each, str) else json.dumps(each) for each in inline] + attached


def _documents(response: Any, name: str) -> list[str]:
    return [str(each) for each in response._get_param(name) or ()]


def _simulated(response: Any, policies: Policies, arn: str) -> ActionResult:
    boundary = _documents(response, "PermissionsBoundaryPolicyInputList")
    policies = policies._replace(
        boundary=boundary or policies.boundary, resource=response._get_param("ResourcePolicy")
    )
    caller = response._get_param("CallerArn") or arn
    principal = Principal(caller.split(":")[4], caller)
    context = {
        str(entry["ContextKeyName"]).lower(): _value(entry)
        for entry in response._get_param("ContextEntries") or ()
    }
    results = [
        _result(policies, principal, Request(action, resource, context))
        for action in response._get_param("ActionNames") or ()
        for resource in response._get_param("ResourceArns") or ["*"]
    ]
    return ActionResult({"EvaluationResults": results, "IsTruncated": False})


def _value(entry: dict[str, Any]) -> str | list[str]:
    values = [str(value) for value in entry.get("ContextKeyValues", ())]
    return values if str(entry.get("ContextKeyType", "")).endswith("List") else "".join(values[:1])


def _result(policies: Policies, principal: Principal, request: Request) -> dict[str, Any]:
    said = decide(policies, principal, request)
    result: dict[str, Any] = {
        "EvalActionName": request.action,
        "EvalResourceName": request.resource,
        "EvalDecision": said.verdict.value,
        "MissingContextValues": sorted(_missing(policies, request.context)),
    }
    if policies.boundary is not None:
        limited = said.by == BOUNDARY and said.verdict is not Verdict.allowed
        result["PermissionsBoundaryDecisionDetail"] = {"AllowedByPermissionsBoundary": not limited}
    return result


def _missing(policies: Policies, context: Context) -> Iterable[str]:
    """Condition keys that the policies ask for and the request does not say."""
    documents = [
        *policies.identity,
        *(policies.boundary or ()),
        *([policies.resource] if policies.resource else []),
    ]
    for document in documents:
        named = {
            key
            for each in statements(document)
            for said in each.get("Condition", {}).values()
            for key in said
        }
        yield from (key for key in {*named, *_VARIABLE.findall(document)} if key.lower() not in context)
