"""Whom the statements of a resource's policy speak of.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tfgen.emulator.functions.conditions import several

Statement = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks: a user, a session of a role, or a service."""

    account: str = ""
    arn: str = ""
    """Of the user or the role."""
    session: str = ""
    """The ARN of the role's session."""
    service: str = ""
    """Such as apigateway.amazonaws.com."""

    @property
    def arns(self) -> tuple[str, ...]:
        """What it is known by, the account first."""
        account = (f"arn:aws:iam::{self.account}:root",) if self.account else ()
        return (*account, *filter(None, (self.arn, self.session)))


def names(statement: Statement, principal: Principal, known_as: tuple[str, ...] | None = None) -> bool:
    """Whether a statement is about a principal, or about one of some ARNs that it is known as.

    A Deny with NotPrincipal spares only whom it lists by everything that it is known by, an Allow by anything.
    """
    arns = principal.arns if known_as is None else known_as
    if "NotPrincipal" in statement:
        listed = _listed(statement["NotPrincipal"], principal)
        own = {principal.service} if principal.service else set(principal.arns)
        is_spared = own <= listed if statement["Effect"] == "Deny" else bool(own & listed)
        return not (is_spared or "*" in listed)
    listed = _listed(statement.get("Principal", ()), principal)
    is_everybody = "*" in listed and (bool(principal.service) or principal.arn in arns)
    return is_everybody or bool(listed & {*arns, principal.service} - {""})


def _listed(said: Any, principal: Principal) -> set[str]:
    if not isinstance(said, Mapping):
        return set(several(said))
    kinds = ("Service", "*") if principal.service else ("AWS", "*")
    found = {each for kind in kinds for each in several(said.get(kind, ()))}
    return {f"arn:aws:iam::{each}:root" if each.isdigit() else each for each in found}
