"""Runs every benchmark and prints one table; exits 1 if a ratio is above its limit. `make bench`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.large_plan import large_plan
from benchmarks.large_spec import LARGE, large_spec, large_usage
from benchmarks.measure import Task, as_installed, medians

ROOT = Path(__file__).parent.parent
KEYVALUE = str(ROOT / "examples/keyvalue/spec.yaml")
TFGEN = [str(Path(sys.executable).with_name("tfgen"))]


@dataclass(frozen=True)
class Ratio:
    """A command held against a peer: `limit` times its time is allowed."""

    name: str
    command: Sequence[str]
    peer_name: str
    peer: Sequence[str]
    limit: float


def _ratios(folder: Path) -> list[Ratio]:
    def python(code: str) -> list[str]:
        return [sys.executable, "-c", code]

    render = [*TFGEN, "render", KEYVALUE]
    validate = [*TFGEN, "validate", KEYVALUE]
    large = [ratio for regions, functions in LARGE for ratio in _large(folder, regions, functions, render)]
    return [
        Ratio("`tfgen render` keyvalue", render, "`import jinja2, yaml`", python("import jinja2, yaml"), 1.8),
        Ratio("`tfgen --help`", [*TFGEN, "--help"], "`import typer`", python("import typer"), 2),
        Ratio("`tfgen cost` keyvalue", [*TFGEN, "cost", KEYVALUE], "`tfgen render` keyvalue", render, 3),
        *large,
        _review(folder),
        Ratio("`tfgen validate` keyvalue, cached", validate, "`tfgen render` keyvalue", render, 2),
    ]


def _large(folder: Path, regions: int, functions: int, small: list[str]) -> Iterator[Ratio]:
    """A large spec is held against keyvalue, its bill with what would save money against rendering it."""
    spec, usage = folder / f"{regions}.yaml", folder / f"{regions}.usage.yaml"
    spec.write_text(large_spec(regions, functions), "utf-8")
    usage.write_text(large_usage(functions), "utf-8")
    cost, render = [*TFGEN, "cost", str(spec)], [*TFGEN, "render", str(spec)]
    size = f"{regions} regions x {functions} functions"
    yield Ratio(f"`tfgen render` {size}", render, "keyvalue", small, 3)
    yield Ratio(f"`tfgen cost` {size}", cost, "`tfgen render` of them", render, 6)
    used = [*cost, "--usage", str(usage)]
    yield Ratio(f"`tfgen cost` {size}, with usage", used, "`tfgen render` of them", render, 6)


def _review(folder: Path) -> Ratio:
    """The review of a large plan is held against reading its JSON."""
    spec, plan = folder / "planned.yaml", folder / "planned.json"
    spec.write_text(large_spec(30, 100), "utf-8")
    plan.write_text(large_plan(30, 100), "utf-8")
    review = [*TFGEN, "review", str(plan), "--spec", str(spec), "-f", "markdown"]
    load = [sys.executable, "-c", f"import json; json.load(open({str(plan)!r}))"]
    return Ratio("`tfgen review` 30 regions x 100 functions", review, "`json.load` of its plan", load, 2)


def main() -> int:
    """Measures the processor time of each command and its peer, in turns."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="runs of each command (15)")
    runs = parser.parse_args().runs
    failed = 0
    print("| what | CPU | held against | CPU | ratio | limit |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        environment = as_installed(Path(folder))
        for ratio in _ratios(Path(folder)):
            tasks = [Task([command], environment) for command in (ratio.command, ratio.peer)]
            ours, theirs = medians(tasks, runs)
            within = ours <= ratio.limit * theirs
            failed += not within
            print(
                f"| {ratio.name} | {ours * 1000:.0f} ms | {ratio.peer_name} | {theirs * 1000:.0f} ms "
                f"| {ours / theirs:.2f} | {ratio.limit:g}{'' if within else ' **exceeded**'} |"
            )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
