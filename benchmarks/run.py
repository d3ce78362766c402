"""Runs every benchmark and prints one table; exits 1 if a ratio is above its limit. `make bench`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.large_spec import large_spec, large_usage
from benchmarks.measure import Task, as_installed, medians

ROOT = Path(__file__).parent.parent
KEYVALUE = str(ROOT / "examples/keyvalue/spec.yaml")
TFGEN = [str(Path(sys.executable).with_name("tfgen"))]


@dataclass(frozen=True)
class Ratio:
    """A command held against a peer: `limit` times its time, plus `slack` seconds, is allowed."""

    name: str
    command: Sequence[str]
    peer_name: str
    peer: Sequence[str]
    limit: float
    slack: float = 0.0


def _ratios(folder: Path) -> list[Ratio]:
    def python(code: str) -> list[str]:
        return [sys.executable, "-c", code]

    render = [*TFGEN, "render", KEYVALUE]
    validate = [*TFGEN, "validate", KEYVALUE]
    large = str(folder / "1000.yaml")
    return [
        Ratio("`tfgen render` keyvalue", render, "`import jinja2, yaml`", python("import jinja2, yaml"), 1.8),
        Ratio("`tfgen --help`", [*TFGEN, "--help"], "`import typer`", python("import typer"), 2),
        Ratio(
            "`tfgen render` 30 regions x 1,000 functions",
            [*TFGEN, "render", large],
            "keyvalue",
            render,
            2,
            0.5,
        ),
        Ratio("`tfgen cost` keyvalue", [*TFGEN, "cost", KEYVALUE], "`tfgen render` keyvalue", render, 3),
        *(ratio for functions, limit in ((100, 5), (1000, 10)) for ratio in _costs(folder, functions, limit)),
        Ratio("`tfgen validate` keyvalue, cached", validate, "`tfgen render` keyvalue", render, 2),
    ]


def _costs(folder: Path, functions: int, limit: float) -> Iterator[Ratio]:
    """The bill of many functions in 30 regions with what would save money, held against rendering them."""
    spec, usage = folder / f"{functions}.yaml", folder / f"{functions}.usage.yaml"
    spec.write_text(large_spec(functions=functions), "utf-8")
    usage.write_text(large_usage(functions), "utf-8")
    cost, render = [*TFGEN, "cost", str(spec)], [*TFGEN, "render", str(spec)]
    name = f"`tfgen cost` 30 regions x {functions:,} functions"
    yield Ratio(name, cost, "`tfgen render` of them", render, limit)
    used = [*cost, "--usage", str(usage)]
    yield Ratio(f"{name}, with usage", used, "`tfgen render` of them", render, limit)


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
            within = ours <= ratio.limit * theirs + ratio.slack
            failed += not within
            slack = f" + {ratio.slack} s" if ratio.slack else ""
            print(
                f"| {ratio.name} | {ours * 1000:.0f} ms | {ratio.peer_name} | {theirs * 1000:.0f} ms "
                f"| {ours / theirs:.2f} | {ratio.limit:g}{slack}{'' if within else ' **exceeded**'} |"
            )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
