"""Logs that are kept for a month."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from tfgen.cost.hints.suggestion import Case, Suggestion, with_functions
from tfgen.stack.function import Function

DAYS = 30


def suggest(case: Case) -> Iterator[Suggestion]:
    """Where logs of functions or of the API are kept longer."""
    functions = (f for region in case.stack.regions for f in case.stack.functions_in(region).values())
    longest = max([case.stack.api.logs, *(function.logs for function in functions)])
    if longest > DAYS:
        stack = with_functions(case.stack, _shorter)
        api = dataclasses.replace(stack.api, logs=min(DAYS, stack.api.logs))
        why = f"they are kept {longest} days; an audit may ask for a year, as CKV_AWS_338 of checkov does"
        yield Suggestion(f"`logs: {DAYS}` for functions and API", why, dataclasses.replace(stack, api=api))


def _shorter(function: Function) -> Function:
    return dataclasses.replace(function, logs=min(DAYS, function.logs))
