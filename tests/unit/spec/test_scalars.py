"""Single values as a spec writes them."""

from __future__ import annotations

import re

import pytest

from tfgen.diagnostics import Diagnostic
from tfgen.spec.scalars import Choice, Flag, Integer, Text
from tfgen.spec.shape import Shape, closest
from tfgen.spec.source import Mapping, parse
from tfgen.stack.kinds.function import RUNTIMES
from tfgen.stack.region_name import REGIONS


def read(
    shape: Shape[object] | Shape[str] | Shape[int] | Shape[bool], text: str
) -> tuple[object, list[Diagnostic]]:
    """What a shape makes of a piece of YAML."""
    source, diagnostics = parse(f"it: {text}", "spec.yaml")
    assert source is not None and isinstance(source.root, Mapping), diagnostics
    return shape.read(source.root.entries["it"].value, "it", diagnostics), diagnostics


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("1_000", "write 1000"),
        ("0644", "write 420"),
        ("0x1F", "write 31"),
        ("0b101", "write 5"),
        ("+5", "write 5"),
        ('"5"', "write 5"),
        ("1:30", None),
        ("5.0", None),
        ("1e3", None),
        (".inf", None),
        ("five", None),
        ("5 MB", None),
        ("true", None),
        ("\u0665", None),
    ],
)
def test_a_number_is_plain_digits(text: str, hint: str | None) -> None:
    value, (diagnostic,) = read(Integer(0, 100), text)
    assert (value, diagnostic.hint) == (0, hint)


@pytest.mark.parametrize(
    ("unit", "text", "hint"),
    [
        ("seconds", "30s", "write 30"),
        ("seconds", "5 min", "write 300"),
        ("seconds", "2h", None),  # out of range
        ("MB", "1GB", "write 1024"),
        ("MB", "512 MiB", "write 512"),
        ("days", "2 weeks", "write 14"),
        ("seconds", "30 parsecs", None),
        ("", "30s", None),
    ],
)
def test_a_number_with_a_unit_is_converted(unit: str, text: str, hint: str | None) -> None:
    assert read(Integer(1, 3600, unit), text)[1][0].hint == hint


@pytest.mark.parametrize("text", ["0", "5", "100"])
def test_plain_digits_are_a_number(text: str) -> None:
    assert read(Integer(0, 100), text) == (int(text), [])


@pytest.mark.parametrize("digits", [18, 19, 4300, 100_000])
@pytest.mark.parametrize("sign", ["", "-", "+"])
def test_a_number_of_any_length_is_out_of_range(digits: int, sign: str) -> None:
    _, (diagnostic,) = read(Integer(0, 100), sign + "9" * digits)
    assert len(diagnostic.message) < 200


@pytest.mark.parametrize("text", ["yes", "on", "True", "NO", "Off", '"true"', "1", "[]", "''", "~"])
def test_a_flag_is_true_or_false_alone(text: str) -> None:
    value, diagnostics = read(Flag(), text)
    assert value is False
    assert len(diagnostics) == 1
    assert read(Flag(), "true") == (True, [])


def test_a_form_lets_no_line_break_pass() -> None:
    name = Text("a name", r"^[a-z]+$")
    assert read(name, "abc") == ("abc", [])
    for text in ('"abc\\n"', '"\\nabc"', "|\n  abc\n"):
        assert len(read(name, text)[1]) == 1


@pytest.mark.parametrize("text", ["null", "~", "no", "2026-01-31", "1.10", "0o17", "1_0", "=", "12:30:45"])
def test_a_text_that_yaml_takes_for_something_else_needs_quotes(text: str) -> None:
    reads_as_text = text == "0o17"  # a number in YAML 1.2, a text in 1.1
    assert bool(read(Text("text"), text)[1]) is not reads_as_text
    assert read(Text("text"), f"'{text}'") == (text, [])


def test_a_choice_may_read_as_a_number() -> None:
    assert read(Choice("1", "on"), "on") == ("on", [])
    assert len(read(Choice("1", "on"), "2")[1]) == 1


@pytest.mark.parametrize(
    ("name", "known", "meant"),
    [
        ("us-esat-1", ("us-west-1", "us-east-1"), "us-east-1"),
        ("TTL", ("ttl", "capacity"), "ttl"),
        ("timeuot", ("timeout", "memory"), "timeout"),
        ("", ("a", "b"), None),
        ("zzz", ("timeout", "memory"), None),
        ("orders", [f"orders{number}" for number in range(10_000)], None),
    ],
)
def test_what_was_meant(name: str, known: tuple[str, ...], meant: str | None) -> None:
    assert closest(name, known) == (f"did you mean `{meant}`?" if meant else None)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("us-est-1", "`us-east-1` or `us-west-1`"),
        ("us-east", "`us-east-1` or `us-east-2`"),
        ("eu-west-4", "`eu-west-1`, `eu-west-2` or `eu-west-3`"),
        ("eu-west-1a", "`eu-west-1`"),
        ("us-east1", "`us-east-1`"),
    ],
)
def test_what_is_as_near_is_named_as_well(name: str, meant: str) -> None:
    assert closest(name, REGIONS) == f"did you mean {meant}?"


def test_of_versions_the_newest_is_named() -> None:
    assert closest("python", ("python3.9", "python3.13"), newest=True) == "did you mean `python3.13`?"
    assert closest("python3.8", RUNTIMES, newest=True) == "did you mean `python3.9`?"


def test_words_say_a_range_as_the_reference_does() -> None:
    assert Integer(1, 1).words() == "the number 1"
    assert Integer(128, 10240, "MB").words() == "a whole number from 128 to 10240 MB"
    assert Integer(10, 30, "seconds", (10, 30)).words() == "10 or 30 seconds"
    assert re.search(Text("a name", "^[a-z]+$").schema()["pattern"], "abc")
