"""Functions on arm64, whose time costs a fifth less.

Source: https://aws.amazon.com/lambda/pricing
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from tfgen.cost.hints.suggestion import Case, Suggestion, quoted
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.variations import with_each


def suggest(case: Case) -> Iterator[Suggestion]:
    """All functions on x86_64 at once."""
    found = {name for name, function in case.stack.all(FUNCTION).items() if function.arch != "arm64"}
    for region in case.stack.regions:
        found |= {name for name, function in region.own(FUNCTION).items() if function.arch != "arm64"}
    if found:
        changed = with_each(case.stack, FUNCTION, lambda _, each: dataclasses.replace(each, arch="arm64"))
        why = "its time costs a fifth less; packages and layers with compiled code have to be built for it"
        yield Suggestion(f"`arch: arm64` for {quoted(sorted(found))}", why, changed)
