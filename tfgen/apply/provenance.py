"""Which commit is applied, and who applies it."""

from __future__ import annotations

import getpass
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tfgen import process
from tfgen.disk import tree_root
from tfgen.process.objects import GitError, commit

_SECONDS = 20.0
_RUNS = {
    "user": ("GITHUB_ACTOR", "GITLAB_USER_LOGIN"),
    "repository": ("GITHUB_REPOSITORY", "CI_PROJECT_PATH"),
    "run": ("GITHUB_RUN_ID", "CI_JOB_ID"),
}
"""What pipelines say of a run, by what it is recorded as.

Sources: https://docs.github.com/en/actions/reference/workflows-and-actions/variables,
https://docs.gitlab.com/ci/variables/predefined_variables/
"""


@dataclass(frozen=True, slots=True)
class Commits:
    """Of a work tree; empty where there is none."""

    head: str = ""
    base: str = ""
    is_clean: bool = True
    """Whether all that git keeps is as the head has it."""


def commits(folder: Path, base: str | None) -> Commits | None:
    """The commit that is checked out where a folder lies, and the base, by default the one before it.

    None if there is no such base. Without git there are none.
    """
    root = tree_root(folder)
    if not os.path.lexists(root / ".git"):
        return Commits() if base is None else None
    try:
        head, before = _commit(root, "HEAD"), _commit(root, base or "HEAD^1")
        changed = process.git(root, "status", "--porcelain", "--untracked-files=no", seconds=_SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return Commits() if base is None else None
    if base is not None and not before:
        return None
    return Commits(head, before, not changed.stdout and changed.status == 0)


def _commit(root: Path, revision: str) -> str:
    try:
        return commit(root, revision)
    except GitError:
        return ""


def who() -> dict[str, str]:
    """The user, and the run of a pipeline, as the environment says them."""
    told = {
        name: next((value for each in variables if (value := os.environ.get(each))), "")
        for name, variables in _RUNS.items()
    }
    if not told["user"]:
        try:
            told["user"] = getpass.getuser()
        except (OSError, KeyError):  # a user that the system does not know
            told["user"] = str(os.getuid())
    return {name: value for name, value in told.items() if value}
