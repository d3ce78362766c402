"""What each kind puts into main.tf, one file for each."""

from tfgen.render.kinds.api import PART as API
from tfgen.render.kinds.function import PART as FUNCTION
from tfgen.render.kinds.queue import PART as QUEUE
from tfgen.render.kinds.routing import PART as ROUTING
from tfgen.render.kinds.table import PART as TABLE
from tfgen.render.part import Part

PARTS: tuple[Part, ...] = (API, FUNCTION, TABLE, QUEUE, ROUTING)
