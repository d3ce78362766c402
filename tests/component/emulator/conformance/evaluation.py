"""Steps that evaluate policies."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tests.component.emulator.conformance.outcome import Outcome
from tfgen.emulator.functions.decision import Policies, Request, decide
from tfgen.emulator.functions.principals import Principal

ACCOUNT = "123456789012"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/app"
SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/app/get"


def evaluate(_: object, step: Mapping[str, Any]) -> Outcome:
    """`{evaluate: {policies, boundary, session, resource_policy, action, resource, context, version, service}}`.

    Policies are lists of statements. The answer is the decision, in the words of the policy simulator, for a session
    of a role, or for a service.
    """
    said = step["evaluate"]
    version = {"Version": said.get("version", "2012-10-17")}

    def documents(name: str) -> list[str] | None:
        return [json.dumps({**version, "Statement": said[name]})] if name in said else None

    policies = Policies(
        documents("policies") or [],
        documents("boundary"),
        documents("session"),
        next(iter(documents("resource_policy") or ()), None),
    )
    service = said.get("service", "")
    principal = Principal(service=service) if service else Principal(ACCOUNT, ROLE, SESSION)
    context = {name.lower(): value for name, value in said.get("context", {}).items()}
    decided = decide(policies, principal, Request(said["action"], said["resource"], context))
    return Outcome({"decision": decided.verdict.value})
