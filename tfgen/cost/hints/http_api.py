"""An HTTP API instead of a REST API.

Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html
"""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.cost.hints.suggestion import Case, Suggestion
from tfgen.cost.usage.beside import BESIDE
from tfgen.stack.kinds.api import API, is_edge
from tfgen.stack.variations import with_the


def suggest(case: Case) -> Iterator[Suggestion]:
    """For every regional REST API: HTTP APIs have no edge endpoint. What else it offers, a spec cannot say."""
    is_rest = any(api.kind == "rest" for api in case.stack.all(API).values())
    if is_rest and not is_edge(case.stack) and not case.usage.get(BESIDE).web_acls:
        why = (
            "its requests cost less than a third, and its metrics nothing; it has no web ACLs, no API keys and no "
            "traces of its own, and calls functions with payload 2.0"
        )
        yield Suggestion("`api: {kind: http}`", why, with_the(case.stack, API, kind="http"))
