"""Where things stand in a spec, and how large one may be."""

from __future__ import annotations

import re

import pytest
import yaml

from tfgen.diagnostics import Span
from tfgen.spec import source as source_module
from tfgen.spec.source import MAX_BYTES, MAX_DEPTH, Mapping, Path, Source, decode, parse

TEXT = """\
# a comment
service: shop
regions: [eu-west-1, us-east-1]
functions:
  get:
    http:
      - GET /health
      - "GET /{key}"
    env: {LOG: info}
retiring:
- sa-east-1
"""


def read(text: str) -> Source:
    """A text that is YAML."""
    source, diagnostics = parse(text, "spec.yaml")
    assert source is not None, diagnostics
    return source


def messages(text: str) -> list[str]:
    """What is said of a text."""
    return [diagnostic.message for diagnostic in parse(text, "spec.yaml")[1]]


def marked(text: str, span: Span) -> str:
    """The part of a line that a span covers."""
    line = re.split(source_module.LINE_BREAK, text)[span.line - 1]
    return line[span.column - 1 : span.end_column - 1 if span.end_line == span.line else None]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ((), "service"),
        (("service",), "shop"),
        (("regions",), "[eu-west-1, us-east-1]"),
        (("regions", "us-east-1"), "us-east-1"),
        (("regions", 1), "us-east-1"),
        (("functions",), "functions"),
        (("functions", "get"), "get"),
        (("functions", "get", "http"), "http"),
        (("functions", "get", "http", "GET /{key}"), '"GET /{key}"'),
        (("functions", "get", "env"), "{LOG: info}"),
        (("functions", "get", "env", "LOG"), "info"),
        (("functions", "get", "memory"), "get"),
        (("functions", "put", "memory"), "functions"),
        (("regions", "eu-west-3"), "[eu-west-1, us-east-1]"),
        (("regions", 7), "[eu-west-1, us-east-1]"),
        (("retiring",), "retiring"),
        (("api", "kind"), "service"),
    ],
)
def test_a_path_stands_at_its_value_or_at_its_nearest_ancestor(path: Path, expected: str) -> None:
    assert marked(TEXT, read(TEXT).span(path)) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("service",), "service"),
        (("functions", "get", "env", "LOG"), "LOG"),
        (("regions", "us-east-1"), "us-east-1"),
        (("functions", "put"), "functions"),
        ((), "service"),
    ],
)
def test_a_key_is_marked_where_there_is_one(path: Path, expected: str) -> None:
    assert marked(TEXT, read(TEXT).key_span(path)) == expected


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r", "\x85", "\u2028"])
def test_lines_are_counted_as_yaml_breaks_them(ends: str) -> None:
    text, _ = decode(TEXT.replace("\n", ends).encode(), "spec.yaml")
    span = read(text).span(("functions", "get", "env", "LOG"))
    assert (span.line, span.column) == (9, 16)


def test_a_byte_order_mark_takes_no_column() -> None:
    text, _ = decode(b"\xef\xbb\xbfa: b\n", "spec.yaml")
    assert read(text).span(("a",)) == Span("spec.yaml", 1, 4, 1, 5)


def test_a_mapping_knows_the_key_of_its_block() -> None:
    root = read(TEXT).root
    assert isinstance(root, Mapping)
    functions = root.entries["functions"].value
    assert isinstance(functions, Mapping) and functions.key is not None
    assert marked(TEXT, functions.key) == "functions"


def test_names_are_keys_or_items() -> None:
    source = read(TEXT)
    assert source.names("regions") == {"eu-west-1", "us-east-1"}
    assert source.names("functions", "get") == {"http", "env"}
    assert source.names("service") == source.names("functions", "put") == frozenset()


def test_a_mapping_that_is_none_is_mistaken_and_one_that_is_missing_is_not() -> None:
    source = read("tables: [orders]\nfunctions: {}\n")
    assert source.is_mistaken("tables")
    assert not source.is_mistaken("functions")
    assert not source.is_mistaken("api")


def test_the_limits_are_exact() -> None:
    assert decode(b" " * MAX_BYTES, "spec.yaml")[1] == []
    assert len(decode(b" " * (MAX_BYTES + 1), "spec.yaml")[1]) == 1
    assert messages("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []
    assert messages("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)) == ["nested more than 32 levels deep"]


def test_the_number_of_values_is_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    assert source_module.MAX_NODES == 250_000
    monkeypatch.setattr(source_module, "MAX_NODES", 1000)  # so many are read in no time
    assert messages(f"[{'a,' * 999}]") == []
    assert messages(f"[{'a,' * 1000}]") == ["more than 1,000 values"]


def test_aliases_count_as_what_they_stand_for() -> None:
    bulk = f"[{'a,' * 999}]"
    assert messages(f"- &a {bulk}\n- [{'*a,' * 248}]\n") == []
    assert messages(f"- &a {bulk}\n- [{'*a,' * 250}]\n") == ["aliases multiply into more than 250,000 values"]


def test_a_key_may_be_an_alias() -> None:
    assert read("a: &name shop\n*name : b\n").names() == {"a", "shop"}


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: \x07", 1, 4),
        ("größe: \x07", 1, 8),
        ("a: ü\r\nb: \x07", 2, 4),
        ("a: ü\rb: 注\x07", 2, 5),
        ("\U0001f600\x00", 1, 2),
    ],
)
@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_a_forbidden_character_is_marked(
    text: str, line: int, column: int, loader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_module, "_LOADER", getattr(yaml, loader))
    ((span,),) = [[diagnostic.span for diagnostic in parse(text, "spec.yaml")[1]]]
    assert span is not None and (span.line, span.column) == (line, column)


@pytest.mark.parametrize("escape", [r"\ud800", r"\udfff", r"\UFFFFFFFF", r"\U00110000"])
@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_an_escape_that_is_no_character_is_refused(
    escape: str, loader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_module, "_LOADER", getattr(yaml, loader))
    source, diagnostics = parse(f'a: b\nc: "{escape}"\n', "spec.yaml")
    assert source is None
    assert [(diagnostic.code, diagnostic.span and diagnostic.span.line) for diagnostic in diagnostics] == [
        ("TFG101", 2)
    ]
