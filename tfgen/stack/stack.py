"""The Stack: what is to be built, everything resolved, nothing implicit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tfgen.spec.source import Path
from tfgen.stack.api import Api
from tfgen.stack.function import Function
from tfgen.stack.package import Package
from tfgen.stack.region import Region
from tfgen.stack.routing import Routing
from tfgen.stack.state import State
from tfgen.stack.table import Table


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

    def table_in(self, name: str, region: Region) -> Table:
        """A table as a region has it."""
        return (region.tables or {}).get(name, self.tables[name])

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
