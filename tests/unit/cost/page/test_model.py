"""What the page's script is given, and the page's text."""

from __future__ import annotations

import dataclasses
import json
import re
from decimal import Decimal
from functools import reduce
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.draws import draws
from tests.specs import EXAMPLE_NAMES, example, stack_of
from tests.strategies import specs
from tests.unit.cost.strategies import usages
from tests.unit.cost.used import but, said, used
from tfgen.cost.calculator import bill
from tfgen.cost.expression import Evaluator, Expression
from tfgen.cost.hints.suggestion import Case
from tfgen.cost.page import inputs
from tfgen.cost.page.curves import APART
from tfgen.cost.page.model import model
from tfgen.cost.page.numbered import Expressions
from tfgen.cost.page.render import render
from tfgen.cost.page.rows import rows
from tfgen.cost.page.variants import usage_of, variants
from tfgen.cost.prices import shipped
from tfgen.cost.run import report
from tfgen.cost.scene import Scene
from tfgen.cost.survey import Survey
from tfgen.cost.usage.file import completed
from tfgen.cost.usage.stand_in import stand_in
from tfgen.cost.usage.usage import Usage
from tfgen.stack.variations import at_home

pytestmark = pytest.mark.slow


def _html(name: str, usage: Usage | None = None, usage_name: str = "") -> str:
    return render(report(stack_of(example(name)), usage or Usage(), usage_name, shipped(), None), False)


def test_regions_are_the_specs_own_and_then_examples() -> None:
    stack = stack_of(example("keyvalue"))
    found = variants(stack)
    names = ["eu-central-1", "eu-west-1", "us-west-2", "ap-southeast-2", "sa-east-1"]
    assert [[region.name for region in each.regions] for each in found] == [
        names[: count + 1] for count in range(5)
    ]
    assert found[0] == at_home(stack)
    assert found[2] is stack


def test_more_regions_than_examples_are_all_there() -> None:
    data = example("hello")
    data["regions"] = [
        "eu-west-1",
        "us-east-1",
        "eu-west-2",
        "eu-west-3",
        "us-east-2",
        "us-west-1",
        "us-west-2",
    ]
    assert [len(each.regions) for each in variants(stack_of(data))] == list(range(1, 8))


def test_a_single_region_is_billed_as_the_spec_has_it() -> None:
    data = example("hello")
    data["regions"] = ["eu-west-1"]
    stack = stack_of(data)
    assert variants(stack)[0] is stack


def test_shares_hold_for_the_specs_own_regions() -> None:
    stack = stack_of(example("hello"))
    usage = used(shares={"eu-west-1": Decimal(70), "us-east-1": Decimal(30)})
    one, two, three, *_ = variants(stack)
    assert usage_of(two, stack, usage) is usage
    assert said(usage_of(one, stack, usage), "shares") == {"eu-west-1": 100}
    assert said(usage_of(three, stack, usage), "shares") == {}


@given(st.data())
@draws(shrink=False)
def test_rows_come_to_what_is_billed(data: st.DataObject) -> None:
    """Sums of amounts by item, place, region and cause, for every number of regions, in the order of the bill."""
    stack = stack_of(data.draw(specs()))
    usage = stand_in(stack, data.draw(usages(stack)))
    scenes = [Scene(variant, usage_of(variant, stack, usage)) for variant in variants(stack)]
    expressions = _Kept()
    told = rows([Survey().of(scene) for scene in scenes], expressions, APART)
    for count, scene in enumerate(scenes, 1):
        evaluator = Evaluator(scene.usage.numbers)
        found: dict[Any, Decimal] = {}
        for row in (each for each in told if each.least <= count <= each.most):
            amount = evaluator.amount(expressions.kept[row.amount], scene.parts.get(row.region, Decimal(1)))
            key = (row.item, row.place, row.region, row.cause)
            found[key] = found.get(key, Decimal(0)) + amount
        billed: dict[Any, Decimal] = {}
        for line in bill(scene.stack, scene.usage, shipped()).lines:
            key = (line.item, line.place, line.region, line.cause)
            billed[key] = billed.get(key, Decimal(0)) + line.amount
        assert found.keys() == billed.keys()
        for key, amount in billed.items():
            assert abs(found[key] - amount) <= amount * Decimal("1e-20"), key


