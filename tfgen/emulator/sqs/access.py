"""Which IAM permissions a request to SQS needs.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html
"""

from __future__ import annotations

from typing import Any

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.sqs.models import sqs_backends

from tfgen.emulator.service import Access, Call


def queue_access(call: Call) -> list[Access]:
    """What a request needs: one for a batch is one for each of it."""
    if call.action == "ListQueues":
        return [Access("sqs:ListQueues", ["*"])]
    said = call.parameters.get("QueueName") or str(call.parameters.get("QueueUrl") or call.path)
    name = said.rstrip("/").rpartition("/")[2]
    arn = f"arn:aws:sqs:{call.region}:{DEFAULT_ACCOUNT_ID}:{name}"
    queue: Any = sqs_backends[DEFAULT_ACCOUNT_ID][call.region].queues.get(name)
    tags = queue.tags if queue else {}
    return [
        Access(
            f"sqs:{call.action.removesuffix('Batch')}",
            [arn],
            {f"aws:resourcetag/{key.lower()}": value for key, value in tags.items()},
            {arn: queue.policy} if queue and queue.policy else {},
        )
    ]
