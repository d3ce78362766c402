"""What an invocation gives, and how it fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


class UnknownFunctionError(LookupError):
    """No function, or no version or alias of it, has this name in this region."""


class ThrottledError(Exception):
    """The function runs as often at once as it may."""


@dataclass(frozen=True, slots=True)
class FunctionError:
    """Why an invocation failed, in Lambda's words."""

    kind: str
    """"Unhandled" if the handler raised; else what Lambda reports: "Sandbox.Timedout", "Runtime.ExitError" …"""
    type: str
    message: str
    trace: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Invocation:
    """What became of one event."""

    payload: Any
    """What the handler returned or, with an error, what Lambda answers in its place."""
    error: FunctionError | None
    logs: tuple[str, ...]
    """Lines, from START to REPORT."""
    seconds: float
    region: str
    function: str
    text: str = ""
    """The payload as the runtime wrote it, in JSON."""
