"""The spec as a whole, and the Stack that it becomes: everything resolved, nothing implicit."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tfgen.diagnostics import Diagnostic
from tfgen.spec import mistakes as spec_mistakes
from tfgen.spec.collections import Named
from tfgen.spec.record import THE_SPEC, Given, Record, fields, meant, record, said
from tfgen.spec.scalars import Integer, Text
from tfgen.spec.shape import closest
from tfgen.spec.source import Path, Source
from tfgen.stack import mistakes, routing
from tfgen.stack.api import Api, check_api
from tfgen.stack.function import (
    DEFAULTS,
    FUNCTION_NAME,
    Function,
    check_environment,
    check_function,
    check_settings,
    merge,
    resolve,
)
from tfgen.stack.package import Package
from tfgen.stack.reading import Reading
from tfgen.stack.region import REGIONS_SHAPE, RETIRING_SHAPE, Region, RegionSettings
from tfgen.stack.region_name import REGIONS
from tfgen.stack.routing import Routing, check_routing
from tfgen.stack.state import State
from tfgen.stack.table import TABLE_NAME, Range, Table, check_range, check_tables

_TAG_CHARACTER = r"[^\u0000-\u001f\u007f-\u009f!\"#$%&'()*,;<>?\[\\\]^`{|}~]"
_TAG_KEY = Text(
    "a tag's name of letters, digits, spaces and `_.:/=+@-`, not starting with `aws:`",
    rf"^(?!aws:){_TAG_CHARACTER}+$",
    most=128,
)
_TAG_VALUE = Text(
    "a tag's value of letters, digits, spaces and `_.:/=+@-`", rf"^{_TAG_CHARACTER}*$", most=256
)


@record
class Spec:
    """What a user says of a service."""

    tfgen: int = said(Integer(1, 1), "The version of the spec language.")
    service: str = said(
        Text("a name of lower-case letters, digits and hyphens", r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", most=40),
        "The service's name, which starts the names of its functions, roles and APIs.",
    )
    domain: str = said(
        routing.DOMAIN, "The name under which the service answers, from the nearest healthy region."
    )
    regions: tuple[str, ...] | dict[str, RegionSettings] = said(
        REGIONS_SHAPE, "The regions; the first is home. A list, or a mapping when regions differ."
    )
    functions: dict[str, dict[str, Any]] = said(
        Named("function", FUNCTION_NAME, Given(Function), least=1), "The Lambda functions."
    )
    tables: dict[str, Table] = said(
        Named("table", TABLE_NAME, Record(Table)), "The DynamoDB tables.", default={}
    )
    zone: str = said(
        routing.ZONE, "The hosted zone, looked up by its name; the domain's parent if left out.", default=""
    )
    zone_id: str = said(routing.ZONE_ID, "The hosted zone by its id, which saves the look-up.", default="")
    retiring: tuple[str, ...] = said(
        RETIRING_SHAPE,
        "Regions that were taken out of `regions` and keep their provider for one more apply.",
        default=(),
    )
    defaults: dict[str, Any] = said(
        Given(Function, but=tuple(set(fields(Function)) - set(DEFAULTS))),
        "Settings that functions share.",
        default={},
    )
    api: Api = said(Record(Api), "The API.", default=Api())
    routing: Routing = said(Record(Routing), "Records and health checks.", default=Routing())
    tags: dict[str, str] = said(
        Named("tag", _TAG_KEY, _TAG_VALUE, most=48), "Tags of everything that can bear tags.", default={}
    )
    state: State | None = said(
        Record(State), "Where Terraform keeps its state; local if left out.", default=None
    )


@dataclass(frozen=True, slots=True)
class Stack:
    """What is to be built. Order is the spec's for regions, by name for all else."""

    service: str
    domain: str
    zone: str
    """The hosted zone's name; empty where `zone_id` is given."""
    zone_id: str
    regions: tuple[Region, ...]
    retiring: tuple[str, ...]
    functions: dict[str, Function]
    tables: dict[str, Table]
    api: Api
    routing: Routing
    tags: dict[str, str]
    state: State | None

    @property
    def home(self) -> Region:
        """The first region."""
        return self.regions[0]

    @property
    def routes(self) -> list[str]:
        """Every route of the API."""
        return [route for function in self.functions.values() for route in function.http]

    def functions_in(self, region: Region) -> dict[str, Function]:
        """The functions as a region has them."""
        return {**self.functions, **(region.functions or {})}

    def settings(self, name: str) -> Iterator[tuple[Path, Function]]:
        """Every function and the path of one of its settings, regions that differ in it included."""
        for function in self.functions.values():
            yield ("functions", function.name, name), function
        for region in self.regions:
            for function in (region.functions or {}).values():
                if getattr(function, name) != getattr(self.functions[function.name], name):
                    yield ("regions", region.name, "functions", function.name, name), function

    def packages(self) -> dict[Package, Path]:
        """Every zip, and the path in the spec of the code it is made of."""
        found: dict[Package, Path] = {}
        for region in self.regions:
            for name, function in (region.functions or {}).items():
                found[function.package] = ("regions", region.name, "functions", name, "code")
        found.update({f.package: ("functions", f.name, "code") for f in self.functions.values()})
        return dict(sorted(found.items()))


