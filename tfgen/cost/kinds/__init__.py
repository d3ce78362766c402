"""What each kind costs, one file for each; `beside` is what a usage file tells beside the spec."""

from tfgen.cost.kind import Cost
from tfgen.cost.kinds.api import COST as API
from tfgen.cost.kinds.beside import COST as BESIDE
from tfgen.cost.kinds.function import COST as FUNCTION
from tfgen.cost.kinds.queue import COST as QUEUE
from tfgen.cost.kinds.routing import COST as ROUTING
from tfgen.cost.kinds.table import COST as TABLE

COSTS: tuple[Cost, ...] = (FUNCTION, API, TABLE, QUEUE, ROUTING, BESIDE)
"""In the order in which a bill lists them below each service."""
