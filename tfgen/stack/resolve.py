"""Spec to Stack: defaults, what differs by region, names, limits, cross-references."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Iterator

from tfgen.diagnostics import Diagnostic
from tfgen.spec import codes as spec_codes
from tfgen.spec.record import THE_SPEC, Record, fields, meant
from tfgen.spec.shape import closest
from tfgen.spec.source import Source
from tfgen.stack import codes, routing
from tfgen.stack.api import check_api
from tfgen.stack.function import (
    Function,
    check_environment,
    check_function,
    check_settings,
    merge,
    resolve,
)
from tfgen.stack.reading import Reading
from tfgen.stack.region import Region, RegionSettings
from tfgen.stack.region_name import REGIONS
from tfgen.stack.routing import check_routing
from tfgen.stack.spec import OWN_TAGS, Spec
from tfgen.stack.stack import Stack
from tfgen.stack.table import Capacity, Table, check_range, check_tables

_SPEC = Record(Spec)


def build(source: Source) -> tuple[Stack | None, list[Diagnostic]]:
    """The Stack that a source describes, and every mistake in it. No Stack where it has errors."""
    reading = Reading(source)
    spec = _SPEC.read(source.root, THE_SPEC, reading.diagnostics)
    if spec is None:
        return None, reading.diagnostics
    stack = _resolve(spec, reading)
    return (None if reading.diagnostics else stack), reading.diagnostics


def _resolve(spec: Spec, reading: Reading) -> Stack:
    names = tuple(sorted(reading.source.names("regions")))
    functions = _functions(spec, names, reading)
    known = names if set(names) <= set(REGIONS) else ()  # a misspelt region is reported once
    check_tables(spec.tables, known, reading)
    check_api(spec.api, functions.values(), reading)
    zone = spec.zone if "zone" in reading.source.names() else routing.parent(spec.domain)
    check_routing(spec.routing, spec.domain, zone, known, reading)
    _check_retiring(spec, names, reading)
    _check_tags(spec.tags, reading)
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
            reading.report(spec_codes.MISSING, path, f"function `{name}` lacks `{key}`", hint, at_key=True)
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
            tables=dict(sorted(_tables_in(spec, name, region, reading).items())),
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
            reading.report(codes.UNKNOWN_NAME, path, message, hint, at_key=True)
            continue
        base = merge(spec.defaults, spec.functions[name])
        found[name], _ = resolve(name, base, given, frozenset(fields(Function)))
        check_settings(f"function `{name}`", given, path, reading)
        if "env" in given:
            check_environment(found[name], path, reading)
    return found


def _tables_in(spec: Spec, region: str, settings: RegionSettings, reading: Reading) -> dict[str, Table]:
    found = {}
    tables = reading.source.names("tables")
    for name, given in settings.tables.items():
        path = ("regions", region, "tables", name)
        table = spec.tables.get(name)
        if table is not None:
            protect = table.protect if given.protect is None else given.protect
            capacity = _capacity_in(name, table, region, given.read, reading)
            found[name] = dataclasses.replace(table, protect=protect, capacity=capacity)
        elif name not in tables and not reading.source.is_mistaken("tables"):
            message = f"region {region} changes table `{name}`, which is not there"
            hint = closest(name, spec.tables)
            reading.report(codes.UNKNOWN_NAME, path, message, hint, at_key=True)
    return found


def _capacity_in(
    name: str, table: Table, region: str, given: dict[str, int], reading: Reading
) -> Capacity | None:
    path = ("regions", region, "tables", name, "read")
    if not given:
        return table.capacity
    if table.capacity is None or table.capacity.read is None:
        if "capacity" not in reading.source.names("tables", name):
            message = f"region {region} sets the read capacity of table `{name}`, which is on demand"
            reading.report(codes.BAD_CAPACITY, path[:-1], message, "give the table a capacity", at_key=True)
        return table.capacity
    read = dataclasses.replace(table.capacity.read, **given)
    if reading.source.names(*path) == frozenset(given):
        check_range(f"the read capacity of table `{name}` in {region}", read, path, reading)
    return dataclasses.replace(table.capacity, read=read)


def _check_tags(tags: dict[str, str], reading: Reading) -> None:
    """Reports what AWS refuses: symbols, and, in IAM, tags whose names differ by case alone."""
    first = {name: name for name in OWN_TAGS}
    for name, value in tags.items():
        odd = next(
            (c for c in name + value if unicodedata.category(c)[0] not in "LZN" and c not in "_.:/=+@-"), None
        )
        if odd:
            message = (
                f"tag `{name}` has the character `{odd}`: AWS takes letters, digits, spaces and `_.:/=+@-`"
            )
            reading.report(spec_codes.BAD_VALUE, ("tags", name), message)
        taken = first.setdefault(name.lower(), name)
        if taken != name:
            own = ", which tfgen sets" if taken in OWN_TAGS else ""
            message = f"tag `{name}` differs by case alone from `{taken}`{own}: IAM refuses both together"
            reading.report(spec_codes.DUPLICATE, ("tags", name), message, f"write `{taken}`", at_key=True)


def _check_retiring(spec: Spec, regions: tuple[str, ...], reading: Reading) -> None:
    for region in spec.retiring:
        if region in regions:
            message = f"region {region} is both active and retiring"
            hint = "take it out of `regions` to retire it"
            reading.report(codes.REGION_ROLES, ("retiring", region), message, hint)
