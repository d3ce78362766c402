"""The kinds of steps. Another kind is a function in a file of its own here, and a line in RUNNERS."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from tests.component.emulator.conformance.evaluation import evaluate
from tests.component.emulator.conformance.outcome import Outcome
from tests.component.emulator.conformance.quotas import quota, repeat
from tfgen.emulator.emulator import Emulator

REGION = "eu-west-1"
_REPEATED = re.compile(r"\$\{(\w)\*(\d+)\}")
_REFERENCE = re.compile(r"\$\{([\w.-]+)\}")


class World:
    """An emulator, and clients of it that send whatever they are told to, once."""

    def __init__(self, aws: Emulator) -> None:
        self.aws = aws
        self.kept: dict[str, Any] = {}
        """Answers by name."""
        self._session = boto3.Session("id", "secret")
        self._clients: dict[tuple[str, str], Any] = {}

    def client(self, service: str, region: str = REGION) -> Any:
        """A client by botocore's name of its service."""
        if (service, region) not in self._clients:
            config = Config(
                retries={"total_max_attempts": 1},
                parameter_validation=False,
                inject_host_prefix=False,
                read_timeout=20,
            )
            self._clients[service, region] = self._session.client(
                service,  # type: ignore[call-overload]
                region_name=region,
                endpoint_url=self.aws.endpoint,
                config=config,
            )
        return self._clients[service, region]

    def run(self, step: Mapping[str, Any]) -> Outcome:
        """Does what a step says."""
        filled = self._filled({name: value for name, value in step.items() if name != "as"})
        outcome = RUNNERS[next(iter(filled))](self, filled)
        if "as" in step:
            self.kept[step["as"]] = outcome.answer
        return outcome

    def _filled(self, value: Any) -> Any:
        """A value with what its references stand for."""
        if isinstance(value, Mapping):
            return {self._filled(name): self._filled(item) for name, item in value.items()}
        if isinstance(value, list):
            return [self._filled(item) for item in value]
        if not isinstance(value, str):
            return value
        value = _REPEATED.sub(lambda match: match[1] * int(match[2]), value)
        whole = _REFERENCE.fullmatch(value)
        if whole:
            return self._found(whole.group(1))
        return _REFERENCE.sub(lambda match: str(self._found(match.group(1))), value)

    def _found(self, path: str) -> Any:
        value: Any = self.kept
        for name in path.split("."):
            value = value[int(name)] if isinstance(value, list) else value[name]
        return value


Runner = Callable[[World, Mapping[str, Any]], Outcome]


def call(world: World, step: Mapping[str, Any]) -> Outcome:
    """`{call: service.Operation, with: parameters, region: …}`, both named as botocore does."""
    service, _, operation = step["call"].partition(".")
    client = world.client(service, step.get("region", REGION))
    try:
        answer = client._make_api_call(operation, step.get("with", {}))
    except ClientError as error:
        told: Any = error.response
        rest = {name: value for name, value in told.items() if name not in ("Error", "ResponseMetadata")}
        return Outcome(rest, told["Error"]["Code"], told["Error"]["Message"])
    return Outcome({name: value for name, value in answer.items() if name != "ResponseMetadata"})


def post(world: World, step: Mapping[str, Any]) -> Outcome:
    """`{post: TARGET, body: text, or what becomes JSON}`: a request of a JSON protocol that no SDK would send.

    The target is that of X-Amz-Target, such as DynamoDB_20120810.GetItem.
    """
    scope = f"Credential=id/20260101/{REGION}/{step['post'].partition('_')[0].lower()}/aws4_request"
    body = step["body"] if isinstance(step["body"], str) else json.dumps(step["body"])
    request = urllib.request.Request(  # noqa: S310  # our own server
        world.aws.endpoint,
        body.encode(),
        {
            "X-Amz-Target": step["post"],
            "Content-Type": "application/x-amz-json-1.0",
            "Authorization": f"AWS4-HMAC-SHA256 {scope}, SignedHeaders=host, Signature=0",
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310  # our own server
            return Outcome(json.loads(answer.read()))
    except urllib.error.HTTPError as error:
        told = json.loads(error.read())
        kind = told["__type"].rpartition("#")[2] if error.code == 400 else str(error.code)
        return Outcome(told, kind, told.get("message") or told.get("Message") or "")


RUNNERS: dict[str, Runner] = {
    "call": call,
    "evaluate": evaluate,
    "post": post,
    "quota": quota,
    "repeat": repeat,
}
"""By the first key of a step."""
