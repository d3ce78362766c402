"""git, which does what the settings of a repository say: asked here so that these start and fetch nothing."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tfgen.disk import tree_root
from tfgen.process.environment import passed_on
from tfgen.process.program import Finished, run, run_bytes

_SETTINGS = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.sshCommand=false",
    "credential.helper=",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
)
"""Over those of the repository. A folder in a pull request may be a bare repository, with settings of its own.

Source: https://git-scm.com/docs/git-config
"""
_VARIABLES = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
"""Objects that are missing are not fetched. Source: https://git-scm.com/docs/git"""
_SECONDS = 20


def is_tracked(path: Path) -> bool | None:
    """Whether git keeps a path, or something below it; None outside of a work tree.

    It is asked at the top of the tree, because a folder on the way may be a repository of its own; what it cannot tell
    there counts as kept.
    """
    place = Path(os.path.abspath(path))  # noqa: PTH100  # resolve() would follow a link
    root = tree_root(place.parent)
    if not os.path.lexists(root / ".git"):
        return None
    real = place.parent.resolve() / place.name
    try:
        finished = git(root, "ls-files", "-z", "--", real.relative_to(root).as_posix(), seconds=_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return finished.status != 0 or bool(finished.stdout)


def git(folder: Path, *words: str, seconds: float) -> Finished:
    """What git answers in a folder. Raises OSError, subprocess.TimeoutExpired."""
    return run(_command(words), folder, passed_on() | _VARIABLES, seconds)


def git_bytes(folder: Path, *words: str, seconds: float) -> tuple[int, bytes, bytes]:
    """The same, as bytes: its exit status, what it answers, what it complains of."""
    return run_bytes(_command(words), folder, passed_on() | _VARIABLES, seconds)


def _command(words: tuple[str, ...]) -> list[str]:
    return ["git", "--no-pager", *(word for setting in _SETTINGS for word in ("-c", setting)), *words]
