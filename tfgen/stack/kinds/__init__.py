"""The kinds of thing that a spec names, one file for each."""

from tfgen.floor import members
from tfgen.stack.kind import Kinds

KINDS: Kinds = members(
    __name__,
    (
        "function",
        "table",
        "queue",
        "secret",
        "parameter",
        "api",
        "authorizer",
        "api_key",
        "routing",
        "cdn",
        "site",
        "encryption",
        "module",
    ),
)
