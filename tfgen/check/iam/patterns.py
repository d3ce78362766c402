"""ARNs with wildcards, two of them at once."""

from __future__ import annotations

from collections.abc import Iterator

_ANY, _ONE, _NO_SLASH = "*", "?", "+"
"""Any text, any character, and any text without a slash, which is no wildcard of IAM's."""


_FIELDS = 5
"""Of an ARN, before what it says of the resource: no wildcard reaches beyond one in what AWS says of its own."""


def arns_overlap(one: str, other: str) -> bool:
    """Whether an ARN exists that both patterns match."""
    fields = zip(one.split(":", _FIELDS), other.split(":", _FIELDS), strict=False)
    return all(overlap(mine, its) for mine, its in fields)


def overlap(one: str, other: str) -> bool:
    """Whether a text exists that both patterns match: whether both can be read to their ends together."""
    seen, waiting = {(0, 0)}, [(0, 0)]
    while waiting:
        i, j = waiting.pop()
        if (i, j) == (len(one), len(other)):
            return True
        for further in _steps(one[i : i + 1], other[j : j + 1], i, j):
            if further not in seen:
                seen.add(further)
                waiting.append(further)
    return False


def _steps(a: str, b: str, i: int, j: int) -> Iterator[tuple[int, int]]:
    """Where both may be after a character, or after a wildcard that ends."""
    if _is_run(a):
        yield i + 1, j
    if _is_run(b):
        yield i, j + 1
    if a and b and (a == b or _takes(a, b) or _takes(b, a)):
        yield i + (not _is_run(a)), j + (not _is_run(b))


def _is_run(part: str) -> bool:
    return part in (_ANY, _NO_SLASH) and part != ""


def _takes(wildcard: str, character: str) -> bool:
    """Whether a wildcard stands for what the other pattern has there."""
    return wildcard in (_ANY, _ONE) or (wildcard == _NO_SLASH and character != "/")
