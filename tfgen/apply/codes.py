"""What is said of an apply that is refused, or that did not come to its end."""

from __future__ import annotations

from tfgen.diagnostics import Basis, Code, Severity

NOT_REVIEWED = Code(
    "TFG716",
    "plan that was not reviewed",
    finds="a plan that changes something else than the one whose fingerprint `tfgen apply --reviewed` was given.",
    why="""between a review and its apply others apply, somebody changes something by hand, or the branch gets another
commit. What nobody looked at is not applied.""",
    example="tfgen apply spec.yaml -o build --reviewed 1-0123456789abcdef     # two functions changed since",
    instead="a review of the plan as it is now, and its fingerprint.",
    basis=Basis.MOMENT,
)
APPLY_FAILED = Code(
    "TFG717",
    "terraform apply failed",
    finds="an apply that terraform did not bring to its end: AWS refused a change, or the state could not be locked.",
    why="""what came before stands, what came after does not. The record beside the plan and the table by region say which
is which. The message is terraform's.""",
    example="creating Lambda Function (shop-get): operation error Lambda: CreateFunction, LimitExceeded",
    instead="""the cause mended, and `tfgen apply --resume` with the same fingerprint for the rest; or another change, which is
reviewed like any other.""",
    basis=Basis.MOMENT,
)
AT_WORK = Code(
    "TFG710",
    "another apply is at work",
    finds="a folder in which another `tfgen apply` runs.",
    why="the second would plan on a state that the first is changing.",
    example="tfgen apply spec.yaml -o build --reviewed 1-0123456789abcdef     # in two terminals",
    instead="the second when the first has ended; it then plans anew.",
    basis=Basis.MOMENT,
)
NOT_IN_STATE = Code(
    "TFG711",
    "resource that exists and is not in the state",
    finds="something that the plan would create, and that AWS has under that name already.",
    why="""an apply that is stopped while AWS makes something (a replica takes hours) leaves it behind, and the state knows
nothing of it. AWS refuses a second one of the name, so that the next apply would end halfway too. Looked for are
tables and their replicas, functions and aliases, log groups, roles, queues, secrets, buckets, records, and domain
names of APIs.""",
    example="""\
terraform -chdir=build import \\
  module.table_orders_us_east_1.aws_dynamodb_table_replica.this shop-orders:eu-west-1
""",
    instead="""`terraform import` with the address and id that the finding tells, if it is this stack's own, then
`tfgen apply --resume`; or `adopt` in the spec.""",
    basis=Basis.MOMENT,
)
NOT_PUBLISHED = Code(
    "TFG712",
    "function that is changed and not published",
    finds="a function whose code or configuration is another than that of its latest version, while the plan publishes none.",
    why="""an apply that is stopped between the two leaves the alias, and so every caller, with the old version. Terraform
reads the new configuration, compares it with the spec and says \"No changes\".""",
    example="aws lambda publish-version --region eu-west-1 --function-name shop-get",
    instead="the command that the finding tells; the next plan leads the alias to the version that it makes.",
    basis=Basis.MOMENT,
)
NOT_LOOKED_UP = Code(
    "TFG713",
    "could not look what an apply left",
    finds="questions to AWS that were not answered: what exists that the state does not know, and what is not published.",
    why="""an apply that goes on without the answers may end halfway again. Reading needs `Describe` and `Get` rights, and
boto3.""",
    example="lambda:get_function_configuration in us-east-1: AccessDeniedException",
    instead="the rights that a plan has; where a region is lost, wait for it, or apply the states of the other regions.",
    severity=Severity.WARNING,
    basis=Basis.MOMENT,
)
NOTHING_TO_RESUME = Code(
    "TFG714",
    "nothing to resume",
    finds="""`tfgen apply --resume` where no apply of that fingerprint stopped halfway: there is no record of one in the folder,
or it came to its end.""",
    why="a rest is compared with what was reviewed, of which the record keeps digests.",
    example="tfgen apply spec.yaml -o build --reviewed 1-0123456789abcdef --resume     # on another machine",
    instead="the record (`apply.json`) of the apply that stopped, in the folder; or a review of the plan as it is now.",
)
MOVED_ON = Code(
    "TFG715",
    "what was planned has changed",
    finds="a state, or a file of the folder, that changed between the plan and its apply.",
    why="the plan is made for the state that it saw, and a package is read when it is applied.",
    example="Saved plan is stale",
    instead="the same command again: it plans anew, and applies if that is still what was reviewed.",
    basis=Basis.MOMENT,
)

FROZEN = Code(
    "TFG718",
    "apply during a freeze",
    finds="an apply of a spec that says `frozen`, until the day that it names has passed, in UTC.",
    why="somebody decided that nothing changes until then: holidays, a launch, an incident.",
    example="frozen: {until: 2027-01-04, reason: the end of the year}",
    instead="""the apply after that day, or after a change that ends the freeze (`tfgen freeze --thaw`); where it cannot wait,
`--break-glass` with the reason, which is recorded.""",
    basis=Basis.MOMENT,
)

CODES = (
    FROZEN,
    NOT_REVIEWED,
    APPLY_FAILED,
    AT_WORK,
    NOT_IN_STATE,
    NOT_PUBLISHED,
    NOT_LOOKED_UP,
    NOTHING_TO_RESUME,
    MOVED_ON,
)
