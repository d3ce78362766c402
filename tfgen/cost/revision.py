"""Specs as a git revision has them."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tfgen import process
from tfgen.diagnostics import Basis, Code, Diagnostic
from tfgen.stack.loaded import Loaded, loaded, loaded_in_each

BAD_REVISION = Code(
    "TFG906",
    "revision that cannot be read",
    finds="a revision that `--base` names and git cannot give.",
    why="""git is missing, the spec lies in no repository, or the repository does not have the revision.
CI systems fetch a single commit by default. In a partial clone, what is missing is not fetched.""",
    example="- uses: actions/checkout@v4      # lacks `with: {fetch-depth: 0}`",
    instead="a revision that `git log` shows, such as `origin/main`, or `--compare` with another file.",
    basis=Basis.ENVIRONMENT,
)

CODES = (BAD_REVISION,)

_SECONDS = 60


def spec_at(spec: Path, revision: str, environment: str | None = None) -> Loaded | Diagnostic | None:
    """The spec of a revision; None if the revision has no such file, or environments and not this one.

    As it is, if the revision has no environments at all.
    """
    file = spec.resolve()  # of a link, git would tell where it leads
    folder = file.parent
    try:
        found = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if found.status:
            message = found.stderr.strip() or f"the repository has no revision `{revision}`"
            return BAD_REVISION(message)
        commit = found.stdout.strip()
        listed = _git(folder, "ls-tree", commit, "--", file.name)
        if not listed.status and not listed.stdout:
            return None
        shown = _git(folder, "cat-file", "blob", f"{commit}:./{file.name}")
    except (OSError, subprocess.TimeoutExpired) as error:
        return BAD_REVISION(f"git: {getattr(error, 'strerror', None) or error}")
    if shown.status:
        return BAD_REVISION(shown.stderr.strip())
    then = (shown.stdout.encode(), f"{revision}:{spec}", folder)
    if environment is None:
        return loaded(*then)
    each = loaded_in_each(*then)
    return each.get(environment, each.get(""))


def _git(folder: Path, *words: str) -> process.Finished:
    return process.git(folder, *words, seconds=_SECONDS)
