"""A baseline: findings that are known, by what stays the same when lines come and go.

    {
      "format_version": 1,
      "findings": [
        {"code": "TFG204", "file": "spec.yaml", "at": "functions.get", "message": "AWS deprecates …"},
        {"code": "CKV_AWS_50", "file": "main.tf", "at": "resource \\"aws_lambda_function\\" \\"a\\" {", "address": "aws_lambda_function.a", …}
      ]
    }

`file` is relative to the baseline's folder. `message` is for people, and is not compared.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from tfgen.diagnostics import Basis, Diagnostic, Span
from tfgen.spec import source as tree
from tfgen.spec.source import LINE_BREAK, Source
from tfgen.suppress.codes import CANNOT_IGNORE, GONE
from tfgen.suppress.known import finders, why_not

FORMAT_VERSION = 1
_MOST_OF_A_LINE = 200
_KEYS = ("code", "file", "at", "address")


class Key(NamedTuple):
    """What a finding is known by."""

    code: str
    file: str
    at: str
    address: str


class Places:
    """The keys of diagnostics. `named` says how a baseline calls a file."""

    def __init__(
        self, source: Source | None, sources: Mapping[str, str], named: Callable[[str], str] = str
    ) -> None:
        self.source, self.named = source, named
        self._texts, self._lines = sources, dict[str, list[str]]()

    def key(self, diagnostic: Diagnostic) -> Key:
        """What a diagnostic is known by."""
        span = diagnostic.span
        if span is None:
            return Key(diagnostic.rule, "", "", diagnostic.address)
        of_spec = self.source and span.file == self.source.file
        at = path_at(self.source.whole, span) if self.source and of_spec else self._line(span)
        return Key(diagnostic.rule, self.named(span.file), at, diagnostic.address)

    def _line(self, span: Span) -> str:
        """The line, below the last one that is not indented: the block that it stands in."""
        if span.file not in self._lines:
            self._lines[span.file] = re.split(LINE_BREAK, self._texts.get(span.file, ""))
        lines = self._lines[span.file][: span.line]
        if not lines:
            return ""
        above = next(
            (line for line in reversed(lines) if line[:1].strip() and line.rstrip().endswith("{")), ""
        )
        told = dict.fromkeys(line.strip()[:_MOST_OF_A_LINE] for line in (above, lines[-1]))
        return " ".join(line for line in told if line)


def path_at(root: tree.Node, span: Span) -> str:
    """The path of what stands at a place of the spec, with dots between."""
    node, path, begin = root, list[str](), (span.line, span.column)
    while True:
        inner = _inner(node, begin)
        if inner is None:
            return ".".join(path)
        name, node = inner
        path.append(name)


def _inner(node: tree.Node, begin: tuple[int, int]) -> tuple[str, tree.Node] | None:
    if isinstance(node, tree.Mapping):
        for name, entry in node.entries.items():
            if _starts(entry.key.span) <= begin < max(_ends(entry.key.span), _ends(entry.value.span)):
                return name, entry.value
    if isinstance(node, tree.Sequence):
        for index, item in enumerate(node.items):
            if _starts(item.span) <= begin < _ends(item.span):
                return item.text if isinstance(item, tree.Scalar) else str(index), item
    return None


def _starts(span: Span) -> tuple[int, int]:
    return span.line, span.column


def _ends(span: Span) -> tuple[int, int]:
    return span.end_line, span.end_column


def can_be_known(diagnostic: Diagnostic) -> bool:
    """Whether a baseline may hold it: not what the machine lacks today, nor what cannot be ignored."""
    return diagnostic.basis is Basis.INPUT and not why_not(diagnostic.code)


def written(found: Iterable[tuple[Diagnostic, Places]]) -> str:
    """The text of a baseline of these diagnostics."""
    rows = sorted((places.key(each), each.message) for each, places in found)
    findings = [
        {**{name: value for name, value in key._asdict().items() if value}, "message": message}
        for key, message in rows
    ]
    return (
        json.dumps({"format_version": FORMAT_VERSION, "findings": findings}, indent=2, ensure_ascii=False)
        + "\n"
    )


def read(text: str, file: str) -> Counter[Key] | Diagnostic:
    """What a baseline holds, or why it cannot be read."""
    try:
        document = json.loads(text)
        if document["format_version"] != FORMAT_VERSION:
            raise ValueError(f"format_version {document['format_version']!r} is not {FORMAT_VERSION}")
        return Counter(Key(*(str(row.get(name, "")) for name in _KEYS)) for row in document["findings"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        hint = "`--write-baseline` writes it"
        return CANNOT_IGNORE(f"{file} is no baseline: {type(error).__name__}: {error}", hint=hint)


def gone(left: Counter[Key], ran: frozenset[str], file: str) -> list[Diagnostic]:
    """What a baseline holds and nobody found, of what the checks that ran could have found."""
    hint = f"`--write-baseline {file}` writes it anew"
    return [
        GONE(
            f"{key.code}{_where(key)}, which the baseline holds, is gone{f' ({count} times)' if count > 1 else ''}",
            hint=hint,
        )
        for key, count in sorted(left.items())
        if count > 0 and finders(key.code) <= ran
    ]


def _where(key: Key) -> str:
    at, of = key.address or key.at, f" of {key.file}" if key.file else ""
    return f" at `{at}`{of}" if at else of
