"""What is tried on each kind, one file for each."""

from tfgen.rehearse.kinds.function import TRIAL as FUNCTION
from tfgen.rehearse.kinds.queue import TRIAL as QUEUE
from tfgen.rehearse.kinds.table import TRIAL as TABLE
from tfgen.rehearse.trial import Trial

TRIALS: tuple[Trial, ...] = (FUNCTION, TABLE, QUEUE)
