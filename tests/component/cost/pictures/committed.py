"""The pictures of docs/cost.md and docs/latency.md, drawn anew."""

from __future__ import annotations

from tests.specs import EXAMPLES, stack_of
from tfgen.cost.chart import charts
from tfgen.cost.pictures import bars, bills, curve
from tfgen.cost.prices import shipped
from tfgen.cost.run import alone, report
from tfgen.cost.scene import Scene
from tfgen.cost.usage.file import read
from tfgen.cost.usage.usage import Usage
from tfgen.latency import run as latency
from tfgen.latency.model import Settings
from tfgen.latency.pictures import bars as latency_bars
from tfgen.latency.pictures import map as latency_map
from tfgen.latency.run import function_ms
from tfgen.stack.stack import Stack


def _of_latency(stack: Stack, usage: Usage) -> dict[str, bytes]:
    settings = Settings(function_ms=function_ms(stack, usage) or 0)
    told = latency.report(stack, latency.Asking(settings=settings, is_function_known=True), usage, None)
    return {
        "docs/pictures/latency-bars.svg": latency_bars.draw(told),
        "docs/pictures/latency-map.svg": latency_map.draw(told),
    }


def pictures() -> dict[str, bytes]:
    """Path in the repository to SVG: what `tfgen cost -o` draws of examples/keyvalue with its usage."""
    example = EXAMPLES / "keyvalue"
    stack, prices = stack_of((example / "spec.yaml").read_text("utf-8")), shipped()
    usage, diagnostics = read((example / "usage.yaml").read_text("utf-8"), "usage.yaml", stack)
    assert not diagnostics
    found = report(stack, usage, "usage.yaml", prices, None)
    lines = charts(Scene(stack, usage), found.bill, alone(found.case), prices)
    return {
        "docs/pictures/cost-bars.svg": bars.draw(bills.bars(found)),
        "docs/pictures/cost-curve.svg": curve.draw(lines),
        **_of_latency(stack, usage),
    }
