"""Logs that are kept for a month."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from tfgen.cost.hints.suggestion import Case, Suggestion
from tfgen.stack.kinds.api import API
from tfgen.stack.kinds.function import FUNCTION, Function
from tfgen.stack.variations import with_each

DAYS = 30


def suggest(case: Case) -> Iterator[Suggestion]:
    """Where logs of functions or of the API are kept longer."""
    functions = (f for region in case.stack.regions for f in case.stack.at(FUNCTION, region).values())
    kept = [*(api.logs for api in case.stack.all(API).values()), *(function.logs for function in functions)]
    longest = max(kept, default=0)
    if longest > DAYS:
        stack = with_each(case.stack, FUNCTION, _shorter)
        changed = with_each(stack, API, lambda _, api: dataclasses.replace(api, logs=min(DAYS, api.logs)))
        why = f"they are kept {longest} days; an audit may ask for a year, as CKV_AWS_338 of checkov does"
        yield Suggestion(f"`logs: {DAYS}` for functions and API", why, changed)


def _shorter(_: str, function: Function) -> Function:
    return dataclasses.replace(function, logs=min(DAYS, function.logs))
