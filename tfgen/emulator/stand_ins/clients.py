"""How stand-ins reach AWS's APIs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Clients = Callable[[str, str], Any]
"""The SDK's client of a service in a region."""
