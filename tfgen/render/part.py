"""What a kind puts into main.tf, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from typing import Any

from tfgen.frozen import frozen, unique
from tfgen.render.hcl import Expression
from tfgen.render.module_source import ModuleSource
from tfgen.spec.source import Path
from tfgen.stack.key import Key
from tfgen.stack.region import Region
from tfgen.stack.stack import Stack

Arguments = Mapping[str, Any]
GLOBAL = "global"
"""The place of what is in no region."""


@frozen
class Made:
    """A resource instance that main.tf and its modules make."""

    address: str
    path: Path
    """What of the spec caused it."""
    region: str = GLOBAL
    holds_data: bool = False
    import_id: str | Expression | None = None
    """By what Terraform imports it, where the spec says that it exists already."""
    root: str = ""
    """The root whose state holds it; empty where there is one."""


@frozen
class Block:
    """A stretch of main.tf, whole lines, and what of the spec caused it."""

    text: str
    path: Path | None = None
    region: str | None = None
    """Where what it makes is; None of what makes nothing, and stands where something names it."""


@frozen
class Local:
    """An entry of the root's `locals`."""

    name: str
    value: Any
    paths: Mapping[str, Path] = field(default_factory=dict)
    """What of the spec caused each entry of a value that holds things by name."""


@frozen
class Skip:
    """A check of checkov's that a setting of the spec fails on purpose, with the reason.

    checkov hands the skips of a module's call down to the module's resources, so they stand there, beside the
    setting that asks for them, and the modules stay as strict as they are.
    Source: https://www.checkov.io/2.Basics/Suppressing%20and%20Skipping%20Policies.html
    """

    check: str
    reason: str


def _nothing(*_: Any) -> Iterator[Any]:
    yield from ()


@frozen
class Column:
    """What a plan's summary counts of a kind in each place."""

    title: str
    types: tuple[str, ...] = ()
    """Resources of these types."""
    in_region: Callable[[Stack], int] | None = None
    """Or what every active region has."""


@unique
class Part:
    """A kind's part of main.tf. What is left out, the kind does not have."""

    kind: Key[Any]
    locals: Callable[[Stack], Iterable[Local]] = _nothing
    blocks: Callable[[Stack, ModuleSource], Iterable[Block]] = _nothing
    """Blocks of the root, before the regions' modules."""
    needed: Callable[[Stack, Region], Iterable[str]] = _nothing
    """Modules of the root without which a region must not answer."""
    arguments: Callable[[Stack, Region], Arguments] = lambda *_: {}
    """Arguments of the region's module."""
    skips: Callable[[Stack, Region], Iterable[Skip]] = _nothing
    """Skips of the region's module."""
    beside: Callable[[Stack, Region, tuple[str, ...]], Iterable[Block]] = _nothing
    """Blocks of the root that follow the region's module, given the modules that are `needed`."""
    outputs: Callable[[Stack], Iterable[Block]] = _nothing
    made: Callable[[Stack], Iterable[Made]]
    """Every resource instance that comes of it."""
    root_modules: tuple[str, ...] = ()
    """The modules that the root may call for it."""
    modules: Callable[[Stack], Iterable[str]] = _nothing
    """Those of them that it calls."""
    in_region: tuple[str, ...] = ()
    """The modules that modules/region calls for it, in a file that is called as the first."""
    left_out: Callable[[Stack], Iterable[str]] = _nothing
    """Those of them that a stack does without."""
    for_existing: Callable[[Stack], Iterable[str]] = _nothing
    """Those that modules/region calls for what somebody else made."""
    columns: tuple[Column, ...] = ()
    is_data: bool = False
    """Whether what it makes at the root is kept by a region, rather than what answers there."""


def given(**arguments: Any) -> dict[str, Any]:
    """The arguments without those that are empty, for which the module has its default."""
    return {name: value for name, value in arguments.items() if value not in (None, "", (), {}, [])}
