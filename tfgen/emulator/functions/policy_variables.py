"""Policy variables, and the wildcards beside them.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

Context = Mapping[str, str | Sequence[str]]
"""Values of condition keys, by the key in lower case; a sequence is of a key that has several."""

_VARIABLE = re.compile(r"\$\{\s*([^},]*?)\s*(?:,\s*'([^']*)'\s*)?\}")
_SPECIAL = {"*": "*", "?": "?", "$": "$"}
_ARN_PARTS = 5
"""Before the resource in an ARN. Variables are none there."""


class UnresolvedError(Exception):
    """A variable has no value: what it stands in matches nothing."""


def resolved(text: str, context: Context) -> str:
    """A value with its variables replaced. Raises UnresolvedError."""
    return "".join(part for part, _ in _parts(text, context))


def like(pattern: str, value: str, context: Context | None) -> bool:
    """Whether a value is as a pattern of `*` and `?` says; without context, variables are ordinary text.

    What a variable stands for is text, whatever is in it. Raises UnresolvedError.
    """
    if context is None or "${" not in pattern:
        return _glob(pattern).fullmatch(value) is not None
    parts = _parts(pattern, context)
    expression = "".join(re.escape(part) if is_value else _glob(part).pattern for part, is_value in parts)
    return re.fullmatch(expression, value, re.DOTALL) is not None


def arn_like(pattern: str, value: str, context: Context | None) -> bool:
    """The same of an ARN in a statement's Resource: an asterisk that ends a part reaches over what follows."""
    wanted = pattern.split(":", _ARN_PARTS)
    if len(wanted) <= _ARN_PARTS or any(part.endswith("*") for part in wanted[:_ARN_PARTS]):
        return like(pattern, value, context)
    given = value.split(":", _ARN_PARTS)
    return (
        len(given) == len(wanted)
        and all(like(part, each, None) for part, each in zip(wanted[:_ARN_PARTS], given, strict=False))
        and like(wanted[-1], given[-1], context)
    )


def arn_equals(pattern: str, value: str, context: Context | None) -> bool:
    """The same of an ARN in a condition: each of the six parts by itself."""
    wanted, given = pattern.split(":", _ARN_PARTS), value.split(":", _ARN_PARTS)
    return len(wanted) == len(given) == _ARN_PARTS + 1 and all(
        like(part, each, context) for part, each in zip(wanted, given, strict=True)
    )


def _parts(text: str, context: Context) -> Iterator[tuple[str, bool]]:
    """Pieces of a text, and whether each is what a variable stands for."""
    at = 0
    for found in _VARIABLE.finditer(text):
        yield text[at : found.start()], False
        yield _value(found[1], found[2], context), True
        at = found.end()
    yield text[at:], False


def _value(name: str, default: str | None, context: Context) -> str:
    value = _SPECIAL.get(name) or context.get(name.lower(), default)
    if not isinstance(value, str):  # a key of several values is no variable
        raise UnresolvedError(name)
    return value


@lru_cache(maxsize=4096)
def _glob(text: str) -> re.Pattern[str]:
    return re.compile(
        "".join({"*": ".*", "?": "."}.get(character, re.escape(character)) for character in text), re.DOTALL
    )
