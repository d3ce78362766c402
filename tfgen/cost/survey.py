"""What a stack uses: the quantities of all kinds, worked out once for regions that are alike.

Quantities of one item, place and cause that follow one another are a run. A bill adds a run up as a whole, and tells its
quantities apart where somebody asks for them: a thousand functions in thirty regions are a few hundred runs.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from tfgen.cost.expression import ONE, Expression, form, joined
from tfgen.cost.items import ACCOUNT, GLOBAL, SERVICES, between
from tfgen.cost.kind import Billed
from tfgen.cost.kinds import COSTS
from tfgen.cost.quantity import EACH_OTHER, HERE, Quantity
from tfgen.cost.scene import Scene
from tfgen.cost.view import View
from tfgen.stack.region import Region

_BY_SERVICE: dict[str, tuple[Billed, ...]] = {
    service: tuple(billed for cost in COSTS for billed in cost.billed if billed.service == service)
    for service in SERVICES
}
_DECIDING = tuple(entry for cost in COSTS for entry in cost.entries if entry.decides)
_STARTERS = tuple(cost.starts for cost in COSTS if cost.starts)
_REMEMBERED = 128
"""Views whose quantities are kept: those of a stack whose regions all differ, and of its variations."""


class Run:
    """Quantities of one item, place and cause that follow one another."""

    __slots__ = ("amount", "cause", "item", "positions", "quantities")

    def __init__(
        self, quantities: tuple[Quantity, ...], positions: tuple[int, ...], amount: Expression
    ) -> None:
        self.quantities, self.positions, self.amount = quantities, positions, amount
        """Where each stands among all of its service and region, and their sum."""
        self.item, self.cause = quantities[0].item, quantities[0].cause

    @property
    def form(self) -> Hashable:
        """The same for runs that are the same."""
        uses = ((quantity.what, form(quantity.amount)) for quantity in self.quantities)
        return self.item.key, self.cause, self.quantities[0].place, self.positions, *uses

    def singles(self) -> Iterator[Run]:
        """Each quantity as a run of its own."""
        for quantity, position in zip(self.quantities, self.positions, strict=True):
            yield Run((quantity,), (position,), quantity.amount)


class Placed(NamedTuple):
    """A run in a region."""

    run: Run
    region: str
    """The region; `global` for what is in none."""
    place: str
    """Where its price is looked up."""
    share: Decimal
    """The part of the requests that the region answers."""
    section: int
    """The number of its service among those of a bill."""


class Survey:
    """Finds what stacks use."""

    def __init__(self) -> None:
        self._views: deque[tuple[View, dict[str, tuple[Run, ...]]]] = deque(maxlen=_REMEMBERED)
        self._runs: dict[Hashable, Run] = {}

    def of(self, scene: Scene) -> Iterator[Placed]:
        """All that is billed: service by service, and in each first what is there once, then region by region."""
        regions = [
            (region, *self._known(scene.view(region, _DECIDING, _STARTERS))) for region in scene.stack.regions
        ]
        for section, service in enumerate(SERVICES):
            for run in self._same(quantity for each in _BY_SERVICE[service] for quantity in each.once(scene)):
                yield Placed(run, GLOBAL, run.quantities[0].place or GLOBAL, ONE, section)
            for region, view, known in regions:
                share = scene.parts[region.name]
                for run in self._in_region(service, view, known, region.name):
                    for place in _places(run, region, scene):
                        yield Placed(run, region.name, place, share, section)

    def _in_region(
        self, service: str, view: View, known: dict[str, tuple[Run, ...]], region: str
    ) -> tuple[Run, ...]:
        billed = _BY_SERVICE[service]
        if any(each.named for each in billed):
            return self._same(_quantities(billed, view, region))
        found = known.get(service)
        if found is None:
            found = known[service] = self._same(_quantities(billed, view, region))
        return found

    def _same(self, quantities: Iterable[Quantity]) -> tuple[Run, ...]:
        """The runs of quantities; those that were found before, in another region or stack, are the very same."""
        return tuple(self._runs.setdefault(run.form, run) for run in runs(quantities))

    def _known(self, view: View) -> tuple[View, dict[str, tuple[Run, ...]]]:
        """The view that is equal to this one, with the runs that were found of it already."""
        for index, (known, found) in enumerate(self._views):
            if known == view:
                if index:
                    del self._views[index]
                    self._views.appendleft((known, found))
                return known, found
        self._views.appendleft((view, {}))
        return self._views[0]


def _quantities(billed: tuple[Billed, ...], view: View, region: str) -> Iterator[Quantity]:
    for each in billed:
        yield from each.each(view)
        if each.named:
            yield from each.named(view, region)


def _places(run: Run, region: Region, scene: Scene) -> Iterable[str]:
    place = run.quantities[0].place
    if place == EACH_OTHER:
        return [between(region.name, other) for other in scene.others(region)]
    return [region.name if place == HERE else place]


def runs(quantities: Iterable[Quantity]) -> tuple[Run, ...]:
    """Quantities gathered in runs.

    Prices that fall, and what is free, are taken in the order of quantities. So two of them are gathered where no other
    that shares either is between them.
    """
    found: list[list[tuple[int, Quantity]]] = []
    last: dict[tuple[str, str, str], list[tuple[int, Quantity]]] = {}
    for position, quantity in enumerate(quantities):
        key = _shared_by(quantity)
        before = last.get(key)
        if before is None or not _alike(before[0][1], quantity):
            before = last[key] = []
            found.append(before)
        before.append((position, quantity))
    return tuple(_run(each) for each in found)


def _run(found: list[tuple[int, Quantity]]) -> Run:
    quantities = tuple(quantity for _, quantity in found)
    amount = joined(quantity.amount for quantity in quantities)
    positions = tuple(position for position, _ in found)
    return Run(quantities, positions, amount)


def _shared_by(quantity: Quantity) -> tuple[str, str, str]:
    """What shares steps of a price, or what is free."""
    item = quantity.item
    if item.free:
        return item.service, item.unit, "" if item.pool == ACCOUNT else quantity.place
    return item.key, "", quantity.place


def _alike(one: Quantity, other: Quantity) -> bool:
    return one.item is other.item and one.place == other.place and one.cause is other.cause
