"""What a rehearsal can find, one code for each thing that it shows."""

from __future__ import annotations

from tfgen.diagnostics import Code, Severity

NOT_APPLIED = Code(
    "TFG601",
    "rehearsal: the stack cannot be applied",
    finds="a terraform init, plan or apply that failed on the emulated AWS.",
    why="""it would fail in an account as well, unless the emulator is wrong. The message is
Terraform's, or the service's; where the emulator lacks an action, the report names it.""",
    example="""\
expected  terraform apply succeeds
came      module.table_orders.aws_dynamodb_table.this: Table already exists: orders-orders
""",
    instead="what the message says.",
)
NOT_SETTLED = Code(
    "TFG602",
    "rehearsal: the second plan is not empty",
    finds="a plan right after the apply that wants to change something again.",
    why="""it would with every apply. Either the files say something that AWS stores otherwise, or two
resources manage one thing.""",
    example="""\
expected  nothing is left to change
came      1 to update
""",
    instead="what the report lists; it names each resource and what would be done to it.",
)
NOT_ANSWERED = Code(
    "TFG603",
    "rehearsal: a region does not answer",
    finds="""a region that was asked on its own name, on the health check's path and on every route, and
failed.""",
    why="""the function raised, it may not read its table, its code cannot be loaded, it took too long,
or the API may not call it. Routes are asked with made-up values: a function that raises on these is an
error where a GET or a HEAD does it, or where the cause is a permission, the code or the time. Else it
is told, and passes: clients get a 5xx where a 4xx belongs.""",
    example="""\
expected  us-east-1 answers GET /{key} without a 5xx
came      502 from us-east-1
""",
    instead="what the function's own log says, which is quoted.",
)
NOT_REPLICATED = Code(
    "TFG604",
    "rehearsal: a write does not reach every region",
    finds="an item that was written to a table in one region, and was not there in another in time.",
    why="the region has no replica of the table, or its table is not part of the global table.",
    example="""\
expected  an item of orders written in eu-west-1 is read in us-east-1
came      not there after 10 s
""",
    instead="""a replica in every region. `tfgen validate` finds where rendered files differ from what
the spec asks for.""",
)
WRONG_REGION = Code(
    "TFG605",
    "rehearsal: the domain does not answer from the nearest region",
    finds="""a client, of those on five continents that asked the domain, who was answered by another
region than its nearest active one, or not at all.""",
    why="""a latency record says the wrong region or points to the wrong target, the domain is not
mapped to the API in a region, or a health check fails. Nearness is modelled by measured round trips between regions; Route 53
measures latency.""",
    example="""\
expected  a client near ap-southeast-2 is answered by ap-southeast-2, its nearest region
came      200 from us-east-1
""",
    instead="what the records and the front door's journal say, which are quoted.",
)
NOT_SURVIVED = Code(
    "TFG606",
    "rehearsal: the loss of a region is not survived",
    finds="""clients near a lost region who were not answered by another in time, or clients elsewhere
who noticed the loss.""",
    why="""the health check of its records is missing, asks another name than the region's own, or the
other regions have no records.""",
    example="""\
expected  clients near eu-west-1, which is lost, are answered by us-east-1
came      after 21 s still no answer
""",
    instead="on every record the health check of its own region, which asks the region's own name.",
)
NOT_HEALED = Code(
    "TFG607",
    "rehearsal: traffic does not return to a region that is healed",
    finds="a region that was lost and given back, and whose clients are still answered elsewhere.",
    why="its health check does not recover.",
    example="""\
expected  clients near eu-west-1 are answered by it again
came      after 21 s still 200 from us-east-1
""",
    instead="a health path that does not remember failures.",
)
NOT_CAUGHT_UP = Code(
    "TFG608",
    "rehearsal: data written during an outage is missing",
    finds="""items that were written to other regions while one was lost, and are not in every region
after it came back.""",
    why="the regions do not share one global table: the replicas of one catch up by themselves.",
    example="""\
expected  an item of orders written while eu-west-1 was lost is read in eu-west-1
came      not there after 10 s
""",
    instead="one global table that all regions are part of.",
)
NOT_GROWN = Code(
    "TFG609",
    "rehearsal: a region cannot be added or retired",
    finds="""a region that was added to the spec, or retired in two steps, and could not be applied,
touched resources of other regions, or lacks the data of the others.""",
    why="regions come and go while the others serve: what touches them can take them down.",
    example="""\
expected  nothing but resources of ap-south-1 is touched
came      1 others were: update module.table_orders_eu_west_1.aws_dynamodb_table.this
""",
    instead="what the report lists; it names each resource that would have been touched.",
)
NOT_GONE = Code(
    "TFG610",
    "rehearsal: something is left after the destroy",
    finds="""a terraform destroy that failed, or after which the emulator still holds something that was
not there before.""",
    why="what Terraform does not know about, nobody will ever delete, and it may cost.",
    example="""\
expected  nothing is left
came      1 resources are: logs eu-west-1 groups /aws/lambda/orders-get-key
""",
    instead="resources that are managed, each by one resource of the configuration.",
)
NOT_HANDLED = Code(
    "TFG611",
    "rehearsal: a message is not handled where it was sent, once",
    finds="""a message that was sent to a queue in a region and was not given to a function there, or was
handled twice, or failed and did not end in the dead-letter queue of that region.""",
    why="""the function may not do what it needs, its code cannot be loaded, it takes too long, or it
answers with other than batchItemFailures. Messages have a made-up body: a function that raises on it, or
reports it as failed, is told, and passes. A message that is to fail does so without the function.""",
    example="""\
expected  a message sent to jobs in us-east-1 is handled by handle-job there
came      Runtime.ImportModuleError: Unable to import module 'jobs': No module named 'requests'
""",
    instead="""what the function's own log says, and what SQS and Lambda say of the queue; the report
quotes both.""",
)

