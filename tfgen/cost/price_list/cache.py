"""Prices as files, and the one in the cache folder."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from tfgen.check.cache import folder
from tfgen.cost import codes
from tfgen.cost.items import ITEMS
from tfgen.cost.prices import FORMAT, Price, Prices, merged
from tfgen.diagnostics import Diagnostic
from tfgen.disk import refuse_pipe

Facts = Mapping[tuple[str, str], Price]
"""Prices by the key of the item and the place."""

_MOST_DIGITS = 16
_MOST_BYTES = 16 * 1024 * 1024
_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?").fullmatch


def path() -> Path:
    """The file that `tfgen prices update` writes."""
    return folder() / "prices" / "price-list.json"


def current(shipped: Prices) -> Prices | Diagnostic:
    """Shipped prices with what the cache knows more recently. The diagnostic tells that the cache is broken."""
    kept = read(path())
    return merged(shipped, kept) if isinstance(kept, Prices) else kept or shipped


def read(file: Path) -> Prices | Diagnostic | None:
    """A file of prices; None if it is not there."""
    try:
        data = json.loads(_read(file))
        _check_words(data)
        prices = Prices(data)
        _check_numbers(prices)
    except FileNotFoundError:
        return None
    except OSError as error:
        return codes.BAD_PRICES(f"{file}: {error.strerror or error}")
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError):
        return codes.BAD_PRICES(
            f"{file} is no file of prices of format {FORMAT}",
            hint="`tfgen prices update` writes the cache anew",
        )
    return prices


def facts(prices: Prices) -> dict[tuple[str, str], Price]:
    """All that a file of prices says of the items of a bill."""
    found = ((item, place) for item in ITEMS.values() for place in prices.places(item))
    return {(item.key, place): price for item, place in found if (price := prices.find(item, place))}


def text(name: str, known: Facts) -> str:
    """Facts in the form of a file of prices: the same facts give the same text."""
    sources = sorted({price.source for price in known.values()})
    groups: dict[str, dict[Price, list[str]]] = defaultdict(lambda: defaultdict(list))
    for (key, place), price in sorted(known.items(), key=lambda fact: fact[0]):
        groups[key][price].append(place)
    prices = {
        key: [_group(price, places, sources) for price, places in by_price.items()]
        for key, by_price in groups.items()
    }
    data = {"format": FORMAT, "name": name, "sources": sources, "prices": prices}
    return json.dumps(data, indent=1) + "\n"


def _group(price: Price, places: list[str], sources: list[str]) -> dict[str, Any]:
    steps = [[_plain(start), _plain(usd)] for start, usd in price.steps]
    usd = steps[0][1] if len(steps) == 1 else steps
    return {"usd": usd, "as_of": price.as_of, "source": sources.index(price.source), "places": places}


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _read(file: Path) -> bytes:
    refuse_pipe(file)
    with file.open("rb") as opened:
        content = opened.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise ValueError(f"more than {_MOST_BYTES} bytes")
    return content


def _check_words(data: Any) -> None:
    """Raises ValueError, or what reading raises, for words that are none; takes away what no bill has."""
    sources = data["sources"]
    data["prices"] = {key: groups for key, groups in data["prices"].items() if key in ITEMS}
    groups = [group for each in data["prices"].values() for group in each]
    words = [data["name"], *sources, *(place for group in groups for place in group["places"])]
    if not all(isinstance(word, str) and word.isprintable() for word in words):
        raise ValueError("a name, a source or a place is no text")
    if not all(_DATE(group["as_of"]) and group["source"] in range(len(sources)) for group in groups):
        raise ValueError("a price has no date, or no source")


def _check_numbers(prices: Prices) -> None:
    """Raises ValueError, or what reading raises, for prices that are none."""
    for price in facts(prices).values():
        starts = [start for start, _ in price.steps]
        amounts = [number for step in price.steps for number in step]
        if not all(map(_is_amount, amounts)) or starts[0] != 0 or starts != sorted(set(starts)):
            raise ValueError(f"no price: {price.steps}")


def _is_amount(number: Decimal) -> bool:
    return number.is_finite() and number >= 0 and abs(number.adjusted()) < _MOST_DIGITS
