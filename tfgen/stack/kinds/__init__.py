"""The kinds of thing that a spec names, one file for each."""

from tfgen.stack.kind import Kinds
from tfgen.stack.kinds.api import API
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.queue import QUEUE
from tfgen.stack.kinds.routing import ROUTING
from tfgen.stack.kinds.table import TABLE

KINDS: Kinds = (FUNCTION, TABLE, QUEUE, API, ROUTING)
