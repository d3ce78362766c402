"""What every way of reading the Price List is to those who ask for it."""

from __future__ import annotations

from collections.abc import Callable

from tfgen.cost.price_list.offers import Offer
from tfgen.diagnostics import Diagnostic

Read = Callable[[str, str], list[Offer] | Diagnostic]
"""Reads the list of a service, by its code, in a region or in `global`; no offers where AWS does not have it."""
