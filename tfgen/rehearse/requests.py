"""Requests with made-up values, which routes are tried with."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

_VALUE = "rehearsal"
_BODY = json.dumps({"value": _VALUE})


class MadeUp(NamedTuple):
    """A request that a route matches."""

    path: str
    method: str
    body: str | None


def made_up(route: str) -> MadeUp:
    """With a text for each parameter, and a small body where there is one."""
    method, path = route.split(" ", 1)
    method = "GET" if method == "ANY" else method
    body = _BODY if method in ("POST", "PUT", "PATCH") else None
    return MadeUp(re.sub(r"\{[^}]+\}", _VALUE, path), method, body)
