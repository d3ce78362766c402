"""What can be said of a base on which a head is planned."""

from __future__ import annotations

from tfgen.diagnostics import Basis, Code, Severity

BASE_NOT_APPLIED = Code(
    "TFG527",
    "base that cannot be applied",
    finds="a spec of the base that the embedded AWS, or Terraform, does not take.",
    why="""the review has nothing to plan the head on. What follows from the two specs alone is told all the same.
The message is Terraform's, or the service's.""",
    example="module.table_orders_eu_west_1.aws_dynamodb_table.this: Table already exists: shop-orders",
    instead="""what the message says, in the base: it would fail in an account as well, unless the emulator is wrong. Or
review a plan against the account: `tfgen review PLAN`.""",
    severity=Severity.WARNING,
    basis=Basis.MOMENT,
)
BASE_NOT_READABLE = Code(
    "TFG528",
    "base with errors",
    finds="a spec of the base that has errors, or code that cannot be packed.",
    why="there is no stack to which the head would be a change: the review shows the head alone.",
    example="the spec of the base has errors: TFG103 at origin/main:spec.yaml:4: unknown key `tabels`",
    instead="another base, or nothing: a change that mends the spec is reviewed with a plan against the account.",
    severity=Severity.NOTE,
    basis=Basis.MOMENT,
)

CODES = (BASE_NOT_APPLIED, BASE_NOT_READABLE)
