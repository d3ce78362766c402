"""The page's evaluator, which works in doubles, and Python's, which works in decimals, agree."""

from __future__ import annotations

import json
import subprocess
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.draws import sample
from tests.programs import found
from tests.specs import ROOT
from tests.unit.cost.expressions import expressions, shares, values
from tfgen.cost.expression import Evaluator, Expression, Values
from tfgen.cost.page.numbered import Expressions

MANY = 400
_SCRIPT = """
const [, script] = process.argv;
const read = require("fs").readFileSync;
const evaluator = new Function(read(script, "utf-8") + "; return evaluator")();
const found = JSON.parse(read(0, "utf-8")).map(({ nodes, inputs, at, share }) => {
  const work = evaluator(nodes, inputs);
  return [work.value(at, share), work.isOpen(at, share)];
});
console.log(JSON.stringify(found));
"""


def _case(expression: Expression, said: Values, share: Decimal) -> dict[str, Any]:
    told = Expressions()
    at = told(expression)
    return {
        "nodes": told.told,
        "inputs": [said[each] for each in told.inputs],
        "at": at,
        "share": share,
    }


def test_the_page_works_out_what_python_does() -> None:
    drawn = sample(st.tuples(expressions, values, shares), MANY)
    cases = json.dumps([_case(*each) for each in drawn], default=float)
    script = ROOT / "tfgen/cost/page/expression.js"
    command = [str(found("node")), "-e", _SCRIPT, str(script)]
    told = subprocess.run(command, input=cases, capture_output=True, text=True, check=True)
    theirs = json.loads(told.stdout)
    for (expression, said, share), (value, is_open) in zip(drawn, theirs, strict=True):
        evaluator = Evaluator(said)
        ours = evaluator.value(expression, share)
        assert value == (None if ours is None else float(ours)), (expression, said, share)
        assert is_open == bool(evaluator.lacks(expression, share))
