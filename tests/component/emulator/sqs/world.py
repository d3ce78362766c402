"""An emulated AWS with queues and functions, and what makes them."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, field
from typing import Any

import boto3
from botocore.config import Config

from tests.component.emulator.functions.aws import ACCOUNT, REGION, eventually, zipped
from tfgen.emulator.emulator import Emulator
from tfgen.emulator.sqs.delivery import Delivery
from tfgen.emulator.sqs.queues import Queues, State
from tfgen.emulator.sqs.service import SQS

RECEIVE = {
    "Effect": "Allow",
    "Action": ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
    "Resource": "*",
}
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "sts:AssumeRole",
                "Principal": {"Service": "lambda.amazonaws.com"},
            }
        ],
    }
)
TELL = "import json\ndef main(event, context):\n    print('event', json.dumps(event))\n"
FAIL = "def main(event, context):\n    raise RuntimeError('no')\n"
RECEIVES = 3
_ONCE = Config(retries={"total_max_attempts": 1})


@dataclass
class World:
    """Everything in it has a name of its own."""

    aws: Emulator
    _numbers: Any = field(default_factory=itertools.count)
    _clients: dict[tuple[str, str], Any] = field(default_factory=dict)

    @property
    def queues(self) -> Queues:
        return self.aws.the(SQS)

    def client(self, service: str, region: str = REGION) -> Any:
        """Of boto3, which asks once."""
        if (service, region) not in self._clients:
            session = boto3.Session("emulated", "emulated", region_name=region)
            self._clients[service, region] = session.client(  # type: ignore[call-overload]
                service, endpoint_url=self.aws.endpoint, config=_ONCE
            )
        return self._clients[service, region]

    def name(self, what: str) -> str:
        """A new one."""
        return f"{what}-{next(self._numbers)}"

    def queue(self, region: str = REGION, **attributes: object) -> str:
        """The name of a new queue."""
        name = self.name("queue")
        given = {key: str(value) for key, value in attributes.items()}
        self.client("sqs", region).create_queue(QueueName=name, Attributes=given)
        return name

    def with_dead(self, region: str = REGION, **attributes: object) -> tuple[str, str]:
        """The names of a new queue and of its dead-letter queue."""
        dead = self.queue(region)
        policy = {"deadLetterTargetArn": queue_arn(dead, region), "maxReceiveCount": RECEIVES}
        return self.queue(region, RedrivePolicy=json.dumps(policy), **attributes), dead

    def role(self, *statements: dict[str, Any]) -> str:
        """The name of a new role."""
        iam, name = self.client("iam"), self.name("role")
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=TRUST)
        self.allow(name, *statements)
        return name

    def allow(self, role: str, *statements: dict[str, Any]) -> None:
        """Lets a role do this, and nothing else."""
        policy = json.dumps({"Version": "2012-10-17", "Statement": list(statements)})
        self.client("iam").put_role_policy(RoleName=role, PolicyName="function", PolicyDocument=policy)

    def function(
        self,
        code: str = TELL,
        region: str = REGION,
        *,
        role: str | None = None,
        timeout: int = 20,
        **more: Any,
    ) -> str:
        """The name of a new function."""
        name = self.name("function")
        self.client("lambda", region).create_function(
            FunctionName=name,
            Handler="app.main",
            Code={"ZipFile": zipped({"app.py": code})},
            Role=f"arn:aws:iam::{ACCOUNT}:role/{role or self.role(RECEIVE)}",
            Runtime="python3.13",
            Timeout=timeout,
            **more,
        )
        return name

    def map(self, queue: str, function: str, region: str = REGION, **more: Any) -> str:
        """The UUID of a new event source mapping, which takes partial batch responses."""
        uuid: str = self.client("lambda", region).create_event_source_mapping(
            EventSourceArn=queue_arn(queue, region),
            FunctionName=function,
            **{"FunctionResponseTypes": ["ReportBatchItemFailures"], **more},
        )["UUID"]
        return uuid

    def delivered(self, queue: str, body: str = "{}", region: str = REGION) -> tuple[State, list[Delivery]]:
        """What becomes of a new message."""
        sent = self.queues.send(region, queue, body)
        state = self.queues.settled(region, queue, sent, 30)
        return state, list(self.queues.deliveries(sent))

    def events(self, function: str, region: str = REGION) -> list[dict[str, Any]]:
        """What a function that tells was given."""
        lines = self.aws.functions.recent_logs(region, function)
        return [json.loads(line.removeprefix("event ")) for line in lines if line.startswith("event ")]


def queue_arn(queue: str, region: str = REGION) -> str:
    """Of a queue."""
    return f"arn:aws:sqs:{region}:{ACCOUNT}:{queue}"


__all__ = ["ACCOUNT", "REGION", "World", "eventually", "queue_arn"]
