"""Usage files as people write them: every mistake is told where it is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.specs import example, stack_of
from tests.unit.cost.used import used
from tfgen.cost.usage.file import read
from tfgen.cost.usage.functions import FunctionUsage
from tfgen.cost.usage.tables import TableUsage
from tfgen.cost.usage.usage import Usage
from tfgen.stack.stack import Stack


def _stack(drained: str = "") -> Stack:
    data = example("keyvalue")
    data["tables"]["keyvalues"]["indexes"] = {"by-day": {"key": {"day": "S"}}}
    data["routing"] = {"drained": [drained] if drained else []}
    return stack_of(data)


STACK = _stack()


def _told(text: str, stack: Stack = STACK) -> list[tuple[str, str, str | None]]:
    """What is told of a file: place and code, message, hint."""
    found = []
    for diagnostic in read(text, "usage.yaml", stack)[1]:
        assert diagnostic.span
        found.append(
            (
                f"{diagnostic.span.line}:{diagnostic.span.column} {diagnostic.code}",
                diagnostic.message,
                diagnostic.hint,
            )
        )
    return found


def test_what_is_written_is_read_exactly() -> None:
    usage, diagnostics = read(
        "functions: {get-key: {requests: 10000000, duration: 12.5, logs: }}\n"
        "tables: {keyvalues: {reads: 0.000000001, consistent: 100}}\n"
        "shares: {eu-central-1: 33.3, eu-west-1: 33.3, us-west-2: 33.4}\n"
        "free_tier: true\n",
        "usage.yaml",
        STACK,
    )
    assert diagnostics == []
    assert usage == used(
        functions={"get-key": FunctionUsage(requests=Decimal(10_000_000), duration=Decimal("12.5"))},
        tables={"keyvalues": TableUsage(reads=Decimal("1e-9"), consistent=Decimal(100))},
        shares={
            "eu-central-1": Decimal("33.3"),
            "eu-west-1": Decimal("33.3"),
            "us-west-2": Decimal("33.4"),
        },
        free_tier=True,
    )


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n", "null\n"])
def test_an_empty_file_leads_to_the_command_that_writes_one(text: str) -> None:
    assert _told(text) == [("1:1 TFG501", "the usage file is empty", "`tfgen usage init SPEC` writes one")]


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        (
            "functions:\n  get-kye: {requests: 1}\n",
            "2:3 TFG502",
            "the spec has no function `get-kye`",
            "did you mean `get-key`?",
        ),
        (
            "functions:\n  billing: {}\n",
            "2:3 TFG502",
            "the spec has no function `billing`",
            "it has get-key, health, set-key",
        ),
        (
            "tables: {keyvalue: {}}\n",
            "1:10 TFG502",
            "the spec has no table `keyvalue`",
            "did you mean `keyvalues`?",
        ),
        (
            "tables:\n  keyvalues:\n    indexes: {by-dya: {}}\n",
            "3:15 TFG502",
            "the spec has no global index `by-dya`",
            "did you mean `by-day`?",
        ),
        (
            "queries: 1\nshares: {eu-central-1: 50, eu-west-3: 50}\n",
            "2:28 TFG502",
            "the spec has no region `eu-west-3`",
            "did you mean `eu-west-1`?",
        ),
    ],
)
def test_what_the_spec_does_not_have_is_told_with_what_was_meant(
    text: str, place: str, message: str, hint: str
) -> None:
    assert _told(text) == [(place, message, hint)]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (
            "shares: {eu-central-1: 50, us-west-2: 49.5}\n",
            "1:1 TFG503",
            "the shares of the regions add up to 99.5 percent, not to 100",
        ),
        (
            "shares:\n  eu-central-1: 100\n  us-west-2: 0.1\n",
            "1:1 TFG503",
            "the shares of the regions add up to 100.1 percent, not to 100",
        ),
        (
            "beside:\n  cdn:\n    edges: {europe: 60, asia-pacific: 50}\n",
            "3:5 TFG503",
            "the shares of the edges add up to 110 percent, not to 100",
        ),
    ],
)
def test_shares_are_all_of_it(text: str, place: str, message: str) -> None:
    assert _told(text) == [(place, message, None)]


def test_a_drained_region_answers_nothing() -> None:
    stack = _stack(drained="eu-west-1")
    shares = "shares:\n  eu-central-1: 50\n  eu-west-1: {}\n  us-west-2: {}\n"
    assert _told(shares.format(0, 50), stack) == []
    assert _told(shares.format(20, 30), stack) == [
        ("3:3 TFG503", "region eu-west-1 is drained and answers no requests", None)
    ]


COUNT = "a number from 0 to 1000000000000000"


@pytest.mark.parametrize(
    ("value", "code", "found", "hint"),
    [
        ("-1", "TFG109", f"{COUNT}, found -1", None),
        ("-0.5", "TFG109", f"{COUNT}, found -0.5", None),
        ("1_000", "TFG108", f"{COUNT} in plain digits, found `1_000`", "write 1000"),
        ("017", "TFG108", f"{COUNT} in plain digits, found `017`", "write 15"),
        ("1.0e+6", "TFG108", f"{COUNT} in plain digits, found `1.0e+6`", "write 1000000"),
        (".inf", "TFG108", f"{COUNT} in plain digits, found `.inf`", None),
        (".nan", "TFG108", f"{COUNT} in plain digits, found `.nan`", None),
        ("1e6", "TFG108", f"{COUNT} in plain digits, found `1e6`", "write 1000000"),
        ("10M", "TFG107", f"{COUNT}, found `10M`", None),
        ('"5"', "TFG108", f"{COUNT} in plain digits, found `5`", "write 5"),
        ("10,000", "TFG107", f"{COUNT}, found `10,000`", None),
        ("yes", "TFG107", f"{COUNT}, found `yes`, which YAML reads as a boolean", None),
        ("null", "TFG107", f"{COUNT}, found `null`, which YAML reads as nothing", None),
        ("[5]", "TFG107", f"{COUNT}, found a list", None),
        ("{a: 5}", "TFG107", f"{COUNT}, found a mapping", None),
        ("1000000000000001", "TFG109", f"{COUNT}, found 1000000000000001", None),
    ],
)
def test_a_number_is_plain(value: str, code: str, found: str, hint: str | None) -> None:
    assert _told(f"queries: {value}\n") == [
        (f"1:10 {code}", f"`queries` of the usage file takes {found}", hint)
    ]


def test_every_mistake_is_told_in_one_go() -> None:
    told = _told(
        "functions:\n"
        "  get-key: {request: 1, duration: 900001}\n"
        "  get-key: {requests: 5}\n"
        "tables: [keyvalues]\n"
        "free_tier: yes\n"
        "beside: {alarms: 1.5, keys: -1}\n"
    )
    assert [place for place, _, _ in told] == [
        "3:3 TFG105",
        "2:13 TFG104",
        "2:35 TFG109",
        "4:9 TFG107",
        "5:12 TFG108",
        "6:18 TFG108",
        "6:29 TFG109",
    ]
    assert told[0][1] == "key `get-key` stands twice: first in line 2"
    assert told[1][2] == "did you mean `requests`?"


def test_names_are_looked_up_when_all_else_is_right() -> None:
    text = "functions: {get-kye: {requests: many}}\n"
    assert [place for place, _, _ in _told(text)] == ["1:33 TFG107"]


@pytest.mark.parametrize("text", ["[1, 2]\n", "5\n", "functions:\n", "tables: none\n", "beside:\n"])
def test_a_mapping_is_a_mapping(text: str) -> None:
    ((place, _, _),) = _told(text)
    assert place.endswith("TFG107")


@pytest.mark.parametrize("text", ["a: [\n", "a: b: c\n", "\tx", "!!python/object:os.system {}\n"])
def test_what_is_no_yaml_is_told_and_read_as_nothing(text: str) -> None:
    usage, diagnostics = read(text, "usage.yaml", STACK)
    assert diagnostics
    assert usage == Usage()
