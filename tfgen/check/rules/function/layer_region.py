"""TFG205: layer of another region."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code
from tfgen.spec.source import Path
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG205",
    "layer of another region",
    finds="a Lambda layer of one region on a function that runs in others too.",
    why="a function can only use layers of its own region, so the apply fails in every other.",
    example='layers: ["arn:aws:lambda:eu-west-1:017000801446:layer:Powertools:7"]',
    instead="""`{region}` in the ARN, if the layer is published in every region with the same version,
or `layers` for each region under `regions`.""",
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports layers whose region is not the function's."""
    for region in stack.regions:
        for name, function in stack.at(FUNCTION, region).items():
            own = function.layers != stack.all(FUNCTION)[name].layers
            path: Path = ("regions", region.name, "functions", name) if own else ("functions", name)
            for layer in function.layers:
                found = layer.split(":")[3]
                if found not in ("{region}", region.name):
                    message = f"function `{name}` in {region.name} uses a layer of {found}"
                    hint = "write `{region}` in place of the region"
                    yield Finding((*path, "layers", layer), message, hint)


RULE = Rule(CODE, check)