NOT_GRANTED = Code(
    "TFG619",
    "rehearsal: a function may not do what it should, or may do more",
    finds="""a function that is refused what its `access` gives, in any region, or that may use what it has
no access to.""",
    why="""the calls are made with the credentials of the function's own role, and the emulated IAM decides by
its policies, the `deny` of the spec and permissions boundaries among them.""",
    example="""\
expected  function pay may invoke function refund in us-east-1
came      AccessDeniedException: … is not authorized to perform: lambda:InvokeFunction
""",
    instead="""access to the thing; or a `deny` that leaves it out.""",
)
NOT_RUN = Code(
    "TFG612",
    "rehearsal: a function does not run on this machine",
    finds="""a function for which this machine lacks what it needs: the language of its runtime, a program
for its processor, packages that cannot be installed for this machine, a layer, a part of the AWS SDK.""",
    why="""its routes and its messages were not rehearsed, which a green result must not hide: the status is
3 where all else passed. All else is rehearsed, with a 200 in place of what the function would answer.""",
    example="pay (POST /pay) is not rehearsed: provided.al2023 is not run here: `bootstrap` is for aarch64",
    instead="""what the message names: an index that can be reached, `TFGEN_PYTHON3_13` or another variable
of this form that names an interpreter; or tests of the function itself beside the rehearsal.""",
    severity=Severity.WARNING,
)

NOT_KEPT_OUT = Code(
    "TFG613",
    "rehearsal: a route lets in whoever asks",
    finds="""a route with `auth` that a request without a credential, or with a wrong one, got through in some
region; or one whose authorizer failed instead of refusing.""",
    why="""API Gateway asks the authorizer before the function. Tokens are signed by stand-ins of the issuers: a
wrong one is signed by another and right in everything else, or lacks the scopes. What a Lambda authorizer gets
is made up.""",
    example="""\
expected  us-east-1 refuses POST /pay without a credential, and does not ask function pay
came      200 from us-east-1: {"paid": true}
""",
    instead="""`auth` on the route; a Lambda authorizer that refuses what it does not know, with
`isAuthorized: false` or a policy that denies.""",
)
UNTRIED = Code(
    "TFG614",
    "rehearsal: whom a route lets in is not known",
    finds="routes whose Lambda authorizer is asked, and of which nobody has said whom it lets in.",
    why="""that it keeps out what is made up was tried. That it lets anybody in, and what the functions behind it
answer, was not, which a green result must not hide: the status is 3 where all else passed.""",
    example="pay (POST /pay) is not rehearsed: whom authorizer checker lets in, its code alone knows",
    instead="""what it lets in, in `given.yaml` beside the spec, good in rehearsals alone:
`credentials: {checker: {headers: {Authorization: Bearer …}}}`; or a reason in `ignore` why it may be so.""",
    severity=Severity.WARNING,
)

NOT_APART = Code(
    "TFG490",
    "rehearsal: a lost region blocks another's state",
    finds="""a state of a region that stands, which cannot be planned, or would change something, while the control plane of
another region does not answer.""",
    why="""states are apart so that one can be planned and applied when a region is lost: it must ask that region
nothing. Data of other regions is planned with `-refresh=false`, as `tfgen plan --lost` does it.""",
    example="""\
expected  with eu-west-1 lost, `us-east-1` is planned
came      operation error STS: GetCallerIdentity, request send failed
""",
    instead="values that the region has of its own, in the place of what is read in the lost one.",
)

CODES = (
    NOT_APART,
    NOT_APPLIED,
    NOT_SETTLED,
    NOT_ANSWERED,
    NOT_REPLICATED,
    WRONG_REGION,
    NOT_SURVIVED,
    NOT_HEALED,
    NOT_CAUGHT_UP,
    NOT_GROWN,
    NOT_GONE,
    NOT_HANDLED,
    NOT_RUN,
    NOT_GRANTED,
    NOT_KEPT_OUT,
    UNTRIED,
)
