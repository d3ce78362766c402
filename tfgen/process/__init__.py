"""Other programs, run so that nothing of theirs outlives them, nor this process."""

from __future__ import annotations

from tfgen.process.child import Child
from tfgen.process.environment import EVERYTHING, passed_on
from tfgen.process.guarding import guarded, temporary_folder
from tfgen.process.program import Finished, run

__all__ = ["EVERYTHING", "Child", "Finished", "guarded", "passed_on", "run", "temporary_folder"]
