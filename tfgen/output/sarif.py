"""Diagnostics as SARIF 2.1.0, which GitHub code scanning and editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, and what GitHub asks for beyond it:
https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import quote

from tfgen import __version__
from tfgen.diagnostics import Severity, Span
from tfgen.output.harmless import in_json
from tfgen.output.text import lines_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tfgen.diagnostics import Code, Diagnostic, Policy, Suppressed

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_CONTEXT = 1000
"""Characters of a line that tell a diagnostic from others; more would only cost time on a very long line."""


def render(
    diagnostics: Sequence[Diagnostic],
    sources: Mapping[str, str],
    codes: Mapping[str, Code],
    ignored: Sequence[Suppressed] = (),
) -> str:
    """One run with the rules that found something, and their results in the order given; last what is ignored."""
    every = [*((each, None) for each in diagnostics), *((each.diagnostic, each) for each in ignored)]
    rules = {each.rule: each for each, _ in sorted(every, key=lambda found: found[0].rule)}
    indexes = {rule: index for index, rule in enumerate(rules)}
    seen: Counter[tuple[str, ...]] = Counter()
    lines = {file: lines_of(text) for file, text in sources.items()}
    results = []
    for diagnostic, suppressed in every:
        span = diagnostic.span or _top(sources)
        results.append(
            {
                "ruleId": diagnostic.rule,
                "ruleIndex": indexes[diagnostic.rule],
                "level": _LEVELS[diagnostic.severity],
                "message": {"text": _message(diagnostic)},
                **({"locations": [_location(span)]} if span else {}),
                "partialFingerprints": {"tfgenFinding/v1": _fingerprint(diagnostic, lines, seen)},
                **({"suppressions": [_suppression(suppressed)]} if suppressed else {}),
            }
        )
    driver = {
        "name": "tfgen",
        "version": __version__,
        "rules": [_rule(each, codes.get(each.code)) for each in rules.values()],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return in_json(json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)) + "\n"


def _suppression(suppressed: Suppressed) -> dict[str, str]:
    kind = "inSource" if suppressed.in_source else "external"
    return {"kind": kind, "status": "accepted", "justification": suppressed.reason}


def _rule(diagnostic: Diagnostic, code: Code | None) -> dict[str, object]:
    if diagnostic.policy:
        return _foreign(diagnostic.policy, diagnostic.severity)
    if code is None:
        return {"id": diagnostic.rule}
    explanation = code.explanation.strip()  # Markdown that reads as text
    return {
        "id": code.id,
        "name": "".join(word[0].upper() + word[1:] for word in re.findall(r"\w+", code.title)),
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.summary},
        "help": {"text": explanation, "markdown": explanation},
        "helpUri": code.uri,
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
    }


def _foreign(policy: Policy, severity: Severity) -> dict[str, object]:
    """The rule of a policy of another tool's: one for each, so that they are told apart where results are listed."""
    described = {"text": policy.title}
    return {
        "id": policy.id,
        "name": policy.id,
        "shortDescription": described,
        "fullDescription": described,
        "help": {"text": f"{policy.title}: {policy.uri}"},
        "helpUri": policy.uri,
        "defaultConfiguration": {"level": _LEVELS[severity]},
    }


def _message(diagnostic: Diagnostic) -> str:
    text = f"{diagnostic.message}\n\nhelp: {diagnostic.hint}" if diagnostic.hint else diagnostic.message
    return re.sub(r"([\[\]\\])", r"\\\1", text) if "](" in text else text  # or it is a link (section 3.11.6)


def _top(sources: Mapping[str, str]) -> Span | None:
    """The start of the first file: GitHub refuses the whole report when one result has no place."""
    return next((Span(file, 1, 1, 1, 1) for file in sources), None)


def _location(span: Span) -> dict[str, object]:
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(span.file)}, "region": region}}


def _uri(file: str) -> str:
    return quote(file, safe="/", errors="surrogatepass")


def _fingerprint(
    diagnostic: Diagnostic, lines: Mapping[str, Sequence[str]], seen: Counter[tuple[str, ...]]
) -> str:
    """The same for the same diagnostic after lines above it came or went."""
    span, context = diagnostic.span, diagnostic.message
    if span and span.line <= len(lines.get(span.file, ())):
        context = lines[span.file][span.line - 1][:_CONTEXT].strip()
    key = (diagnostic.rule, span.file if span else "", context, diagnostic.address)
    seen[key] += 1
    text = "\0".join((*key, str(seen[key])))
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:32]
