"""`tfgen latency`"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from tfgen.cli.console import WIDTH, columns, progress
from tfgen.cli.cost import prices_of, refuse_inputs, usage_of
from tfgen.cli.ending import stop, stop_on, wrong_use
from tfgen.cli.measuring import clients_from_logs, measured
from tfgen.cli.parameters import Option
from tfgen.cli.reading import SPEC, EnvOption, SpecArgument, loaded_spec, read_bytes
from tfgen.cli.writing import ReportOption, write_product
from tfgen.latency.formats import Format
from tfgen.latency.model import Connection, Origin, Tls

if TYPE_CHECKING:
    from tfgen.cost.usage.usage import Usage
    from tfgen.latency.clients import Client
    from tfgen.latency.model import Settings
    from tfgen.latency.report import Case, Report
    from tfgen.stack.loaded import Readable
    from tfgen.stack.stack import Stack

_PICTURES: dict[str, Literal["svg", "png"]] = {".svg": "svg", ".png": "png"}
_SUFFIXES = {".html": Format.html, ".json": Format.json, ".md": Format.markdown, ".txt": Format.text}


def latency(
    spec: SpecArgument = SPEC,
    env: EnvOption = None,
    clients: Annotated[
        Path | None,
        Option(
            metavar="FILE",
            help="Where clients are: YAML with shares of places, or CSV of requests by country.",
        ),
    ] = None,
    usage: Annotated[
        Path | None, Option(metavar="FILE", help="How long functions take, and what regions to add cost.")
    ] = None,
    connection: Annotated[Connection, Option(help="Whether clients connect first.")] = Connection.new,
    origin: Annotated[Origin, Option(help="Whether edges connect to the region first.")] = Origin.warm,
    tls: Annotated[Tls, Option(help="The version that is spoken.")] = Tls.v1_3,
    api_ms: Annotated[
        float | None, Option(min=0, max=60_000, metavar="MS", help="What API Gateway adds.")
    ] = None,
    function_ms: Annotated[
        float | None, Option(min=0, max=900_000, metavar="MS", help="What the function takes.")
    ] = None,
    last_mile_ms: Annotated[
        float | None, Option(min=0, max=60_000, metavar="MS", help="From a client to its city and back.")
    ] = None,
    from_logs: Annotated[
        bool, Option("--from-logs", help="Ask CloudWatch how many requests each region answered.")
    ] = False,
    days: Annotated[int, Option(min=1, max=90, help="How many days of logs count.")] = 7,
    measure: Annotated[
        bool, Option("--measure", help="Ask the real URLs from here, in place of the model.")
    ] = False,
    count: Annotated[int, Option(min=1, max=100, help="How often each URL is asked.")] = 5,
    url: Annotated[
        list[str], Option(metavar="NAME=URL", help="A region's URL, or that of `shared`, to measure.")
    ] = [],  # noqa: B006  # each run is given its own
    add: Annotated[
        list[str], Option(metavar="REGION", help="Rank regions to add by what they save, or all.")
    ] = [],  # noqa: B006  # each run is given its own
    format_: Annotated[
        Format | None, Option("--format", "-f", help="How it is told; text, if not said.")
    ] = None,
    map_: Annotated[bool, Option("--map", help="Draw a map in place of bars.")] = False,
    output: ReportOption = None,
) -> None:
    """Tell what clients of thirty cities wait, by a model.

    Edge-optimised, regional with latency records, through a CDN that has the answer, and through one that has not.
    """
    chosen = _chosen(format_, map_, output)
    _refuse_together(clients, from_logs, measure, url, add)
    refuse_inputs(output, spec, usage, clients)
    loaded = loaded_spec(spec, env)
    _refuse_without_routes(loaded)
    if measure:
        sys.exit(_measured(loaded, url, count, chosen, output))
    said = usage_of(usage, loaded.stack, None)
    from tfgen.latency.run import Asking, report

    settings, is_known = _settings(loaded.stack, said, tls, api_ms, function_ms, last_mile_ms)
    asking = Asking(
        clients=clients_from_logs(loaded.stack, days) if from_logs else _clients(clients),
        settings=settings,
        case=_case(connection, origin),
        is_function_known=is_known,
        add=_to_add(loaded.stack, add),
    )
    found = report(loaded.stack, asking, said, prices_of(None) if add else None)
    if output is not None and _suffix(output) in _PICTURES:
        write_product(output, _drawn(found, map_, _PICTURES[_suffix(output)]))
        return
    from tfgen.output.harmless import harmless

    text = chosen.render(found, _width(output))
    for_people = chosen in (Format.text, Format.markdown)
    write_product(output, (harmless(text) if for_people else text).encode())


def _chosen(format_: Format | None, map_: bool, output: Path | None) -> Format:
    """The format that was named, or else the one that the output's suffix stands for."""
    suffix = _suffix(output) if output else ""
    if map_ and suffix not in _PICTURES:
        wrong_use("--map draws a picture: name it with -o, such as -o map.svg")
    if format_ and suffix in _PICTURES:
        wrong_use(f"--format {format_.value} is for tables; {output} is a picture")
    implied = _SUFFIXES.get(suffix)
    if format_ and implied and format_ is not implied:
        wrong_use(f"--format {format_.value} contradicts the name {output}")
    if suffix and not (format_ or implied or suffix in _PICTURES):
        known = ", ".join((*_PICTURES, *_SUFFIXES))
        wrong_use(
            f"{output}: {suffix} cannot be written; it is one of {known}, or --format says what it holds"
        )
    return format_ or implied or Format.text


