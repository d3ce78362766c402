"""Other programs, run so that nothing of theirs outlives them, nor this process."""

from __future__ import annotations

from tfgen.process.child import Child
from tfgen.process.environment import EVERYTHING, passed_on
from tfgen.process.git import git, is_tracked
from tfgen.process.guarding import guarded, temporary_folder
from tfgen.process.locked import alone_in, clear_after_the_dead, locked_folder
from tfgen.process.program import Finished, run

__all__ = [
    "EVERYTHING",
    "Child",
    "Finished",
    "alone_in",
    "clear_after_the_dead",
    "git",
    "guarded",
    "is_tracked",
    "locked_folder",
    "passed_on",
    "run",
    "temporary_folder",
]
