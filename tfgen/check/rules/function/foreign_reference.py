"""TFG226: text in another tool's language."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import FUNCTIONS, Finding, Rule
from tfgen.diagnostics import Code
from tfgen.spec.habits import of_another_tool
from tfgen.stack.kinds.function import everywhere
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG226",
    "reference of another tool",
    finds="a variable of `env` whose text holds a reference of serverless.yml, CloudFormation, SAM or Terraform.",
    why="a spec has no `${…}`: the function would be given the text as it stands.",
    example="env: {LIMIT: '${ssm:/shop/limit}'}",
    instead="""the reference that the hint names, as in `{parameter: {name: /shop/limit, read: deploy}}`. A text that is
meant so is left as it is by `ignore`.""",
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports them."""
    for path, function in everywhere(stack):
        for variable, text in function.env.items():
            found = of_another_tool(text) if isinstance(text, str) else None
            if found:
                message = f"variable `{variable}` holds `{found[0]}`, which nothing fills in {FUNCTIONS}"
                yield Finding((*path, "env", variable), message, found[1], function=str(path[-1]))


RULE = Rule(CODE, check)
