"""The codes of reviews: of plans that cannot be read, and of what is to be said of whole plans."""

from __future__ import annotations

from tfgen.diagnostics import Basis, Code, Severity

NO_PLAN = Code(
    "TFG790",
    "not a plan",
    finds="""a file that is neither a plan file of Terraform's, nor what `terraform show -json` says of one, nor a review of
`tfgen review --format json`.""",
    why="nothing can be said of a change that cannot be read, and silence would look like no change.",
    example="tfgen review terraform.tfstate",
    instead="`terraform plan -out=tfplan`, then `terraform show -json tfplan > plan.json`, then `tfgen review plan.json`.",
    basis=Basis.ENVIRONMENT,
)
OTHER_VERSION = Code(
    "TFG791",
    "plan in a format that is not known",
    finds="a plan whose `format_version` is neither 0.x nor 1.x, or a review of a newer tfgen.",
    why="a new major version may give what is there another meaning: a deletion could be told as something else.",
    example='{"format_version": "2.0", "resource_changes": []}',
    instead="a newer tfgen, or a Terraform whose `show -json` writes format_version 1.x.",
    basis=Basis.ENVIRONMENT,
)
CANNOT_SHOW = Code(
    "TFG792",
    "plan file that Terraform cannot show",
    finds="a plan file of which `terraform show -json` says nothing.",
    why="""only Terraform reads its plan files: the version that made them, in the folder that they are of, where `init`
put the providers.""",
    example="tfgen review tfplan     # in a job that did not run `terraform init`",
    instead="`terraform show -json tfplan > plan.json` where the plan was made, and `tfgen review plan.json`.",
    basis=Basis.ENVIRONMENT,
)
UNKNOWN_ACTION = Code(
    "TFG444",
    "action that is not known",
    finds="a plan with an action that tfgen knows no meaning of.",
    why="it is no change in place and not nothing: what it does, a newer Terraform's own documentation says.",
    example='"actions": ["archive"]',
    instead="what Terraform says of it, and a newer tfgen.",
)
NOT_WHOLE = Code(
    "TFG445",
    "plan that failed on the way",
    finds="a plan that Terraform marks as errored: it holds the changes that were found before it failed.",
    why="it cannot be applied, and what is missing in it was not reviewed.",
    example='"errored": true',
    instead="another plan, when what Terraform says is mended.",
)
DEFERRED = Code(
    "TFG446",
    "changes that are decided later",
    finds="a plan that leaves changes for another one, because something is not known before the apply.",
    why="nobody has reviewed them when this plan is applied.",
    example='"deferred_changes": [{"reason": "instance_count_unknown", …}]',
    instead="another plan and review after the apply; without an end of those, `terraform plan -target` for what they wait for.",
    severity=Severity.WARNING,
)
MIXED = Code(
    "TFG447",
    "reviews of different commits",
    finds="reviews of several jobs that are put together and are not of one commit.",
    why="a job that was not run again tells of a plan that is not that of the commit under review.",
    example="tfgen review of-this-commit.json of-the-commit-before.json",
    instead="the results of one run of the workflow, each job of which reviewed the same commit.",
)
COSTS_MORE = Code(
    "TFG448",
    "change that costs more than it may",
    finds="a change by which a month costs more by more than `--max-cost` or `--warn-cost` says.",
    why="a region, a key or a capacity costs every month, and nobody sees it in the code.",
    example="tfgen review --base origin/main --warn-cost 20 --max-cost 10%",
    instead="what costs less, or another limit, set by whoever pays.",
)
COST_UNKNOWN = Code(
    "TFG449",
    "cost that is not known where there is a limit",
    finds="a limit of cost for a change of which nobody knows what it costs.",
    why="not known is not little: a gate that lets it pass is none.",
    example="tfgen review plan.json --max-cost 50     # without --base",
    instead="""`--base`, with which two specs are compared; or no limit. A plan alone says what is there, and not how much it
is used.""",
)
CHECK_FAILS = Code(
    "TFG531",
    "check that does not hold",
    finds="a `check` block of the configuration whose assertion is false when the plan is made.",
    why="Terraform warns of it and goes on: what somebody wanted to hold does not.",
    example="check.health does not hold: the service does not answer",
    instead="what the check asks for, before the apply; or another check.",
    severity=Severity.WARNING,
)

CODES = (
    NO_PLAN,
    OTHER_VERSION,
    CANNOT_SHOW,
    UNKNOWN_ACTION,
    NOT_WHOLE,
    DEFERRED,
    MIXED,
    COSTS_MORE,
    COST_UNKNOWN,
    CHECK_FAILS,
)