_SPEC = Record(Spec)


def build(source: Source) -> tuple[Stack | None, list[Diagnostic]]:
    """The Stack that a source describes, and every mistake in it. No Stack where it has errors."""
    reading = Reading(source)
    spec = _SPEC.read(source.root, THE_SPEC, reading.problems)
    if spec is None:
        return None, reading.problems
    stack = _resolve(spec, reading)
    return (None if reading.problems else stack), reading.problems


def _resolve(spec: Spec, reading: Reading) -> Stack:
    names = tuple(sorted(reading.source.names("regions")))
    functions = _functions(spec, names, reading)
    known = names if set(names) <= set(REGIONS) else ()  # a misspelt region is reported once
    check_tables(spec.tables, known, reading)
    check_api(spec.api, functions.values(), reading)
    zone = spec.zone if "zone" in reading.source.names() else routing.parent(spec.domain)
    check_routing(spec.routing, spec.domain, zone, known, reading)
    _check_retiring(spec, names, reading)
    return Stack(
        service=spec.service,
        domain=spec.domain,
        zone="" if spec.zone_id else zone,
        zone_id=spec.zone_id,
        regions=tuple(_regions(spec, reading)),
        retiring=tuple(sorted(spec.retiring)),
        functions=dict(sorted(functions.items())),
        tables=dict(sorted(spec.tables.items())),
        api=spec.api,
        routing=spec.routing,
        tags=dict(sorted(spec.tags.items())),
        state=spec.state,
    )


def _functions(spec: Spec, regions: tuple[str, ...], reading: Reading) -> dict[str, Function]:
    found = {}
    known = fields(Function)
    shared = meant(reading.source.names("defaults"), known)
    check_settings("`defaults`", spec.defaults, ("defaults",), reading)
    for name, given in spec.functions.items():
        path = ("functions", name)
        written = meant(reading.source.names(*path), known) | shared
        found[name], lacking = resolve(name, spec.defaults, given, written)
        for key in lacking:
            hint = f"`{key}` takes {known[key].shape.words()}"
            reading.report(spec_mistakes.MISSING, path, f"function `{name}` lacks `{key}`", hint, at_key=True)
        check_settings(f"function `{name}`", given, path, reading)
        check_function(found[name], path, spec.service, regions, reading)
    return found


def _regions(spec: Spec, reading: Reading) -> Iterator[Region]:
    settings = (
        spec.regions if isinstance(spec.regions, dict) else dict.fromkeys(spec.regions, RegionSettings())
    )
    for name, region in settings.items():
        yield Region(
            name,
            drained=name in spec.routing.drained,
            functions=dict(sorted(_overridden(spec, name, region, reading).items())),
            reads=dict(sorted(_reads(spec, name, region, reading).items())),
        )


def _overridden(spec: Spec, region: str, settings: RegionSettings, reading: Reading) -> dict[str, Function]:
    found = {}
    written = reading.source.names("functions")
    for name, given in settings.functions.items():
        path = ("regions", region, "functions", name)
        if name not in spec.functions:
            if name in written or reading.source.is_mistaken("functions"):
                continue
            message = f"region {region} changes function `{name}`, which is not there"
            hint = closest(name, spec.functions)
            reading.report(mistakes.UNKNOWN_NAME, path, message, hint, at_key=True)
            continue
        base = merge(spec.defaults, spec.functions[name])
        found[name], _ = resolve(name, base, given, frozenset(fields(Function)))
        check_settings(f"function `{name}`", given, path, reading)
        if "env" in given:
            check_environment(found[name], path, reading)
    return found


def _reads(spec: Spec, region: str, settings: RegionSettings, reading: Reading) -> dict[str, Range]:
    found = {}
    tables = reading.source.names("tables")
    for name, given in settings.tables.items():
        path = ("regions", region, "tables", name)
        table = spec.tables.get(name)
        if table is None:
            message = f"region {region} changes table `{name}`, which is not there"
            hint = closest(name, spec.tables)
            if name not in tables and not reading.source.is_mistaken("tables"):
                reading.report(mistakes.UNKNOWN_NAME, path, message, hint, at_key=True)
        elif table.capacity is None or table.capacity.read is None:
            if "capacity" not in reading.source.names("tables", name):
                message = f"region {region} sets the read capacity of table `{name}`, which is on demand"
                reading.report(mistakes.BAD_CAPACITY, path, message, "give the table a capacity", at_key=True)
        elif given is not None:
            found[name] = dataclasses.replace(table.capacity.read, **given.read)
            owner = f"the read capacity of table `{name}` in {region}"
            if reading.source.names(*path, "read") == frozenset(given.read):
                check_range(owner, found[name], (*path, "read"), reading)
    return found


def _check_retiring(spec: Spec, regions: tuple[str, ...], reading: Reading) -> None:
    for region in spec.retiring:
        if region in regions:
            message = f"region {region} is both active and retiring"
            hint = "take it out of `regions` to retire it"
            reading.report(mistakes.REGION_ROLES, ("retiring", region), message, hint)
