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
BASE_LACKS = Code(
    "TFG528",
    "base that lacks something",
    finds="a base whose code cannot be packed, or for whose values from outside nothing stands in.",
    why="it cannot be applied, so that nothing is planned on it. What follows from the two specs is told all the same.",
    example="the base cannot be applied: TFG417: nothing stands in for the input `key`",
    instead="what the message says, in the base; a change that mends it is reviewed with a plan against the account.",
    severity=Severity.NOTE,
    basis=Basis.MOMENT,
)

SPEC_REMOVED = Code(
    "TFG529",
    "spec that is removed",
    finds="a spec that the base has and the change does not.",
    why="""nothing deletes what it made: no folder is left in which Terraform would plan that. It stands on, costs as
before, and nobody looks after it.""",
    example="git rm shop/spec.yaml     # and the tables, the domain and the functions are still there",
    instead="""`terraform destroy` first, with the spec that still is there and its deletion protection lifted; or nothing, if
another place takes its state over.""",
    severity=Severity.WARNING,
)
NOT_PLANNED_HERE = Code(
    "TFG915",
    "change that was not planned",
    finds="a review against a base for which terraform, the embedded AWS, a stand-in or code is missing.",
    why="""what follows from the two specs is told, but not what Terraform would do to each resource: no error there is no
word that there is none.""",
    example="terraform is not there: what the change does to each resource is not told",
    instead="what the message asks for.",
    severity=Severity.WARNING,
    basis=Basis.ENVIRONMENT,
)

CODES = (BASE_NOT_APPLIED, BASE_LACKS, SPEC_REMOVED, NOT_PLANNED_HERE)
