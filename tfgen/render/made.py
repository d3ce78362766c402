"""Every resource that the rendered files make, told from the Stack alone.

It is what a plan must list and what a scan must have seen; it leads from an address, or a line of main.tf, back to
what of the spec caused it. modules/ and `made` of each kind belong together: a test holds them against real plans.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import accumulate

from tfgen.render.kinds import in_use
from tfgen.render.main_tf import MAIN, blocks
from tfgen.render.part import Made
from tfgen.render.parted import name_of
from tfgen.spec.source import Path
from tfgen.stack.kinds.module import MODULE
from tfgen.stack.region import label
from tfgen.stack.root import roots
from tfgen.stack.stack import Stack

_KEY = re.compile(r'\["(?:[^"\\]|\\.)*"\]|\[\d+\]')


def made(stack: Stack) -> Iterator[Made]:
    """Every resource instance."""
    for part in in_use(stack):
        for each in part.made(stack):
            yield dataclasses.replace(each, root=name_of(part, each.region)) if stack.is_apart else each


class _Latest:
    """The stack that was asked of last, itself and not one that is equal: to compare two takes as long as to make them."""

    stack: Stack | None = None
    made: tuple[Made, ...] = ()


def every_made(stack: Stack) -> tuple[Made, ...]:
    """The same. Who asks of one stack several times in a row waits once: a large one makes twenty thousand."""
    if _Latest.stack is not stack:
        _Latest.made, _Latest.stack = tuple(made(stack)), stack
    return _Latest.made


def addresses(stack: Stack) -> list[str]:
    """The address of every resource instance, sorted."""
    return sorted(each.address for each in made(stack))


_OWN = re.compile(r"module\.own_(\w+)")


def is_own(address: str) -> bool:
    """Whether an address is of a resource of a module of the user's own."""
    return _OWN.match(address) is not None


def of_own(address: str, regions: Iterable[str]) -> Made | None:
    """A resource of a module of the user's own, of which the address alone is known."""
    called = _OWN.match(address)
    for region in regions if called else ():
        name = called[1].removesuffix(f"_{label(region)}") if called else ""
        if called and name != called[1]:
            return Made(address, (MODULE.key, name.replace("_", "-")), region)
    return None


_ALIKE = re.compile(r'(?<=\.aws_s3_object\.file)\[".*"\]$')


def unkeyed(address: str) -> str:
    """An address as checkov says it: of what is made once or not at all, it leaves the key out.

    So it does of the files of a site, which are alike in all that it looks at.
    """
    return _ALIKE.sub("", address.removesuffix("[0]").removesuffix('["own"]'))


class Origins:
    """What of the spec caused each resource."""

    def __init__(self, stack: Stack) -> None:
        self._regions = [region.name for region in stack.regions]
        self._made = {each.address: each for each in every_made(stack)}

    @cached_property
    def _unkeyed(self) -> dict[str, Made]:
        return {unkeyed(address): each for address, each in self._made.items()}

    @cached_property
    def _without_keys(self) -> dict[str, Made]:
        found: dict[str, Made] = {}
        for address, each in self._made.items():
            found.setdefault(_KEY.sub("", address), each)
        return found

    def exactly(self, address: str) -> Made | None:
        """The resource of an address."""
        return self._made.get(address) or of_own(address, self._regions)

    def of(self, address: str) -> Made | None:
        """The same; an address without its keys leads to the first of its instances."""
        return self.exactly(address) or self._unkeyed.get(address) or self._without_keys.get(address)


class Lines:
    """What of the spec caused each line of each root's main.tf."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self._roots = {root.at(MAIN): root for root in roots(stack)}

    def path(self, file: str, line: int) -> Path | None:
        """The path of what made a line of a file; None if nothing of the spec did."""
        if file not in self._roots:
            return None
        paths, ends = self._blocks(file)
        block = bisect_left(ends, line)
        return paths[block] if block < len(paths) else None

    @cache  # noqa: B019  # lives as long as a check
    def _blocks(self, file: str) -> tuple[list[Path | None], list[int]]:
        found = list(blocks(self.stack, "spec.yaml", root=self._roots[file]))
        return [block.path for block in found], list(accumulate(block.text.count("\n") for block in found))
