"""What a plan knows of the account: the values of resources, by type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any


class Known:
    """Of a plan as `terraform show -json` gives it."""

    def __init__(self, plan: Mapping[str, Any]) -> None:
        self._plan = plan

    def of(self, kind: str) -> list[Mapping[str, Any]]:
        """The values of all resources of a type."""
        return self._by_type.get(kind, [])

    @property
    def is_empty(self) -> bool:
        """Whether it knows no resource."""
        return not self._by_type

    @cached_property
    def _by_type(self) -> dict[str, list[Mapping[str, Any]]]:
        found: dict[str, list[Mapping[str, Any]]] = {}
        values = (self._plan.get("prior_state") or {}).get("values") or {}
        for resource in _resources(values.get("root_module") or {}):
            if resource.get("mode") == "managed":
                found.setdefault(str(resource.get("type")), []).append(resource.get("values") or {})
        return found


def _resources(module: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    waiting = [module]
    while waiting:
        each = waiting.pop()
        yield from each.get("resources") or ()
        waiting += each.get("child_modules") or ()
