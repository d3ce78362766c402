"""`tfgen prices update`: what AWS asks today, into the cache."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tfgen.cost.items import GLOBAL
from tfgen.cost.price_list import cache
from tfgen.cost.price_list.choice import Candidate, candidates, choose
from tfgen.cost.price_list.products import OF_THE_WORLD, PRODUCTS
from tfgen.cost.price_list.source import Read
from tfgen.cost.prices import Prices
from tfgen.diagnostics import Diagnostic, Progress
from tfgen.render.write import CANNOT_WRITE, write_file


@dataclass(frozen=True, slots=True)
class Update:
    """What came of it. If there is an error among the diagnostics, the cache is as it was."""

    file: Path
    prices: int
    """How many were found."""
    diagnostics: list[Diagnostic]


def update(read: Read, regions: Iterable[str], today: date, progress: Progress = lambda _: None) -> Update:
    """Asks for the prices of regions, and of what belongs to none, and adds them to the cache.

    What AWS does not tell stays as an earlier update found it. Nothing is written unless everything could be asked.
    """
    named, file = list(dict.fromkeys(regions)), cache.path()
    found: list[Candidate] = []
    for service, region in _questions(named):
        progress(f"{service} in {region}")
        offers = read(service, region)
        if isinstance(offers, Diagnostic):
            return Update(file, 0, [offers])
        found += candidates(service, region, offers)
    facts, diagnostics = choose(found, named, today.isoformat())
    kept = cache.read(file)
    before = cache.facts(kept) if isinstance(kept, Prices) else {}
    try:
        write_file(file, cache.text(today.isoformat(), {**before, **facts}).encode())
    except OSError as error:
        return Update(file, 0, [CANNOT_WRITE(f"{error.filename or file}: {error.strerror or error}")])
    return Update(file, len(facts), diagnostics)


def _questions(regions: list[str]) -> list[tuple[str, str]]:
    """Services and the regions, or `global`, whose lists are read; each once."""
    asked = [
        (product.service, region)
        for product in PRODUCTS
        for region in ([GLOBAL] if product.service in OF_THE_WORLD else regions)
    ]
    return list(dict.fromkeys(asked))
