"""Diagnostics for scripts, in a form that only grows within format_version 1.

    {
      "format_version": "1.2",
      "tool": {"name": "tfgen", "version": "0.1.0"},
      "summary": {"errors": 1, "warnings": 0, "notes": 0, "ignored": 0},
      "diagnostics": [
        {
          "code": "TFG104",
          "severity": "error",                          error, warning or note
          "message": "unknown key `timeuot` in function `get-key`",
          "hint": "did you mean `timeout`?",            or null
          "policy": "CKV_AWS_117",                      the id that another tool gives it, or null
          "address": "aws_lambda_function.this",        of the resource that it is of, or null
          "environments": ["staging"],                  those of the spec in which it holds; none if it holds in all
          "span": {                                     or null; counted in characters, from 1
            "file": "spec.yaml",
            "line": 18, "column": 5,
            "end_line": 18, "end_column": 12            the first character behind
          }
        }
      ]
    }

As in Terraform's JSON output, a reader accepts every minor version: fields may be added, none is removed
or given another meaning without a new major one. The text is ASCII, so that no control character is in it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tfgen import __version__
from tfgen.diagnostics import Severity
from tfgen.output.harmless import in_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tfgen.diagnostics import Diagnostic

FORMAT_VERSION = "1.2"


def render(diagnostics: Sequence[Diagnostic], ignored: int = 0) -> str:
    """All diagnostics, in the order given, and how many more are ignored."""
    counts = {f"{each}s": sum(d.severity is each for d in diagnostics) for each in Severity}
    document = {
        "format_version": FORMAT_VERSION,
        "tool": {"name": "tfgen", "version": __version__},
        "summary": {**counts, "ignored": ignored},
        "diagnostics": [one(diagnostic) for diagnostic in diagnostics],
    }
    return in_json(json.dumps(document, indent=2)) + "\n"


def one(diagnostic: Diagnostic) -> dict[str, object]:
    """One of them."""
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "policy": diagnostic.policy.id if diagnostic.policy else None,
        "address": diagnostic.address or None,
        "environments": list(diagnostic.environments),
        "span": diagnostic.span._asdict() if diagnostic.span else None,
    }
