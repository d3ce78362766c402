"""Other programs, run so that nothing of theirs outlives them, nor this process."""

from __future__ import annotations

from tfgen.process.environment import EVERYTHING, passed_on
from tfgen.process.guarding import guarded
from tfgen.process.program import Finished, run

__all__ = ["EVERYTHING", "Finished", "guarded", "passed_on", "run"]
