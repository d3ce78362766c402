"""The spec language as JSON Schema, for completion and checking in editors."""

from __future__ import annotations

from typing import Any

from tfgen.spec.record import Record


def schema(spec: type) -> dict[str, Any]:
    """JSON Schema (2020-12) of a spec."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "tfgen spec",
        **Record(spec).schema(),
    }
