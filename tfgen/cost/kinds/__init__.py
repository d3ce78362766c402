"""What each kind costs, one file for each; `beside` is what a usage file tells beside the spec."""

from tfgen.cost.kind import Cost
from tfgen.floor import members

COSTS: tuple[Cost, ...] = members(
    __name__,
    (
        "function",
        "api",
        "authorizer",
        "api_key",
        "table",
        "queue",
        "secret",
        "parameter",
        "routing",
        "cdn",
        "site",
        "encryption",
        "module",
        "beside",
    ),
    "COST",
)
"""In the order in which a bill lists them below each service."""
