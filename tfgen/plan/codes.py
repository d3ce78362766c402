"""The codes under which a plan's changes are told."""

from __future__ import annotations

from tfgen.diagnostics import Code, Severity

TABLE_LOST = Code(
    "TFG402",
    "plan that deletes a table",
    finds="a plan that deletes or replaces a DynamoDB table, and with it its data.",
    why="""where the spec still has that table, an edit did more than it says: another first region makes
another home, another `global_table` makes replicas of tables, another key, name or local index makes
another table. A table that the spec no longer has, or whose region retires, is meant to go: then this is
a warning.""",
    example="regions: [us-east-1, eu-west-1]     # was [eu-west-1, us-east-1]",
    instead="""the same home as before; an upgrade of a global table in AWS, and an import of it; another
table beside it, and a copy of the data, before a key changes.""",
)
REFUSED = Code(
    "TFG403",
    "change that AWS refuses",
    finds="""a change that Terraform plans and AWS refuses, or that the spec says and Terraform does not see: the
type of a key attribute, for one.""",
    why="""the apply would fail with the half of it done, or the spec would say what is not so. Terraform plans
what the provider's schema allows, and knows no precondition of AWS.""",
    example="ttl: gone     # was `ttl: expires`",
    instead="what the hint says; docs/changes.md lists what every change of a spec does.",
)
DATA_LOST = Code(
    "TFG404",
    "plan that deletes what holds messages or logs",
    finds="a plan that deletes or replaces a queue, and with it its messages, or log groups, and with them the logs.",
    why="""another name in AWS, or a service that is called otherwise, makes another queue and another log group.
It may be meant.""",
    example="queues: {jobs: {name: work}}     # was `queues: {jobs: {}}`",
    instead="""the same `name` as before; for queues, first an apply that adds another queue and sends to it, and the
old one taken away when it is empty; for logs, an export of them.""",
    severity=Severity.WARNING,
)
SECRET_LOST = Code(
    "TFG421",
    "plan that deletes a secret",
    finds="a plan that deletes or replaces a secret that the stack made: with its value, and its replicas in all regions.",
    why="""functions that read it fail at once, in every region. For as many days as `recovery` says it can be restored,
and meanwhile no other secret can have its name. Another name, or another home, makes another secret, which is empty.""",
    example="secrets: {stripe: {name: payments}}     # was `secrets: {stripe: {}}`",
    instead="""the same name and home as before. A deleted one comes back by `aws secretsmanager restore-secret`.""",
    severity=Severity.WARNING,
)
GAP = Code(
    "TFG405",
    "change that leaves the service worse meanwhile",
    finds="""a change that works, and before it is through leaves less than before or after: a name that does not
resolve, an index that is not there, a region that clients are led to while it goes.""",
    why="requests fail or are slow for as long, and nobody who reads a plan can see it.",
    example="retiring: [us-east-1]     # and no apply before with `routing: {drained: [us-east-1]}`",
    instead="the steps that the hint tells; docs/changes.md lists what every change of a spec does.",
    severity=Severity.WARNING,
)

ENDPOINT_CHANGED = Code(
    "TFG442",
    "domain that changes its endpoint",
    finds="a plan in which the custom domain name of an API goes and one of the other type of endpoint comes under the same name.",
    why="""API Gateway has a name once in a region, whichever its type, and Terraform knows each type as a resource of its
own: the old one goes first, and nothing answers until the new one is there and the records lead to it. Behind an
edge-optimised one a distribution is deployed, which AWS says takes about 40 minutes
(https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-edge-optimized-custom-domain-name.html). If the new one
is asked for before the old one is gone, the first apply fails, and a second does not.""",
    example="api: {kind: rest, endpoint: edge}     # was `api: {kind: rest}`",
    instead="""a quiet hour, or a service of another name under another domain, to which clients are led before. Without Terraform,
AWS lets one name have both endpoints while records change over
(https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-regional-api-custom-domain-migrate.html).""",
    severity=Severity.WARNING,
)
RECORDS_MIXED = Code(
    "TFG443",
    "latency records beside a plain one",
    finds="""a plan that turns the plain record of an edge-optimised domain into a latency record, or back, and makes or
deletes a record of another region under the same name.""",
    why="""Route 53 takes no record with a routing policy beside one without, and Terraform knows no order between them: the
first apply may fail with `InvalidChangeBatch`, half of it done, and a second does not
(https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-latency.html).""",
    example="""\
regions: [eu-west-1, us-east-1]     # was [eu-west-1]
api: {kind: rest}                   # was `endpoint: edge`
""",
    instead="one apply that changes the endpoint alone, and a second that adds the regions.",
    severity=Severity.WARNING,
)

