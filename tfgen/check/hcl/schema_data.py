"""The AWS provider's schema, which ships as data. `make provider-schema` makes it anew."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

MODES = ("required", "optional", "computed")

Type: TypeAlias = "str | list[Any]"  # as Terraform writes it: "string", ["list", "number"], ["object", {…}]
Schema: TypeAlias = Mapping[str, Any]
"""A block: "required", "optional" and "computed" (name to type), "blocks" (name to [minimum, maximum, schema])."""


@cache
def shipped() -> dict[str, Any]:
    """The data: of the "provider" a Schema, of "resource" and "data" one for each type that tfgen's Terraform uses."""
    data: dict[str, Any] = json.loads((files("tfgen.check.hcl") / "aws_schema.json").read_text("utf-8"))
    return data
