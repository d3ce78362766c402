"""TFG259: site whose pages may not ask the service."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.api import API
from tfgen.stack.kinds.site import SITE
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG259",
    "site whose pages may not ask the service",
    finds="a `site` with a `domain` beside an API that does not name the site among the origins of `cors`.",
    why="""the site and the API have names of their own, so a browser asks for the API's leave before its answer reaches a page
(https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS). Pages that ask nothing of the API need none.""",
    example="""\
domain: api.shop.example.com
site: {folder: web, domain: www.shop.example.com}     # and no `api: {cors: …}`
""",
    instead='`api: {cors: {origins: ["https://www.shop.example.com"]}}`.',
    severity=Severity.WARNING,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports a site that the API does not let in."""
    for site in stack.all(SITE).values():
        for api in stack.all(API).values() if site.domain else ():
            origin = f"https://{site.domain}"
            if not api.cors or not {"*", origin} & {*api.cors.origins}:
                message = (
                    f"pages of `{site.domain}` may not read what the API answers: `cors` does not name it"
                )
                hint = f'write `api: {{cors: {{origins: ["{origin}"]}}}}`'
                yield Finding((SITE.key, "domain"), message, hint)


RULE = Rule(CODE, check)
