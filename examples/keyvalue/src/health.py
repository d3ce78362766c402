"""GET /health: whether this region can read its table."""

import time

from answers import REGION, answer, table

CACHE_SECONDS = 5
_checked = {"at": float("-inf")}


def main(event, context):
    """Answers 200, or fails (a 500) if the table cannot be read. One read serves all checkers for 5 seconds."""
    if time.monotonic() - _checked["at"] > CACHE_SECONDS:
        table.get_item(Key={"key": "health"})
        _checked["at"] = time.monotonic()
    return answer(200, {"healthy": True, "region": REGION})
