"""What is tried on each kind, one file for each."""

from tfgen.floor import members
from tfgen.rehearse.trial import Trial

TRIALS: tuple[Trial, ...] = members(
    __name__, ("function", "table", "queue", "secret", "parameter", "cdn", "site"), "TRIAL"
)
