"""A file that tfgen reads as JSON Schema, for completion and checking in editors."""

from __future__ import annotations

import json
from typing import Any

from tfgen.spec.shape import Shape


def schema(shape: Shape[Any], title: str = "tfgen spec") -> dict[str, Any]:
    """JSON Schema (2020-12) of what a shape takes: of a spec, or of another file that is read like one."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **shape.schema()}


def schema_text(shape: Shape[Any], title: str = "tfgen spec") -> str:
    """The same as a file."""
    return json.dumps(schema(shape, title), indent=2, ensure_ascii=False) + "\n"
