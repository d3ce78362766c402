"""What programs see of the environment: not all of it, because a job's has the tokens of everything it may do."""

from __future__ import annotations

import os
import re

_ALWAYS = (
    r"PATH|HOME|LANG|LC_\w+|LD_LIBRARY_PATH|XDG_(CONFIG|CACHE|DATA)_HOME|USERPROFILE|APPDATA|SYSTEMROOT|TMPDIR"
    r"|(HTTPS?|ALL|NO)_PROXY|SSL_CERT_(FILE|DIR)|(REQUESTS|CURL)_CA_BUNDLE|NODE_EXTRA_CA_CERTS"
)
"""What a program needs to start and to reach what it downloads from."""

EVERYTHING = r".*"


def passed_on(*more: str) -> dict[str, str]:
    """The variables that every program sees, and those whose names match a pattern of `more`, in any case."""
    is_passed = re.compile("|".join((_ALWAYS, *more)), re.IGNORECASE | re.DOTALL).fullmatch
    passed = {name: value for name, value in os.environ.items() if is_passed(name)}
    if "PATH" in passed:
        # an entry that is relative means the folder that a program runs in, which is somebody else's
        entries = passed["PATH"].split(os.pathsep)
        passed["PATH"] = os.pathsep.join(entry for entry in entries if os.path.isabs(entry))  # noqa: PTH117
    return passed
