"""Which provider makes what: the one of its region, or the one that a root has."""

from __future__ import annotations

from typing import Any

from tfgen.render.hcl import Expression, reference
from tfgen.render.module_source import ModuleSource
from tfgen.stack.region import label
from tfgen.stack.stack import Stack


def provider(stack: Stack, region: str) -> Expression | None:
    """The provider of a region; None where a root has no other."""
    return None if stack.is_apart else reference("aws", label(region))


def head(stack: Stack, region: str, source: str, version: str = "") -> dict[str, Any]:
    """How the call of a module begins: where it is found, and by which provider it makes what it does."""
    made_by = provider(stack, region)
    return {
        "source": source,
        **({"version": version} if version else {}),
        **({"providers": {"aws": made_by}} if made_by else {}),
    }


def call_of(stack: Stack, region: str, modules: ModuleSource, module: str) -> dict[str, Any]:
    """The same, of a module that ships with tfgen."""
    return head(stack, region, modules.of(module), modules.version)
