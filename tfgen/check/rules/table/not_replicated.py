"""TFG232: items that stay behind when clients move to another region."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.table import TABLE
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG232",
    "items that stay in their region",
    finds="""a table that each region has for itself, and a function that reads it for clients, who may be led to
another region.""",
    why="""a client whose region is lost, or drained, or farther away than before, is answered by a region that
does not have what it wrote. That is right for caches and counters, and wrong for what clients come back for.""",
    example="""\
regions: [eu-west-1, us-east-1]
tables: {carts: {key: {id: S}, replicate: false}}
functions: {get-cart: {http: "GET /carts/{id}", access: {carts: read}}}
""",
    instead="a table that is replicated; or an `ignore` with the reason why a region's own items are enough.",
    severity=Severity.NOTE,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports tables that are not replicated and that functions with routes read."""
    for name, table in stack.known(TABLE).items():
        readers = [
            function
            for function, each in stack.all(FUNCTION).items()
            if each.http and each.access.get(name) in ("read", "read-write")
        ]
        if readers and not table.replicate and len(stack.regions) > 1:
            message = (
                f"what clients wrote to table `{name}` in one region, `{readers[0]}` does not find in another"
            )
            yield Finding(
                (TABLE.key, name, "replicate"), message, "leave `replicate` out if they come back for it"
            )


RULE = Rule(CODE, check)
