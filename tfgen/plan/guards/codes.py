"""The codes under which the changes of any Terraform are told."""

from __future__ import annotations

from tfgen.diagnostics import Code, Severity

HELD_LOST = Code(
    "TFG406",
    "plan that deletes what holds something",
    finds="""a plan of any Terraform that deletes or replaces a resource of a type that holds what no apply makes again: tables,
databases, buckets, volumes, queues, log groups, user pools, secrets, keys, images.""",
    why="""Terraform says `must be replaced` of a database in the same tone as of a tag. What was replaced, or lost its instance of
`count` or `for_each`, was hardly meant to go: that is an error. What has no block any more may be meant, and messages and logs
pass: a warning.""",
    example="""\
-/+ aws_db_instance.orders   # forces replacement: storage_encrypted
""",
    instead="""a `moved` block, where it has another address; `removed` with `destroy = false`, where somebody else keeps it; a copy of what is
in it first. `prevent_destroy` refuses such a plan.""",
)
STREAM_OFF = Code(
    "TFG407",
    "replicated table whose stream goes",
    finds="a plan that takes the stream off a DynamoDB table that has replicas, or loses the last one in the same apply.",
    why="""global tables of version 2019.11.21 copy by the stream: AWS refuses to disable it while a replica is there, and the apply
never gets through (https://github.com/hashicorp/terraform-provider-aws/issues/34450).""",
    example="stream_enabled: true -> false, with aws_dynamodb_table_replica.us deleted",
    instead="two applies: the replicas go in the first, and the stream in the second.",
)
WEAKENED = Code(
    "TFG408",
    "protection, recovery or encryption that goes",
    finds="""a plan that turns off what protects a resource that stays: deletion protection, backups, points in time to restore to,
versions, encryption, the block of public access, final snapshots; as a note, where it is known after the apply alone.""",
    why="""nobody sees a difference until it is needed. It is also the first of two steps to deleting something, in which the second
looks harmless.""",
    example="deletion_protection: true -> false",
    instead="the setting as it was; a change of its own, with the reason in it.",
    severity=Severity.WARNING,
)
TRAFFIC_LOST = Code(
    "TFG409",
    "place that goes while clients are led to it",
    finds="""a plan that deletes one of several records of a name (by latency, weight, geography or failover) together with its health
check, while it takes traffic.""",
    why="""resolvers remember where the record led for its TTL; what it led to goes in the same apply. Without the record and the
check, what is asked there fails until then.""",
    example="aws_route53_record.us and aws_route53_health_check.us are deleted in one plan",
    instead="""an apply before it that takes the traffic away: weight 0, or a health check that is disabled and inverted; then wait for
the TTL.""",
    severity=Severity.WARNING,
)
RECORD_LED_ELSEWHERE = Code(
    "TFG422",
    "record that leads clients elsewhere",
    finds="""a plan of any Terraform in which one of several records of a name goes, or leads to another target; as a note, where the target
is known after the apply alone.""",
    why="""clients are led to another place from one TTL to the next, and nothing else tells it: a record is one line among a
hundred.""",
    example="alias: d-1.execute-api.us-east-1.amazonaws.com -> d-2.execute-api.us-east-1.amazonaws.com",
    instead="nothing, if it is meant: see that the new target answers before.",
    severity=Severity.WARNING,
)
AT_ONCE = Code(
    "TFG432",
    "plan that reaches several waves at once",
    finds="one plan, or one `tfgen apply` of several states, that changes regions of more than one of the spec's `waves`.",
    why="""waves let a mistake be seen in some regions before it reaches others. One apply changes all that its plan has, and its
order is Terraform's.""",
    example="one state of all regions is planned, though `waves: [[eu-west-1], [us-east-1]]`",
    instead="`tfgen apply --state NAME`, wave by wave, as `tfgen plan` tells it.",
)
CERTIFICATE_FIRST = Code(
    "TFG433",
    "certificate that is deleted before another is made",
    finds="a plan that replaces an ACM certificate without `create_before_destroy`.",
    why="""AWS does not delete a certificate that something uses, and Terraform cannot give the user another one before the first is
gone: the apply waits and fails (https://github.com/hashicorp/terraform-provider-aws/issues/4712).""",
    example="-/+ aws_acm_certificate.api   # destroy and then create replacement",
    instead="`lifecycle { create_before_destroy = true }` in the certificate.",
)
TWO_APPLIES = Code(
    "TFG435",
    "plan that takes two applies",
    finds="""a plan of any Terraform that AWS refuses in its second half: what is deleted is protected against it, a bucket that may hold
objects has no `force_destroy`, a database asks for a final snapshot that has no name; or a plan that is not complete.""",
    why="the first half is applied by then. A setting that is changed in the same plan as the deletion is not applied before it.",
    example="aws_rds_cluster.orders is deleted, and deletion_protection is true in the state",
    instead="an apply that lifts what is in the way, and then the deletion.",
    severity=Severity.WARNING,
)
BEHIND_BASE = Code(
    "TFG436",
    "plan that deletes what the base branch got meanwhile",
    finds="""a plan that deletes what the base branch's spec makes, and neither the change's own spec nor the one that it started from
knows.""",
    why="""the change was begun before somebody else's was merged and applied. Its spec does not have what came since, so
Terraform deletes it.""",
    example="the base branch got `tables: {invoices: …}` yesterday; this branch is of last week",
    instead="the base branch merged or rebased into it; CI that plans the merge commit.",
)
UNEXPLAINED = Code(
    "TFG441",
    "changes that no line of the spec explains",
    finds="""changes of resources for which the base's spec and this one render the same, where both are known: with `--base`; other code
of a function explains a change.""",
    why="""the change did not ask for them. Somebody changed the resource in AWS, an apply stopped halfway, the base was not applied, or it
was rendered by another tfgen.""",
    example="aws_dynamodb_table.this: point_in_time_recovery, though `tables.orders` is as it was",
    instead="see what they are before they are applied with the rest: `tfgen drift` tells what differs in AWS.",
    severity=Severity.WARNING,
)

CODES = (
    HELD_LOST,
    STREAM_OFF,
    WEAKENED,
    TRAFFIC_LOST,
    RECORD_LED_ELSEWHERE,
    AT_ONCE,
    CERTIFICATE_FIRST,
    TWO_APPLIES,
    BEHIND_BASE,
    UNEXPLAINED,
)
