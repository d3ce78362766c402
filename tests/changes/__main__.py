"""Tries every change, and keeps what came of it: `make changes`."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.changes.changes import ALONE, THINGS, Change, Data, base, changes
from tests.changes.page import KEPT
from tests.changes.trial import Outcome, standing, try_alone, try_together
from tfgen.check import tools

INPUTS = {
    "TF_VAR_partner": "0123456789abcdefghij",
    **{
        f"TF_VAR_{name}_thing_{number}": f"{name}-0123456789abcdef-{number}"
        for name in ("partner", "other")
        for number in range(9)
    },
}
"""What nobody may say in a spec."""


def main() -> None:
    """Tries the sections that are named, or all, and writes what came of them."""
    wanted = sys.argv[1:] or [*THINGS, *ALONE]
    terraform = tools.find_terraform()
    assert terraform, "terraform is needed"
    with tempfile.TemporaryDirectory() as folder, tools.terraform_environment() as environment:
        for number, tried in enumerate(_batches(wanted)):
            shares = isinstance((tried[0].before or {}).get("domain"), dict)
            first = tried[0].before if shares and tried[0].before else base()
            with standing(Path(folder) / str(number), terraform, {**environment, **INPUTS}, first) as stood:
                if tried[0].section in THINGS:
                    _keep(try_together(tried, stood))
                    continue
                for change in tried:
                    sys.stderr.write(f"{change.title}\n")
                    _keep({change.title: try_alone(change, stood)})


def _batches(wanted: list[str]) -> Iterator[list[Change]]:
    """Changes that one emulated AWS can bear; where the state moves, or the whole stack, none can come after."""
    for section in wanted:
        tried = [change for change in changes() if section in (change.section, change.title)]
        yield from [[change] for change in tried] if tried[0].section == "the spec" else [tried]


def _keep(found: dict[str, Outcome]) -> None:
    kept: Data = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    kept.update({title: outcome.as_json() for title, outcome in found.items() if title})
    for title, outcome in found.items():
        if not title:
            sys.stderr.write(f"of no thing: {outcome.as_json()}\n")
    order = [change.title for change in changes()]
    known = {title: kept[title] for title in order if title in kept}
    KEPT.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
