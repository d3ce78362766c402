"""The `check` blocks of a configuration that do not hold, as a plan tells them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from tfgen.diagnostics import Diagnostic
from tfgen.plan.hushing import hushed
from tfgen.review.codes import CHECK_FAILS
from tfgen.review.words import listed

_FEW = 5


def checks(plan: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """Of `check` blocks: what other conditions do not hold keeps Terraform from planning.

    Source: https://developer.hashicorp.com/terraform/internals/json-format#checks-representation
    """
    for check in _mappings(plan.get("checks")):
        address = _mapping(check.get("address"))
        if address.get("kind") != "check" or check.get("status") not in ("fail", "error"):
            continue
        called = str(address.get("to_display", ""))
        problems = [
            hushed(str(problem.get("message", "")), plan)
            for instance in _mappings(check.get("instances"))
            for problem in _mappings(instance.get("problems"))
        ]
        message = f"{called} does not hold{f': {listed(problems, _FEW)}' if any(problems) else ''}"
        yield dataclasses.replace(CHECK_FAILS(message), address=called)


def _mappings(value: Any) -> Iterator[Mapping[str, Any]]:
    return (each for each in value if isinstance(each, dict)) if isinstance(value, list) else iter(())


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