REPLICATION_CHANGED = Code(
    "TFG423",
    "plan that changes whether a table is replicated",
    finds="a plan in which `replicate` of a table that stands is another: a replica becomes a table, or a table a replica.",
    why="""one of the two goes with the items of its region before the other comes, empty or as a copy of home's,
and Terraform does both at once, under one name: AWS refuses a table whose replica is still there. What a region
alone had is lost.""",
    example="tables: {carts: {key: {id: S}, replicate: false}}     # was replicated",
    instead="""another table with the other word, to which functions write from now on; copy what is needed, and take
the old one away when nothing reads it any more.""",
)

KEY_LOST = Code(
    "TFG424",
    "plan that deletes a key",
    finds="a plan that deletes a KMS key of a region that stays.",
    why="""AWS waits 30 days, and then nothing that is encrypted by it can be read again: backups, log events and
messages that are older than the change of key. Tables that the plan moves to another key in the same apply are
read by that one.""",
    example="# `encryption: {own: true}` taken out of the spec",
    instead="""the key kept (`terraform state rm` of its module, before the apply) until nothing needs it; within the 30
days, `aws kms cancel-key-deletion`.""",
    severity=Severity.WARNING,
)

REPLICA_COPIED = Code(
    "TFG410",
    "replica of a table that stands",
    finds="a plan that adds a replica to a table that is there already.",
    why="""DynamoDB copies the data, hours of it for a large table, and the provider waits for as long as a day. An
apply that is stopped meanwhile leaves the replica, of which the state knows nothing: the next one fails with
`one or more replicas already existed as tables`.""",
    example="""\
import {
  to = module.table_orders_us_east_1.aws_dynamodb_table_replica.this
  id = "shop-orders:eu-west-1"
}
""",
    instead="""an apply that runs to its end. After one that did not, wait until the replica is active, write such a block
into a file beside main.tf, with the address and the id that the finding tells, apply, and delete the file.""",
    severity=Severity.NOTE,
)
ADOPTED_LOST = Code(
    "TFG412",
    "plan that replaces what it adopts",
    finds="a plan that imports something that exists already, and would delete it or make it anew.",
    why="""the spec says other than what is there in a setting that AWS cannot change, such as the key or a
local index of a table. An import is meant to keep what is there; a table would lose its data.""",
    example="""\
tables: {orders: {key: {id: S}, adopt: [eu-west-1]}}     # its key in AWS is {number: S}
""",
    instead="what is there, in the spec; or another `name`, and a copy of the data.",
)
REPLICA_LEFT_OUT = Code(
    "TFG413",
    "replica that exists and is not adopted",
    finds="a plan that adopts a table at home, and makes a replica in a region where the table has one.",
    why="DynamoDB refuses a second replica in a region, and the apply would end half-way.",
    example="tables: {orders: {key: {id: S}, adopt: [eu-west-1]}}     # it has a replica in us-east-1",
    instead="`adopt` with the regions of its replicas as well: `adopt: [eu-west-1, us-east-1]`.",
)

OPENED = Code(
    "TFG425",
    "route that opens",
    finds="a plan after which a route asks for less: no authorizer, no API key, or no scopes, where it did.",
    why="in a plan it is one attribute of many. From the apply on, whoever was refused may call.",
    example="http: {POST /pay: {auth: none}}     # it was `auth: users`",
    instead="`auth`, `scopes` or `key` as they were, if the change is not meant.",
    severity=Severity.WARNING,
)
LOCKED_OUT = Code(
    "TFG426",
    "clients that are locked out",
    finds="""a plan after which a route asks for more or for something else, an authorizer refuses tokens that it takes now,
or an API key goes.""",
    why="clients that call as they do now are refused from the apply on, in all regions at once.",
    example="http: {POST /pay: {auth: users}}     # it was open",
    instead="clients that send what is asked for before it is: an open route does not mind.",
    severity=Severity.WARNING,
)
OWN_LOST = Code(
    "TFG430",
    "plan that deletes what an own module holds data in",
    finds="""a plan that deletes or replaces a bucket, a user pool, a database, a key or the like that a module of your own
made.""",
    why="""a module that is taken out of the spec, renamed, or made once where it was in every region, takes with it what it
made; and some arguments cannot be changed. It may be meant.""",
    example="modules: {invoices: {source: infra/invoices, in: once}}     # was in every region",
    instead="a copy of what has to be kept, before; `prevent_destroy` in the module, which refuses such a plan.",
    severity=Severity.WARNING,
)

