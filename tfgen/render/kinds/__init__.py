"""What each kind puts into main.tf, one file for each."""

from tfgen.floor import members
from tfgen.render.part import Part
from tfgen.stack.stack import Stack

PARTS: tuple[Part, ...] = members(
    __name__,
    (
        "encryption",
        "api",
        "authorizer",
        "api_key",
        "function",
        "table",
        "queue",
        "secret",
        "parameter",
        "routing",
        "cdn",
        "own_domain",
        "edge_domain",
        "site",
        "mapping",
        "module",
    ),
    "PART",
)


def in_use(stack: Stack) -> list[Part]:
    """The parts of the kinds that a stack has, or makes something for."""
    return [part for part in PARTS if stack.all(part.kind) or any(part.for_existing(stack))]


def has_regions(stack: Stack) -> bool:
    """Whether anything is made by the module of a region."""
    return any(part.in_region for part in in_use(stack))
