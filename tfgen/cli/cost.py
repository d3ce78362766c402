"""`tfgen cost`"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from tfgen.cli.console import WIDTH, columns, progress, takes_unicode
from tfgen.cli.ending import WRONG_USE, exit_status, say, stop, stop_on, wrong_use
from tfgen.cli.judging import IgnoreOption, Said, SelectOption, StrictOption, judge_of_spec, outcome
from tfgen.cli.parameters import Option
from tfgen.cli.reading import SPEC, EnvOption, SpecArgument, is_stdin, loaded_spec, or_stop, read_bytes
from tfgen.cli.writing import ReportOption, write_product
from tfgen.cost.formats import Format

if TYPE_CHECKING:
    from tfgen.cost.prices import Prices
    from tfgen.cost.report import Report
    from tfgen.cost.usage.usage import Usage
    from tfgen.diagnostics import Diagnostic
    from tfgen.stack.loaded import Readable
    from tfgen.stack.stack import Stack


_PICTURES: dict[str, Literal["svg", "png"]] = {".svg": "svg", ".png": "png"}


_SUFFIXES = {
    ".html": Format.html,
    ".json": Format.json,
    ".md": Format.markdown,
    ".txt": Format.text,
    "": Format.text,
}


def cost(
    spec: SpecArgument = SPEC,
    env: EnvOption = None,
    usage: Annotated[
        Path | None, Option(metavar="FILE", help="How much the service is used in a month.")
    ] = None,
    format_: Annotated[
        Format | None, Option("--format", "-f", help="How the bill is told; text, if not said.")
    ] = None,
    lines: Annotated[bool, Option("--lines", help="Show every line of the bill.")] = False,
    compare: Annotated[
        str | None, Option(metavar="OTHER", help="Hold it against another environment, or another spec.")
    ] = None,
    base: Annotated[
        str | None, Option(metavar="GITREV", help="Hold it against the spec of a git revision.")
    ] = None,
    curve: Annotated[bool, Option("--curve", help="Draw how the cost of tables grows with regions.")] = False,
    output: ReportOption = None,
    prices: Annotated[
        Path | None, Option(metavar="FILE", help="Use these alone; 2018-01 ships with tfgen.")
    ] = None,
    strict: StrictOption = False,
    select: SelectOption = [],  # noqa: B006  # each run is given its own
    ignore: IgnoreOption = [],  # noqa: B006  # each run is given its own
) -> None:
    """Tell what the stack costs a month.

    By region and service, against the same service in its home region alone. Needs no account.
    """
    if compare is not None and base is not None:
        wrong_use("--compare and --base are two ways to say the same: give one")
    chosen = _chosen(format_, curve, output)
    refuse_inputs(output, spec, usage, compare, prices)
    loaded = loaded_spec(spec, env)
    against = _against(loaded, compare, base)
    told, known = usage_of(usage, loaded.stack, against[1] if against else None), prices_of(prices)
    from tfgen.cost.run import report, unknown_prices
    from tfgen.plan.refusals import left_since

    found = report(loaded.stack, told, str(usage or ""), known, against)
    judge = judge_of_spec(loaded, Said(select, ignore, strict))
    warned = [*([] if curve else unknown_prices(found)), *found.warnings]
    left = left_since(against[1], loaded.stack, loaded.source) if base and against and against[1] else None
    warned += [left] if left else []
    findings, ignored = outcome(judge, warned, () if curve else ("cost",))
    if findings or ignored:
        say(findings, loaded.sources, len(ignored))
    if curve:
        write_product(output, _curve(found, output))
    elif output is not None and _suffix(output) in _PICTURES:
        write_product(output, _bars(found, output))
    else:
        from tfgen.output.harmless import harmless

        width = columns(sys.stdout) if output is None else WIDTH
        text = chosen.render(found, lines, width)
        for_people = chosen in (Format.text, Format.markdown)
        write_product(output, (harmless(text) if for_people else text).encode())
    sys.exit(exit_status(findings))


def _chosen(format_: Format | None, curve: bool, output: Path | None) -> Format:
    """The format that was named, or else the one that the output's suffix stands for."""
    suffix = _suffix(output) if output else ""
    if format_ and (curve or suffix in _PICTURES):
        wrong_use(f"--format {format_.value} is for bills; this draws a picture")
    implied = _SUFFIXES.get(suffix)
    if suffix and format_ and implied and format_ is not implied:
        wrong_use(f"--format {format_.value} contradicts the name {output}")
    if curve and implied not in (None, Format.text):
        wrong_use("--curve is drawn as .svg, as .png, or as text")
    if not (format_ or implied or suffix in _PICTURES):
        known = ", ".join(name for name in (*_PICTURES, *_SUFFIXES) if name)
        wrong_use(
            f"{output}: {suffix} cannot be written; it is one of {known}, or --format says what it holds"
        )
    return format_ or implied or Format.text


