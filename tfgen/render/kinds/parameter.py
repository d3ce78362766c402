"""Parameters: they exist, and nothing is made of them."""

from __future__ import annotations

from tfgen.render.part import Part
from tfgen.stack.kinds.parameter import PARAMETER

PART = Part(kind=PARAMETER, made=lambda _: ())
