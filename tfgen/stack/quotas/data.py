"""Quotas of DynamoDB, its autoscaling and SQS, as their documentation told them in November 2026."""

from __future__ import annotations

from tfgen.stack.quotas.quota import Quota

_DYNAMODB = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html"
_SCALING = (
    "https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-quotas.html"
)
_SQS = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html"

TABLES = Quota(
    "dynamodb-tables",
    "DynamoDB",
    "tables of an account in a region",
    2_500,
    True,
    _DYNAMODB,
    "TFG219",
    "LimitExceededException",
)
READ_CAPACITY = Quota(
    "dynamodb-account-reads",
    "DynamoDB",
    "provisioned read capacity units of all tables and indexes of an account in a region",
    80_000,
    True,
    _DYNAMODB,
    "TFG220",
    "LimitExceededException",
)
WRITE_CAPACITY = Quota(
    "dynamodb-account-writes",
    "DynamoDB",
    "provisioned write capacity units of all tables and indexes of an account in a region",
    80_000,
    True,
    _DYNAMODB,
    "TFG220",
    "LimitExceededException",
)
TABLE_CAPACITY = Quota(
    "dynamodb-table-capacity",
    "DynamoDB",
    "capacity units, of reads or of writes, of a table or an index",
    40_000,
    True,
    _DYNAMODB,
    "TFG109",
    "LimitExceededException",
)
GLOBAL_INDEXES = Quota(
    "dynamodb-global-indexes",
    "DynamoDB",
    "global indexes of a table",
    20,
    True,
    _DYNAMODB,
    "TFG120",
    "ValidationException",
)
LOCAL_INDEXES = Quota(
    "dynamodb-local-indexes",
    "DynamoDB",
    "local indexes of a table",
    5,
    False,
    _DYNAMODB,
    "TFG120",
    "ValidationException",
)
PROJECTED = Quota(
    "dynamodb-projected",
    "DynamoDB",
    "attributes that all indexes of a table list",
    100,
    False,
    _DYNAMODB,
    "TFG120",
    "ValidationException",
)
SCALABLE_TARGETS = Quota(
    "scalable-targets",
    "Application Auto Scaling",
    "scalable targets of DynamoDB of an account in a region: reads and writes of every provisioned table and index",
    5_000,
    True,
    _SCALING,
    "TFG219",
    "LimitExceededException",
)

QUOTAS = (
    TABLES,
    TABLE_CAPACITY,
    READ_CAPACITY,
    WRITE_CAPACITY,
    GLOBAL_INDEXES,
    LOCAL_INDEXES,
    PROJECTED,
    Quota(
        "dynamodb-operations",
        "DynamoDB",
        "tables and indexes of an account that are made or changed at once",
        500,
        False,
        _DYNAMODB,
        "Terraform makes ten things at once",
    ),
    Quota(
        "dynamodb-decreases",
        "DynamoDB",
        "decreases of a table's capacity in a day, at four at once and one in each hour after",
        27,
        False,
        _DYNAMODB,
        "an apply changes no capacity: autoscaling does, and waits where it must",
    ),
    Quota("dynamodb-table-name", "DynamoDB", "characters of a table's name", 255, False, _DYNAMODB, "TFG116"),
    Quota("dynamodb-tags", "DynamoDB", "tags of a table", 50, False, _DYNAMODB, "a spec takes 7"),
    SCALABLE_TARGETS,
    Quota(
        "scaling-policies",
        "Application Auto Scaling",
        "policies of a scalable target",
        50,
        False,
        _SCALING,
        "a target has one",
    ),
    Quota("sqs-name", "SQS", "characters of a queue's name", 80, False, _SQS, "TFG116"),
    Quota("sqs-tags", "SQS", "tags of a queue", 50, False, _SQS, "a spec takes 7"),
)
