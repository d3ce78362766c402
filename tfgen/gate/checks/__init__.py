"""Everything that a region must be, one file each."""

from __future__ import annotations

from tfgen.floor import members
from tfgen.gate.scene import Check

CHECKS: tuple[Check, ...] = members(
    __name__, ("health", "functions", "api", "replication", "queues", "alarms"), "CHECK"
)
"""In the order in which they are told."""