def _refuse_together(
    clients: Path | None, from_logs: bool, measure: bool, urls: list[str], add: list[str]
) -> None:
    if clients and from_logs:
        wrong_use("--clients and --from-logs both say where clients are: give one")
    if measure and (clients or from_logs or add):
        wrong_use("--measure asks from this machine alone: --clients, --from-logs and --add are of the model")
    if urls and not measure:
        wrong_use("--url says what --measure asks")


def _width(output: Path | None) -> int:
    return columns(sys.stdout) if output is None else WIDTH


def _measured(loaded: Readable, urls: list[str], count: int, format_: Format, output: Path | None) -> int:
    """Measures, tells it, and gives the exit status."""
    if format_ is Format.html or (output and _suffix(output) in _PICTURES):
        wrong_use("--measure is told as text, json or markdown")
    from tfgen.latency.formats.measured import render
    from tfgen.output.harmless import harmless

    found, status = measured(loaded, urls, count)
    text = render(loaded.stack.called, found, count, format_, _width(output))
    write_product(output, (text if format_ is Format.json else harmless(text)).encode())
    return status


def _refuse_without_routes(loaded: Readable) -> None:
    from tfgen.latency.codes import NO_ROUTES
    from tfgen.stack.kinds.function import routes

    if not routes(loaded.stack):
        place = loaded.source.key_span(("functions",))
        found = NO_ROUTES("no function has a route: nobody waits for an answer", place, "`http` gives it one")
        stop([found], loaded.sources)


def _settings(
    stack: Stack,
    usage: Usage,
    tls: Tls,
    api_ms: float | None,
    function_ms: float | None,
    last_mile_ms: float | None,
) -> tuple[Settings, bool]:
    """The settings, and whether somebody said how long functions take."""
    from tfgen.latency.model import API_MS, FUNCTION_MS, LAST_MILE_MS, Settings
    from tfgen.latency.run import function_ms as used_ms

    known = function_ms if function_ms is not None else used_ms(stack, usage)
    settings = Settings(
        api_ms=API_MS if api_ms is None else api_ms,
        function_ms=FUNCTION_MS if known is None else known,
        last_mile_ms=LAST_MILE_MS if last_mile_ms is None else last_mile_ms,
        tls=tls,
    )
    return settings, known is not None


def _case(connection: Connection, origin: Origin) -> Case:
    from tfgen.latency.report import Case

    return Case(connection, origin)


def _clients(path: Path | None) -> tuple[Client, ...]:
    """Where a file says that clients are; nowhere without one."""
    from tfgen.latency.clients import own_words, read
    from tfgen.spec.source import decode

    if path is None:
        return ()
    try:
        data = read_bytes(str(path))
    except OSError as error:
        wrong_use(f"{path}: {error.strerror or error}")
    text, diagnostics = decode(data, str(path))
    stop_on([own_words(diagnostic) for diagnostic in diagnostics], {str(path): text})
    found, diagnostics = read(text, str(path))
    stop_on(diagnostics, {str(path): text})
    return found


def _to_add(stack: Stack, names: list[str]) -> tuple[str, ...]:
    from tfgen.latency.run import candidates

    free = candidates(stack)
    if names == ["all"]:
        return free
    for name in names:
        if name not in free:
            why = (
                "the spec has it already"
                if name in [each.name for each in stack.regions]
                else "no region is called so"
            )
            wrong_use(f"--add {name}: {why}; `--add all` ranks all that there are")
    return tuple(dict.fromkeys(names))


def _drawn(found: Report, is_map: bool, format_: Literal["svg", "png"]) -> bytes:
    from tfgen.cost.pictures.style import NotInstalledError
    from tfgen.latency.pictures import bars
    from tfgen.latency.pictures import map as world_map

    progress("drawing")
    draw = world_map.draw if is_map else bars.draw
    try:
        return draw(found, format_)
    except NotInstalledError:
        wrong_use('pictures need matplotlib: `pip install "tfgen-aws[pictures]"`')


def _suffix(path: Path) -> str:
    return path.suffix.lower()
