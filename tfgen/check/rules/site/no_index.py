"""TFG258: site without a first page."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.site import SITE
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG258",
    "site without a first page",
    finds="a `folder` of a site that holds no `index.html`.",
    why="""`/` gives it, and with `spa` every path without an ending does: all of them would be a 404. Often the folder is
that of the sources, and a bundler writes what is to be served into another.""",
    example="site: {folder: frontend}     # index.html lies in frontend/dist",
    instead="the folder in which `index.html` lies.",
    severity=Severity.WARNING,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports folders that were read and lack it."""
    for site in stack.all(SITE).values():
        if site.contents and "index.html" not in site.contents.files:
            below = sorted(key for key in site.contents.files if key.endswith("/index.html"))
            hint = f"is it `{site.folder}/{below[0].removesuffix('/index.html')}`?" if below else None
            yield Finding((SITE.key, "folder"), f"`{site.folder}` holds no index.html, which `/` gives", hint)


RULE = Rule(CODE, check)
