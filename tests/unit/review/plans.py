"""Plans as `terraform show -json` writes them, as small as tests need them."""

from __future__ import annotations

from typing import Any

REASON = "replace_because_cannot_update"


def change(address: str, *actions: str, before: Any = None, after: Any = None, **more: Any) -> dict[str, Any]:
    """A change of a resource; `more` is of the change, but for what stands beside it."""
    beside: dict[str, Any] = {}
    for name in ("action_reason", "previous_address", "deposed"):
        if name in more:
            beside[name] = more.pop(name)
    kind = address.rsplit(".", 2)[-2]
    inner = {"actions": list(actions), "before": before, "after": after, **more}
    return {"mode": "managed", "type": kind, "address": address, "change": inner, **beside}


def plan(*changes: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A plan of them."""
    return {"format_version": "1.2", "terraform_version": "1.11.4", "resource_changes": list(changes), **more}


def function(region: str, *actions: str, name: str = "get", **more: Any) -> dict[str, Any]:
    """A change of a function of ours."""
    address = f'module.{region.replace("-", "_")}.module.function["{name}"].aws_lambda_function.this'
    return change(address, *actions, **more)


def in_regions(*regions: str) -> dict[str, Any]:
    """A plan that gives a function more memory in each of them."""
    return plan(
        *(
            function(
                region,
                "update",
                before={"memory_size": 128, "region": region},
                after={"memory_size": 256, "region": region},
            )
            for region in regions
        )
    )
