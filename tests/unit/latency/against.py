"""Which published measurements the model is held against, and why not the others: the page's tables."""

from __future__ import annotations

import csv

from tests.specs import ROOT
from tfgen.latency.errors import Compared, band, median_off, published, quantile, round_trips

PAGE = ROOT / "docs/latency.md"
START, END = "<!-- held against: `make golden` -->", "<!-- end -->"

LEFT_OUT = {
    "the client was saturated": range(1, 11),
    "what is left of a total after the connect": (13, 18, 23, 28, 33, 38),
    "tails, which the model does not tell": (14, 15, 19, 20, 24, 25, 29, 30, 34, 35, 39, 40, 44, 50, 51, 54),
    "a mean beside a median that is compared": (42, 45),
    "a share of requests": (48,),
    "a connect at an edge beside a total that is compared": (57,),
    "places that are not told": (58, 59, 60, 61, 86, 87, 91, 92),
    "functions, APIs and tables, which the model is given": (*range(62, 80), 93, 94, 95, 96, 100, 101, 102),
    "an average over all users, which the last mile was chosen by": (97, 98),
    "facts that are no measurement": (99, 103),
}
"""Ids of published measurements, by why they are not compared."""


def measurements() -> dict[int, dict[str, str]]:
    """Everything that was found published, by id."""
    text = (ROOT / "tests/cases/latency/published.csv").read_text("utf-8")
    return {int(row["id"]): row for row in csv.DictReader(text.splitlines())}


def section() -> str:
    """What the page says between its two comments."""
    every = measurements()
    lines = [START, "", *_sums(), "", "| published | from | by | measured | modelled | times |"]
    lines.append("| --- | --- | --- | ---: | ---: | ---: |")
    lines += [_row(each, every[int(each.id)]) for each in published()]
    lines += ["", "Not compared, of the same list:", ""]
    lines += [f"- {why}: {len(ids)}" for why, ids in LEFT_OUT.items()]
    return "\n".join((*lines, "", END))


def write() -> None:
    """Writes it into the page."""
    text = PAGE.read_text("utf-8")
    before, after = text.split(START)[0], text.split(END)[1]
    PAGE.write_text(before + section() + after, "utf-8")


def _sums() -> list[str]:
    found = band()
    rows = ["| held against | how many | off by, median | nine of ten | within the error bars |"]
    rows.append("| --- | ---: | ---: | ---: | ---: |")
    for name, compared in (
        ("round trips from cities", round_trips()),
        ("published measurements", published()),
    ):
        off = sorted(each.off_ms for each in compared)
        within = sum(found.low <= each.ratio <= found.high for each in compared)
        nine = quantile(off, 0.9)
        rows.append(f"| {name} | {len(off)} | {median_off(compared):.0f} ms | {nine:.0f} ms | {within} |")
    return rows


def _row(each: Compared, row: dict[str, str]) -> str:
    way = f"{each.way}, {each.region}" if each.region else f"{each.way}, connect"
    link = f"[{row['date']}]({row['url'].split(' ')[0]})"
    numbers = f"{each.measured_ms:g} | {each.modelled_ms:.0f} | {each.ratio:.2f}"
    return f"| {link} | {each.place} | {way} | {numbers} |"
