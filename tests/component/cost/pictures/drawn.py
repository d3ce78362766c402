"""Charts and bars to draw."""

from __future__ import annotations

from decimal import Decimal

from tfgen.cost.chart import Chart, Family, Mark
from tfgen.cost.curve import Mode, Reading, UnitPrices, alike
from tfgen.cost.pictures.bars import Bars, Segment

MARK = Mark("keyvalues", Decimal("0.5"), Decimal("181.8"), least=True)


def chart(*marks: Mark, counts: tuple[int, ...] = (2, 3, 5), surcharge: str = "1.5") -> Chart:
    """A chart of the prices of us-east-1; by default those before replicated writes became cheaper."""
    write = Decimal("0.00065")
    units = UnitPrices(Decimal("0.00013"), write, write * Decimal(surcharge))
    families = (
        Family(count, False, *(alike(units, count, reading) for reading in Reading)) for count in counts
    )
    return Chart(Mode.PROVISIONED, "2019.11.21", "us-east-1", 2, "2018-01", tuple(families), marks)


def bars(**sums: dict[str, str]) -> Bars:
    """Bars of labels and dollars."""
    return Bars(
        "What a month costs",
        {
            name: tuple(Segment(label, Decimal(usd)) for label, usd in bar.items())
            for name, bar in sums.items()
        },
        "Prices of 2026-01",
    )
