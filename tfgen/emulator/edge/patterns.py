"""Which behaviour of a distribution a path belongs to.

https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
"""

from __future__ import annotations

import re
from functools import lru_cache


def matches(pattern: str, path: str) -> bool:
    """Whether a path, which begins with a slash, is of a pattern: * is for anything, ? for one character.

    Case counts. A pattern may leave its first slash out.
    """
    return _compiled(pattern).fullmatch(path) is not None


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    whole = pattern if pattern.startswith(("/", "*")) else f"/{pattern}"
    parts = {"*": ".*", "?": "."}
    return re.compile("".join(parts.get(each, re.escape(each)) for each in whole), re.DOTALL)
