"""Usage files to fill in: they read back as what was written, whatever the stack."""

from __future__ import annotations

import re
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.draws import draws
from tests.specs import example, stack_of
from tests.strategies import specs
from tests.unit.cost.strategies import usages
from tests.unit.cost.used import said, used
from tfgen.cost.usage.beside import Beside, Cdn
from tfgen.cost.usage.blank import WIDTH, blank, filled
from tfgen.cost.usage.file import FILE, completed, read
from tfgen.cost.usage.usage import Usage
from tfgen.spec.schema import schema
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.stack import Stack

pytestmark = pytest.mark.slow

stacks = specs().map(stack_of)
SURPRISES = ("no", "null", "true", "off")
ODD_TABLES = ("123", "1e5", "0x1f", "1_000", "1.5", "---", "...x", ".inf", "2026-11-01", "null", "Yes", "-a-")


def _stack(tables: tuple[str, ...] = (), **changes: Any) -> Stack:
    data = {**example("keyvalue"), **changes}
    for name in tables:
        data["tables"][name] = {"key": {"id": "S"}}
    return stack_of(data)


def _live(text: str) -> str:
    """The text with everything that is commented out switched on."""
    while (live := re.sub(r"(?m)^( *)# (?=[ #]*[a-z0-9_-]+:( |$))", r"\1", text)) != text:
        text = live
    return text


@draws(0.6, shrink=False)
@given(stacks)
def test_a_blank_file_says_nothing(stack: Stack) -> None:
    usage, diagnostics = read(blank(stack), "usage.yaml", stack)
    assert diagnostics == []
    assert usage == completed(stack, Usage())


@draws(shrink=False)
@given(st.data())
def test_a_filled_file_says_what_was_filled_in(data: st.DataObject) -> None:
    stack = data.draw(stacks)
    usage = data.draw(usages(stack))
    text = filled(stack, usage)
    assert read(text, "usage.yaml", stack) == (completed(stack, usage), [])
    assert all(len(line) <= WIDTH or line.strip().startswith("tab") for line in text.splitlines())
    by_others = yaml.safe_load(text)
    assert list(by_others.get("functions", ())) == list(stack.all(FUNCTION))
    jsonschema.Draft202012Validator(schema(FILE)).validate(by_others)


def test_names_that_yaml_takes_for_something_else_are_quoted() -> None:
    function = {"handler": "a.b"}
    odd = dict.fromkeys(SURPRISES, function)
    stack = _stack(ODD_TABLES, functions={**odd, SURPRISES[0]: {**function, "http": "GET /health"}})
    text = blank(stack)
    assert read(text, "usage.yaml", stack) == (completed(stack, Usage()), [])
    found = yaml.safe_load(text)
    assert list(found["functions"]) == sorted(SURPRISES)
    assert list(found["tables"]) == sorted((*ODD_TABLES, "keyvalues"))


def test_a_line_is_as_long_as_the_longest_name_and_no_longer() -> None:
    name = "t" * 246
    stack = _stack((name,))
    assert [line for line in blank(stack).splitlines() if len(line) > WIDTH] == [f"  {name}:"]


@pytest.mark.parametrize("drained", [[], ["eu-west-1"]])
def test_what_is_commented_out_is_right_when_it_is_switched_on(drained: list[str]) -> None:
    stack = _stack(routing={"drained": drained})
    usage, diagnostics = read(_live(blank(stack)), "usage.yaml", stack)
    assert diagnostics == []
    assert said(usage, "beside") == Beside(cdn=Cdn())
    shares = said(usage, "shares")
    assert list(shares) == [region.name for region in stack.regions]
    assert (shares["eu-west-1"] == 0) is bool(drained)
    assert max(shares.values()) - min(share for share in shares.values() if share) <= 1


def test_a_cdn_alone_stays_commented_out_where_there_is_none() -> None:
    stack = _stack()
    text = filled(stack, used(beside=Beside(keys=1)))
    assert "\nbeside:" in text
    assert "\n  # cdn:" in text
    assert said(read(_live(text), "usage.yaml", stack)[0], "beside") == Beside(keys=1, cdn=Cdn())


def test_every_number_has_its_sentence_in_one_column() -> None:
    lines = blank(_stack()).splitlines()
    numbers = [line for line in lines if re.match(r" {4}(requests|duration|response|logs):", line)]
    assert len(numbers) == 4 * 3
    assert {line.index("#") for line in numbers} == {15}
    assert numbers[0] == (
        "    requests:  # Calls a month in all regions together, without those of health checks and queues."
    )


def test_a_stack_without_tables_has_none_in_its_file() -> None:
    data = {**example("keyvalue"), "functions": {"f": {"handler": "a.b", "http": "GET /a"}}}
    del data["tables"]
    stack = stack_of(data)
    assert "tables" not in yaml.safe_load(blank(stack))


@pytest.mark.parametrize(
    "wrong",
    [
        {"functions": {"get": {"requests": -1}}},
        {"functions": {"get": {"requests": "many"}}},
        {"tables": {"orders": {"consistent": 101}}},
        {"function": {}},
        {"beside": {"cdn": {"edges": {}}}},
    ],
)
def test_an_editor_sees_mistakes_too(wrong: dict[str, Any]) -> None:
    assert not jsonschema.Draft202012Validator(schema(FILE)).is_valid(wrong)
