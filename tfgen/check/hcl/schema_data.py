"""The AWS provider's schemas, which ship as data. `make provider-schema` makes them anew."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

MODES = ("required", "optional", "computed")
KINDS = ("resource", "data", "ephemeral")
NAMES = "aws_types.txt"
"""The file with every type of the provider: a line for each, with the major versions that have it as each of KINDS."""

Type: TypeAlias = "str | list[Any]"  # as Terraform writes it: "string", ["list", "number"], ["object", {…}]
Schema: TypeAlias = Mapping[str, Any]
"""A block: "required", "optional" and "computed" (name to type), "blocks" (name to [minimum, maximum, schema]), and
where something is deprecated "deprecated" (name to what stands for it, which may be empty)."""
Data: TypeAlias = Mapping[str, Any]
"""Of the "provider" a Schema, of "resource" and "data" one for each type that tfgen's Terraform uses."""


@cache
def shipped(major: int) -> Data:
    """The data of a major version; "provider_version" says of which."""
    text = (files("tfgen.check.hcl") / f"aws_schema_{major}.json").read_text("utf-8")
    data: Data = json.loads(text)
    return data


@cache
def names(major: int, kind: str) -> frozenset[str]:
    """Every type that a major version has of one of KINDS."""
    lines = (line.split() for line in (files("tfgen.check.hcl") / NAMES).read_text("utf-8").splitlines())
    column = KINDS.index(kind) + 1
    return frozenset(f"aws_{line[0]}" for line in lines if str(major) in line[column])
