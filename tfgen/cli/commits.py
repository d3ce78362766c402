"""The commit that is under review, as CI systems say it."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

_SHA = re.compile(r"[0-9a-f]{7,64}")


def reviewed_commit(said: str | None) -> str:
    """The head of the pull request, not the merge commit that is checked out for it; empty if nobody says one.

    Sources: https://docs.github.com/actions/reference/events-that-trigger-workflows#pull_request,
    https://docs.gitlab.com/ci/variables/predefined_variables/
    """
    names = ("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", "CI_COMMIT_SHA", "GITHUB_SHA")
    found = (said, _of_event(), *(os.environ.get(name) for name in names))
    return next((each.lower() for each in found if each and _SHA.fullmatch(each.lower())), "")


def _of_event() -> str:
    """What GitHub's event says of the pull request."""
    file = os.environ.get("GITHUB_EVENT_PATH")
    try:
        told = json.loads(Path(file).read_bytes()) if file else {}
        return str(told["pull_request"]["head"]["sha"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ""
