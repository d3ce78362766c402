"""What each kind puts into main.tf, one file for each."""

from tfgen.floor import members
from tfgen.render.part import Part

PARTS: tuple[Part, ...] = members(__name__, ("api", "function", "table", "queue", "routing"), "PART")
