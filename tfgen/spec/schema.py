"""The spec language as JSON Schema, for completion and checking in editors."""

from __future__ import annotations

from typing import Any

from tfgen.spec.record import Record


def schema(spec: type, title: str = "tfgen spec") -> dict[str, Any]:
    """JSON Schema (2020-12) of a record: of a spec, or of another file that is read like one."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **Record(spec).schema(),
    }
