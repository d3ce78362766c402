"""The page as text. The four cases stand in it whole; which is seen is chosen by radio buttons and the style sheet."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

from markupsafe import Markup

from tfgen.cost.page import frame
from tfgen.latency.errors import published, round_trips
from tfgen.latency.formats import table
from tfgen.latency.page import drawn
from tfgen.latency.report import CASES, Case, Report
from tfgen.output.harmless import in_xml
from tfgen.output.text import visible
from tfgen.world.land import svg

_FOLDER = Path(__file__).parent


def render(report: Report) -> str:
    """The page."""
    style = frame.style((_FOLDER / "latency.css").read_text("utf-8"))
    page: str = (
        frame.environment(_FOLDER)
        .get_template("page.html.j2")
        .render(
            service=visible(report.service),
            regions=report.regions,
            cases=[_case(report, case) for case in CASES],
            chosen=CASES.index(report.case),
            assumed=table.assumed(report),
            legend=table.legend(report),
            by_case=table.by_case(report),
            added=table.added(report),
            idle=table.idle(report),
            error=table.error(),
            notes=[visible(note[:1].upper() + note[1:]) for note in report.notes],
            measured=len(round_trips()),
            published=len(published()),
            spots=drawn.regions(report),
            classes=drawn.CLASSES,
            land=_land(),
            few=drawn.MOST if len(report.clients) > drawn.MOST else 0,
            row=drawn.ROW,
            left=drawn.LEFT,
            width=drawn.WIDTH,
            policy=frame.policy(style),
            style=Markup(style),  # noqa: S704  # our own files
        )
    )
    return in_xml(page)


def _case(report: Report, case: Case) -> dict[str, Any]:
    """What differs by case."""
    shown = dataclasses.replace(report, case=case)
    found = shown.summary(report.used)
    return {
        "words": case.words(report.settings),
        "mean": f"{found.mean:.0f}",
        "median": f"{found.median:.0f}",
        "worst": f"{found.worst.client.city.name}, {found.worst.wait.ms:.0f} ms",
        "figures": drawn.figures(shown),
        "clients": drawn.clients(shown),
        "table": [*table.by_city(shown), *table.sums(shown)],
    }


def _land() -> str:
    """The path of the land."""
    return str(re.findall(r' d="([^"]*)"', svg())[1])
