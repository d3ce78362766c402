"""TFG262: page that its own policy breaks."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.spec.shape import short
from tfgen.stack import csp
from tfgen.stack.kinds.site import SITE, hosts
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG262",
    "page that its own policy breaks",
    finds="""a page in a site's folder with a script, a style or a handler such as `onclick` in itself, or with a script, a
style, a picture or a frame of another host, that the site's Content-Security-Policy does not allow.""",
    why="""browsers leave out what the policy does not name, and tell it in their console alone. In the rehearsal and to tests
without a browser all seems well.""",
    example="<script>start()</script>",
    instead="""a file of its own beside the page; or what the page needs in `csp`: the host, or the hash of a script or style
that has to stand in the page.""",
    severity=Severity.WARNING,
)
_MOST_TOLD = 3
"""Of one page."""
_MOST_READ = 256 * 1024
"""Bytes of a page: parsing takes longer than the text is long."""


def check(stack: Stack) -> Iterator[Finding]:
    """Reports what each page needs and the policy does not allow. A hash is taken to be the right one."""
    for site in stack.all(SITE).values():
        allowed = csp.sources(site.csp, hosts(stack))
        files = site.contents.files if site.contents else {}
        for key in (key for key in files if key.endswith((".html", ".htm"))):
            from tfgen.check.rules.site._page import needs

            needed = needs(files[key][:_MOST_READ].decode("utf-8", "replace"))
            told = [each for each in needed.items() if not _is_allowed(*each[0], allowed)]
            for (directive, what), line in told[:_MOST_TOLD]:
                yield Finding((SITE.key, "folder"), *_words(f"{site.folder}/{key}:{line}", directive, what))


def _words(place: str, directive: str, what: str) -> tuple[str, str]:
    if what == "inline":
        of = "script" if directive == "script-src" else "style"
        return (
            f"{place}: a {of} stands in the page, which the policy does not allow",
            f"move it to a file: .{'js' if of == 'script' else 'css'}",
        )
    return (
        f"{place}: `{short(what)}` is not in `{directive}` of the policy",
        f'write `csp: {{{directive}: "{short(what)}"}}`',
    )


def _is_allowed(directive: str, what: str, allowed: dict[str, list[str]]) -> bool:
    sources = allowed.get(directive, allowed["default-src"])
    if what == "inline":
        return any(each == "'unsafe-inline'" or each.startswith("'sha") for each in sources)
    scheme, _, host = what.partition("://")
    return any(each in ("*", f"{scheme}:") or _is_of(host, each, scheme) for each in sources)


def _is_of(host: str, source: str, scheme: str) -> bool:
    """Whether a host is one that a source names; ports and paths of the source are taken to fit."""
    said, mark, rest = source.rpartition("://")
    name = rest.partition("/")[0].partition(":")[0]
    plain = host.partition(":")[0]
    fits = plain.endswith(name[1:]) if name.startswith("*.") else plain == name
    return fits and (not mark or said == scheme or (said, scheme) == ("http", "https"))


RULE = Rule(CODE, check)
