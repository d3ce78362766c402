"""What an answer says of itself: its status, and the region that it comes from."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from tfgen.world.places import REGIONS

MOST_BYTES = 65_536
"""Of an answer that are looked at."""
_HEADERS = ("x-region", "x-aws-region", "x-amz-region")


def head(answer: bytes) -> tuple[int, dict[str, str], bytes]:
    """The status (0 of what is no HTTP), the headers in lower case, and the body as it is."""
    before, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = before.decode("latin-1").split("\r\n")
    match = re.match(r"HTTP/1\.[01] (\d{3})(?: |$)", first)
    if not match:
        return 0, {}, b""
    pairs = (line.partition(":") for line in lines)
    return int(match[1]), {name.strip().lower(): value.strip() for name, _, value in pairs}, body


def region_said(headers: Mapping[str, str], body: bytes) -> str:
    """The region that a header names, or `region` in a JSON object; empty if none does."""
    for name in _HEADERS:
        if headers.get(name) in REGIONS:
            return headers[name]
    start, end = body.find(b"{"), body.rfind(b"}")  # chunks have lengths around them
    try:
        found = json.loads(body[start : end + 1])
    except (ValueError, RecursionError):
        return ""
    said = found.get("region") if isinstance(found, dict) else None
    return said if isinstance(said, str) and said in REGIONS else ""