def refuse_inputs(output: Path | None, *inputs: str | Path | None) -> None:
    """Ends a run that would write over what it reads."""
    if output is None or str(output) == "-":
        return
    for path in inputs:
        if path is not None and Path(path).resolve() == output.resolve():
            wrong_use(f"{output} is what this is made of, and would be overwritten")


def _curve(report: Report, output: Path | None) -> bytes:
    from tfgen.cost.chart import charts
    from tfgen.cost.run import alone
    from tfgen.cost.scene import Scene

    case = report.case
    found = charts(Scene(case.stack, case.usage), case.now, alone(case), case.prices)
    if not found:
        wrong_use(f"there is no curve: the prices of DynamoDB in {case.stack.home.name} are not known")
    if output is None or _suffix(output) not in _PICTURES:
        from tfgen.cost.pictures import terminal

        return "\n".join(
            terminal.curve(chart, ascii_only=not takes_unicode(sys.stdout)) for chart in found
        ).encode()
    from tfgen.cost.pictures import curve

    return _drawn(lambda: curve.draw(found, _PICTURES[_suffix(output)]))


def _bars(report: Report, output: Path) -> bytes:
    from tfgen.cost.pictures import bars, bills

    return _drawn(lambda: bars.draw(bills.bars(report), _PICTURES[_suffix(output)]))


def _drawn(draw: Callable[[], bytes]) -> bytes:
    from tfgen.cost.pictures.style import NotInstalledError

    progress("drawing")
    try:
        return draw()
    except NotInstalledError:
        wrong_use('pictures need matplotlib: `pip install "tfgen-aws[pictures]"`')


def _suffix(path: Path) -> str:
    return path.suffix.lower()


def usage_of(path: Path | None, stack: Stack, other: Stack | None) -> Usage:
    """What a usage file says of a stack, and of the other that it is held against."""
    from tfgen.cost.usage.file import own_words, read
    from tfgen.cost.usage.usage import Usage
    from tfgen.spec.source import decode

    if path is None:
        return Usage()
    try:
        data = read_bytes(str(path))
    except OSError as error:
        wrong_use(f"{path}: {error.strerror or error}")
    text, diagnostics = decode(data, str(path))
    stop_on([own_words(diagnostic) for diagnostic in diagnostics], {str(path): text})
    usage, diagnostics = read(text, str(path), stack, other)
    stop_on(diagnostics, {str(path): text})
    return usage


def prices_of(path: Path | None) -> Prices:
    """Those of a file alone; or else what comes with tfgen, and what the cache knows more recently."""
    from tfgen.cost.price_list import cache
    from tfgen.cost.prices import SHIPPED, Prices, shipped

    found: Prices | Diagnostic | None
    if path is None:
        found = cache.current(shipped())
    elif str(path) in SHIPPED:
        found = shipped(SHIPPED[str(path)])
    else:
        found = cache.read(path)
    if found is None:
        wrong_use(f"{path}: there is no such file")
    if not isinstance(found, Prices):
        stop([found], {})
    return found


def _against(loaded: Readable, compare: str | None, base: str | None) -> tuple[str, Stack | None] | None:
    if compare is not None:
        return compare, _other(loaded, compare)
    if base is None:
        return None
    from tfgen.cli.revision import is_new, spec_at

    if is_stdin(loaded):
        wrong_use("--base needs a spec that is a file")
    found = spec_at(Path(loaded.name), base, loaded.stack.environment or None)
    return base, None if is_new(found) else or_stop(found).stack


def _other(loaded: Readable, name: str) -> Stack:
    """What a bill is held against: an environment of the same spec, or another spec, in the same environment if it has it."""
    from tfgen.cli.reading import open_specs
    from tfgen.stack.environment import named
    from tfgen.stack.loaded import in_environment

    if name in named(loaded.source):
        return or_stop(in_environment(loaded, name)).stack
    each = open_specs(name) or sys.exit(WRONG_USE)
    found = each.get(loaded.stack.environment) or each.get("")
    return (or_stop(found) if found else loaded_spec(name)).stack
