"""Whatever a file holds, tfgen answers with diagnostics that stand in it, and never with an exception."""

from __future__ import annotations

import json
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from tests.draws import draws
from tests.specs import EXAMPLE_NAMES, EXAMPLES
from tests.unit.spec import corpus
from tfgen.check.policy import check_rules
from tfgen.diagnostics import Diagnostic, has_errors, in_order
from tfgen.explain.catalogue import codes
from tfgen.output.formats import Format
from tfgen.output.text import lines_of
from tfgen.spec import source as source_module
from tfgen.spec.source import decode, parse
from tfgen.stack.resolve import build

FILE = "spec.yaml"
WHOLE = """\
tfgen: 1
service: orders
domain: api.shop.example.com
zone: shop.example.com
regions:
  eu-west-1: {}
  us-east-1:
    functions: {create-order: {memory: 1024, env: {LOG_LEVEL: debug}}}
    tables: {orders: {read: {max: 400}}}
retiring: [sa-east-1]
defaults: &shared {runtime: python3.13, memory: 256, timeout: 10, arch: arm64}
api:
  kind: http
  cors: {origins: ["https://shop.example.com"], headers: [content-type]}
  throttle: {rate: 100, burst: 200}
routing:
  record: cname
  ttl: 60
  health: {path: /health, interval: 10, failures: 2}
  drained: [us-east-1]
tables:
  orders:
    key: {customer: S, id: S}
    indexes:
      by-day: {key: {day: S, id: S}, project: [total, state]}
      by-state: {local: true, key: {customer: S, state: S}, project: keys}
    capacity:
      read: {min: 5, max: 200, target: 70}
      write: {min: 5, max: 100, target: 70}
    ttl: expires
    encryption:
      eu-west-1: arn:aws:kms:eu-west-1:123456789012:key/1
      us-east-1: arn:aws:kms:us-east-1:123456789012:key/2
functions:
  create-order:
    code: src/orders
    handler: create.main
    http: [POST /orders, "PUT /orders/{id}", GET /health]
    access: {orders: read-write}
    env: {LOG_LEVEL: info}
    layers: ["arn:aws:lambda:{region}:017000801446:layer:Powertools:7"]
    logs: 365
tags: {team: shop}
state: {bucket: acme-terraform, region: eu-west-1}
"""
BASES = [
    WHOLE,
    WHOLE,
    *((EXAMPLES / name / "spec.yaml").read_text("utf-8") for name in EXAMPLE_NAMES),
    *(decode(path.read_bytes(), FILE)[0] for path in corpus.specs(corpus.BAD_SPECS)),
]
MARKS = "\t¦\r¦\r\n¦\x85¦\u2028¦\ufeff¦\x00¦\x1b[2J¦\u202e¦'¦\"¦`¦@¦%¦{¦}¦[¦]¦,¦~¦{}¦[]¦''¦注文¦e\u0301"
SYNTAX = ": ¦- ¦ #¦&a ¦*a¦<<: ¦!!str ¦!x ¦? ¦---\n¦...\n¦|\n¦>-\n¦%YAML 9.9\n¦Ω: &a {k: *a}"
VALUES = r'null¦no¦-1¦1_0¦1:30¦1.5¦""¦"\ud800"¦"\UFFFFFFFF"¦"\x00"¦"\n"'
PIECES = st.one_of(
    st.sampled_from([*f"{MARKS}¦{SYNTAX}¦{VALUES}".split("¦"), "9" * 5000, "x" * 5000]), st.text(max_size=8)
)
NUMBERS = st.integers(0, 2**16)
Mutation = Callable[[str, int, int, str], str]


def delete_line(text: str, at: int, _: int, __: str) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(lines[:at] + lines[at + 1 :])


def duplicate_line(text: str, at: int, to: int, _: str) -> str:
    lines = text.splitlines(keepends=True)
    return "".join([*lines[:to], *lines[at : at + 1], *lines[to:]])