NAME_LOST = Code(
    "TFG427",
    "domain that clients lose",
    finds="a plan that deletes a custom domain name, because the spec has no domain any more or names one that exists.",
    why="""its records, certificates and health checks go with it: clients that know the name reach nothing, and are led
around no region that is lost.""",
    example="# domain: api.example.com     (was in the spec that is applied)",
    instead="the domain, until no client asks for it; or another service that takes it over.",
    severity=Severity.WARNING,
)
PATH_LOST = Code(
    "TFG428",
    "path that clients lose",
    finds="a plan that changes or deletes the path at which a service answers under a domain that another one makes.",
    why="""the old path leads to the domain's owner from then on, or to nothing. Regions change one after another, so for
seconds the answer depends on the region.""",
    example="domain: {existing: api.example.com, path: order}     # was `path: orders`",
    instead="the same path; or clients that know the other one before the apply, and try both meanwhile.",
    severity=Severity.WARNING,
)

MOVED_AT_ONCE = Code(
    "TFG431",
    "domain that moves to the edge, or back, at once",
    finds="""a plan that leads a domain to CloudFront, or from there back to the regions, and in the same apply makes where
it leads to, or deletes where it led to.""",
    why="""resolvers lead clients to the old place for as long as the record's TTL says, a minute with alias records:
there the name must be known until then, or clients are refused. And what is made only now has answered nobody yet.""",
    example="cdn: {}     # was not in the spec that is applied",
    instead="""`step: beside`, which makes all and leads nobody there; then `step: turn`, which leads clients there and leaves
the regions answering; then no `step`. The same backwards.""",
)
SITE_GAP = Code(
    "TFG437",
    "site that fails for minutes",
    finds="a plan that makes the bucket anew out of which a site is served, because its name changed.",
    why="""Terraform deletes the files and the bucket, makes the other, and then changes the distribution, which takes minutes
to reach every edge. Until then an edge serves what it has in its cache, and fails for all else.""",
    example="site: {folder: web, name: acme-web}     # was without `name`",
    instead="the name that it has; or a quiet time.",
    severity=Severity.WARNING,
)
SITE_LOST = Code(
    "TFG438",
    "site that goes",
    finds="a plan that deletes the distribution of a site, because the spec has no `site` any more.",
    why="visitors reach nothing under its name from then on. A distribution that is made later has another name of CloudFront's.",
    example="# site: {folder: web}     (was in the spec that is applied)",
    instead="the site, until nobody asks for it.",
    severity=Severity.WARNING,
)
SITE_BUCKET_FULL = Code(
    "TFG439",
    "bucket that a pipeline filled",
    finds="a plan that deletes a bucket of a site into which Terraform put no files.",
    why="AWS deletes no bucket that holds something, old versions included, and Terraform knows nothing of what others put there.",
    example="site: {name: acme-web}     # no `folder`; was without `name`",
    instead="an empty bucket before the apply.",
    severity=Severity.WARNING,
)
SITE_NAME_LOST = Code(
    "TFG440",
    "name that visitors of a site lose",
    finds="a plan that changes or takes away the `domain` of a site.",
    why="the old name's records and certificate go with the apply, and nothing leads from it to the other.",
    example="site: {domain: web.shop.example.com}     # was www.shop.example.com",
    instead="the old name, until visitors know the other.",
    severity=Severity.WARNING,
)

CODES = (
    KEY_LOST,
    REPLICATION_CHANGED,
    TABLE_LOST,
    REFUSED,
    DATA_LOST,
    SECRET_LOST,
    GAP,
    REPLICA_COPIED,
    ADOPTED_LOST,
    REPLICA_LEFT_OUT,
    OPENED,
    LOCKED_OUT,
    NAME_LOST,
    PATH_LOST,
    OWN_LOST,
    ENDPOINT_CHANGED,
    RECORDS_MIXED,
    MOVED_AT_ONCE,
    SITE_GAP,
    SITE_LOST,
    SITE_BUCKET_FULL,
    SITE_NAME_LOST,
)
