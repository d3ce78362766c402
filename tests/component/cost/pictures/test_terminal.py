"""Curves and bars as text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.component.cost.pictures.drawn import MARK, chart
from tfgen.cost.chart import Mark
from tfgen.cost.pictures import terminal

LONG = Mark("x" * 255, Decimal(5000), Decimal("-12.5"), least=True)


@pytest.mark.parametrize("ascii_only", [False, True])
def test_a_chart_tells_all_within_80_columns(ascii_only: bool) -> None:
    text = terminal.curve(chart(MARK, LONG, counts=(2, 3, 5, 30)), ascii_only)
    assert all(len(line) <= terminal.WIDTH for line in text.splitlines())
    assert all(line == line.rstrip() for line in text.splitlines())
    assert text.isascii() == ascii_only
    for said in ("R=2", "R=3", "R=5", "R=30", "R = 30", "+100 % at", "0.1", "100", "us-east-1 (2018-01)"):
        assert said in text
    assert "A  keyvalues: x = 0.5, +182 % in 2 regions, at its lower bounds" in text
    assert "x = 5,000, -12.5 % in 2 regions" in text


def test_letters_are_where_tables_are() -> None:
    """The highest point is in the first row; x = 1 is a third of its width."""
    top = Mark("top", Decimal(1), Decimal(640), least=False)
    bottom = Mark("bottom", Decimal(100), Decimal(0), least=False)
    rows = terminal.curve(chart(top, bottom), ascii_only=True).splitlines()[2:]
    left = rows[0].index("|") + 1
    assert rows[0][left + terminal.COLUMNS // 3] == "A"
    assert rows[terminal.ROWS - 1][left + terminal.COLUMNS - 1] == "B"


def test_more_tables_than_letters_are_counted() -> None:
    marks = [Mark(f"t{number}", Decimal(1), Decimal(100), least=False) for number in range(60)]
    text = terminal.curve(chart(*marks))
    assert "z  t51" in text
    assert text.endswith("and 8 more\n")


def test_limits_and_crossings() -> None:
    text = terminal.curve(chart(surcharge="1"), ascii_only=True)
    rows = [" ".join(line.split()) for line in text.splitlines()]
    assert "R = 2 +100 % x = 0 +0 % +100 % every x +100 %" in rows
    assert "R = 5 +400 % x = 15 +0 % +400 % no x +400 %" in rows


def test_names_of_prices_are_no_commands_for_the_terminal() -> None:
    hostile = chart()
    object.__setattr__(hostile, "prices", "\x1b[31mred")
    assert "\x1b" not in terminal.curve(hostile)
