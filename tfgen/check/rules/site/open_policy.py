"""TFG260: policy under which any script runs."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.site import SITE
from tfgen.stack.stack import Stack

_OF_SCRIPTS = ("default-src", "script-src", "object-src")
_OPEN = frozenset({"*", "http:", "https:", "data:", "blob:", "'unsafe-inline'", "'unsafe-eval'"})

CODE = Code(
    "TFG260",
    "policy under which any script runs",
    finds="""a `csp` that lets scripts come from everywhere, stand in the page itself or be made of text: `*`, a scheme alone,
`'unsafe-inline'`, `'unsafe-eval'`.""",
    why="""the policy is there so that text which somebody smuggles into a page does not run
(https://www.w3.org/TR/CSP3/#directive-script-src). With one of these it does.""",
    example="site: {folder: web, csp: {script-src: \"'unsafe-inline'\"}}",
    instead="""a script in a file of its own; for one that must stand in the page its hash, `'sha256-…'`, which browsers tell in
their console; for others the host that they come from.""",
    severity=Severity.WARNING,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports what is added to directives that scripts follow."""
    for site in stack.all(SITE).values():
        for directive in _OF_SCRIPTS:
            for source in site.csp.get(directive, ()):
                if source in _OPEN:
                    message = f"`{directive}` takes `{source}`: the policy keeps no script out"
                    yield Finding(
                        (SITE.key, "csp", directive), message, "name the host, or the script's hash"
                    )


RULE = Rule(CODE, check)