class _Kept(Expressions):
    """Remembers which expression has which number."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[int, Expression] = {}

    def __call__(self, expression: Expression) -> int:
        number = super().__call__(expression)
        self.kept[number] = expression
        return number


def test_a_page_grows_little_with_functions() -> None:
    """Lines are told once for all functions that are alike, and for all numbers of regions."""
    data = example("hello")
    hello = data["functions"]["hello"]
    data["functions"] |= {f"f{number}": {**hello, "http": f"GET /{number}"} for number in range(200)}
    made = model(Case(stack_of(data), Usage(), shipped())).data
    few = model(Case(stack_of(example("hello")), Usage(), shipped())).data
    assert len(made["lines"]) <= len(few["lines"]) + 20
    assert len(made["inputs"]) == len(few["inputs"]) + 200 * 4


def test_what_nobody_gave_is_marked() -> None:
    """A number that nobody says is an example; where it is 0 unless somebody says more, it is none."""
    data = example("keyvalue")
    case = Case(stack_of(data), used(queries=Decimal(5)), shipped())
    scene = Scene(case.stack, case.usage)
    expressions = Expressions()
    rows([Survey().of(scene)], expressions, APART)
    told = inputs.told(expressions.inputs, completed(case.stack, case.usage), case.assumed)
    assumed = {
        (number.owner, number.what)
        for number, (_, is_example, *_) in zip(expressions.inputs, told, strict=True)
        if is_example
    }
    assert {("get-key", "requests"), ("keyvalues", "item")} <= assumed
    assert not {("", "queries"), ("keyvalues", "consistent"), ("keyvalues", "stream reads")} & assumed


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_the_same_report_is_the_same_bytes(name: str) -> None:
    assert _html(name) == _html(name)


def test_the_data_holds_no_markup() -> None:
    html = _html("keyvalue", usage_name="</script><b>")
    found = re.search(r'<script type="application/json" id="model">(.*?)</script>', html, re.DOTALL)
    assert found
    assert not set("<>&\u2028\u2029") & set(found[1])
    assert json.loads(found[1])["own"] == 3
    assert html.count("</script>") == 2
    assert "<b>" not in html


def test_nothing_is_loaded() -> None:
    html = _html("keyvalue")
    assert "default-src &#39;none&#39;" in html
    assert not re.search(r"(?:src|href)=\"(?!#)", html)
    assert "@import" not in html
    assert "url(http" not in html


def test_the_reader_is_told_what_is_assumed() -> None:
    stack = stack_of(example("keyvalue-2017"))
    whole = stand_in(stack, Usage())
    functions = said(whole, "functions")
    health = dataclasses.replace(functions["health"], duration=None)
    partly = but(whole, queries=None, functions={**functions, "health": health})
    told = _html("keyvalue-2017", partly)
    assert "50 milliseconds a call: health<" in told
    assert "1,000,000 DNS queries a month<" in told
    assert "calls a month:" not in told
    assert "DNS queries a month<" not in _html("keyvalue", partly)  # queries of alias records cost nothing
    assert "examples, not yours" not in _html("keyvalue-2017", whole)


def test_every_source_of_a_price_is_told_with_its_date() -> None:
    stack = stack_of(example("keyvalue"))
    made = model(Case(stack, Usage(), shipped()))
    html = _html("keyvalue")
    sources = {price.source for _, _, price in made.prices}
    assert sources
    plain = reduce(
        lambda text, pair: text.replace(*pair), [("&#39;", "'"), ("&gt;", ">"), ("&amp;", "&")], html
    )
    assert all(source in plain for source in sources)
    assert all(price.as_of in html for _, _, price in made.prices[:1])