def swap_lines(text: str, at: int, to: int, _: str) -> str:
    lines = text.splitlines(keepends=True)
    if max(at, to) < len(lines):
        lines[at], lines[to] = lines[to], lines[at]
    return "".join(lines)


def insert(text: str, at: int, _: int, piece: str) -> str:
    return text[:at] + piece + text[at:]


def replace(text: str, at: int, to: int, piece: str) -> str:
    return text[:at] + piece + text[max(at, to) :]


def replace_word(text: str, at: int, _: int, piece: str) -> str:
    words = text.split(" ")
    return " ".join([*words[:at], piece, *words[at + 1 :]])


def replace_value(text: str, at: int, _: int, piece: str) -> str:
    lines = text.splitlines(keepends=True)
    if at < len(lines):
        lines[at] = lines[at].partition(":")[0] + ": " + piece + "\n"
    return "".join(lines)


MUTATIONS: list[tuple[Mutation, Callable[[str], int]]] = [
    (delete_line, lambda text: text.count("\n")),
    (duplicate_line, lambda text: text.count("\n")),
    (swap_lines, lambda text: text.count("\n")),
    (insert, len),
    (replace, len),
    (replace_word, lambda text: text.count(" ")),
    (replace_value, lambda text: text.count("\n")),
]


def mutated(text: str, steps: list[tuple[int, int, int, str]]) -> bytes:
    """A text after some mutations."""
    for which, at, to, piece in steps:
        mutate, size = MUTATIONS[which]
        places = size(text) + 1
        text = mutate(text, at % places, to % places, piece)
    return text.encode(errors="surrogatepass")


MUTATED = st.builds(
    mutated,
    st.sampled_from(BASES),
    st.lists(st.tuples(st.integers(0, len(MUTATIONS) - 1), NUMBERS, NUMBERS, PIECES), min_size=1, max_size=5),
)


def check(data: bytes) -> None:
    """Reads a spec as `validate` does, and tells of it in every format."""
    text, found = decode(data, FILE)
    if not found:
        source, found = parse(text, FILE)
        assert source is not None or has_errors(found)
        if source is not None:
            stack, more = build(source)
            assert (stack is None) is has_errors(more)
            found += more
            found += check_rules(stack, source) if stack else []
    found = in_order(found)
    for diagnostic in found:
        assert_stands_in(diagnostic, text)
    told = {str(format_): format_.render(found, {FILE: text}, codes) for format_ in Format}
    assert all(each.encode() is not None for each in told.values())
    assert len(json.loads(told["json"])["diagnostics"]) == len(found)
    json.loads(told["sarif"])
    ElementTree.fromstring(told["junit"])  # noqa: S314  # our own output
    assert "\x1b" not in told["text"]


def assert_stands_in(diagnostic: Diagnostic, text: str) -> None:
    """The span of a diagnostic lies in the text, or directly behind it."""
    span, lines = diagnostic.span, lines_of(text)
    assert span is not None
    assert 1 <= span.line <= span.end_line <= len(lines) + 1
    assert (span.line, span.column) <= (span.end_line, span.end_column)
    if text and span.line <= len(lines):
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1, (diagnostic, lines[span.line - 1])


@draws(10)
@given(st.binary(max_size=400))
@example(b"\xff\xfea\x00")
@example(b"\xef\xbb\xbf\xff")
def test_any_bytes(data: bytes) -> None:
    check(data)


@draws(10)
@given(st.text(st.sampled_from("ab:-?[]{},&*!|>'\"%@` #\n\t\r\\0~<=\x85\u2028"), max_size=60))
def test_any_yaml(text: str) -> None:
    check(text.encode())


@draws(20)
@given(MUTATED)
def test_any_mutation(data: bytes) -> None:
    check(data)


@draws(5)
@given(MUTATED)
def test_any_mutation_without_libyaml(data: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source_module, "_LOADER", yaml.SafeLoader)
        check(data)
