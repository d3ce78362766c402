"""Which IAM permissions a request to SQS needs.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html
"""

from __future__ import annotations

from moto.core.models import DEFAULT_ACCOUNT_ID

from tfgen.emulator.service import Access, Call


def queue_access(call: Call) -> list[Access]:
    """What a request needs: one for a batch is one for each of it."""
    if call.action == "ListQueues":
        return [Access("sqs:ListQueues", ["*"])]
    name = call.parameters.get("QueueName") or str(call.parameters.get("QueueUrl") or call.path)
    arn = f"arn:aws:sqs:{call.region}:{DEFAULT_ACCOUNT_ID}:{name.rstrip('/').rpartition('/')[2]}"
    return [Access(f"sqs:{call.action.removesuffix('Batch')}", [arn])]
