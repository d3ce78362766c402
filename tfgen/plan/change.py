"""What a plan does to one resource."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a managed resource, as `terraform show -json` tells it.

    Source: https://developer.hashicorp.com/terraform/internals/json-format#change-representation
    """

    address: str
    type: str
    actions: tuple[str, ...]
    before: Mapping[str, Any]
    """Empty if it is not there yet."""
    after: Mapping[str, Any]
    """Empty if it goes; without what is not known yet."""
    imports: bool = False
    """Whether it exists and is not known yet."""
    causes: tuple[str, ...] = ()
    """The attributes that it has to be replaced for."""
    previous: str = ""
    """The address from which it is moved; empty if it stays."""
    reason: str = ""
    """Why Terraform chose the actions, in its word; empty where it says nothing."""
    unknown: Any = False
    """What is known after the apply alone: true for a whole value, or a mapping of that by attribute."""
    sensitive_before: Any = False
    """What of `before` is sensitive, in the same form."""
    sensitive_after: Any = False
    """What of `after` is sensitive, in the same form."""
    deposed: str = ""
    """The key of an object that a replacement left behind, where the change is of one."""

    @property
    def deletes(self) -> bool:
        """Whether what is there goes, replaced or not."""
        return "delete" in self.actions

    @property
    def replaces(self) -> bool:
        """Whether something else takes its place."""
        return self.deletes and "create" in self.actions

    @property
    def forgets(self) -> bool:
        """Whether it leaves the state and goes on to exist."""
        return "forget" in self.actions

    @property
    def updates(self) -> bool:
        """Whether it is changed in place."""
        return self.actions == ("update",)

    @property
    def is_new(self) -> bool:
        """Whether nothing was there before."""
        return self.actions == ("create",)

    def differs(self, name: str) -> bool:
        """Whether an attribute is another afterwards. Of what is known after the apply alone, nobody can say so."""
        return not self.is_unknown(name) and bool(self.before.get(name) != self.after.get(name))

    def is_unknown(self, name: str) -> bool:
        """Whether an attribute is known after the apply alone."""
        return self.unknown is True or (isinstance(self.unknown, Mapping) and self.unknown.get(name) is True)


def changes(plan: Mapping[str, Any]) -> Iterator[Change]:
    """Every change of a managed resource, those that leave it as it is included."""
    for each in plan.get("resource_changes", ()):
        if each.get("mode") == "managed":
            yield change_of(each)


def drifted(plan: Mapping[str, Any]) -> Iterator[Change]:
    """Every change of a managed resource that somebody else made since the state was written."""
    for each in plan.get("resource_drift", ()):
        if each.get("mode") == "managed":
            yield change_of(each)


def change_of(told: Mapping[str, Any]) -> Change:
    """A change, of an entry of `resource_changes`."""
    change = told["change"]
    return Change(
        told["address"],
        told["type"],
        tuple(change["actions"]),
        change.get("before") or {},
        change.get("after") or {},
        bool(change.get("importing")),
        tuple(sorted({str(path[0]) for path in change.get("replace_paths") or ()})),
        told.get("previous_address", ""),
        told.get("action_reason", ""),
        change.get("after_unknown", False),
        change.get("before_sensitive", False),
        change.get("after_sensitive", False),
        told.get("deposed", ""),
    )
