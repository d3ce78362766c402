"""Three diagnostics, one of each severity, that every format renders."""

from __future__ import annotations

import pytest

from tfgen.diagnostics import Code, Diagnostic, Severity, Span

SPEC = "functions:\n  get-key:\n    timeuot: 3\n    handler: get.main\n"


@pytest.fixture
def diagnostics() -> list[Diagnostic]:
    return [
        Diagnostic(
            "TFG104",
            Severity.ERROR,
            "unknown key `timeuot` in function `get-key`",
            Span("my specs/spec.yaml", 3, 5, 3, 12),
            "did you mean `timeout`?",
        ),
        Diagnostic(
            "TFG205",
            Severity.WARNING,
            "function `get-key` is slow",
            Span("my specs/spec.yaml", 2, 3, 4, 22),
        ),
        Diagnostic("TFG901", Severity.NOTE, "terraform was not found", hint="install terraform"),
    ]


@pytest.fixture
def sources() -> dict[str, str]:
    return {"my specs/spec.yaml": SPEC}


@pytest.fixture
def codes() -> dict[str, Code]:
    return {
        "TFG104": Code(
            "TFG104", "unknown key", "a key that\nno section has.", "a typo is lost.", "a: 1", "another."
        ),
        "TFG205": Code(
            "TFG205", "slow function", "slow functions.", "they wait.", "b: 2", "haste.", Severity.WARNING
        ),
    }
