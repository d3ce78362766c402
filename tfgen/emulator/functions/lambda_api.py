"""The Lambda API's Invoke, run here.

moto runs functions in docker, reads no `Qualifier` (it looks for `qualifier`), and knows only the layers it made.
"""

from __future__ import annotations

import base64
import contextlib
import json
from collections.abc import Iterator
from concurrent.futures import Executor
from typing import Any, Protocol
from urllib.parse import unquote

from moto.awslambda.exceptions import LambdaClientError
from moto.awslambda.models import LambdaBackend, LambdaFunction
from moto.awslambda.responses import LambdaResponse
from moto.awslambda.utils import get_backend

from tfgen.emulator.functions.invocation import Invocation, ThrottledError
from tfgen.emulator.patching import replaced

_LOG_TAIL = 4096
"""Bytes. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_ResponseSyntax"""


_LARGEST = {"RequestResponse": 6_291_456, "Event": 1_048_576}
"""Bytes of a payload. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""


class _TooLargeError(LambdaClientError):
    code = 413

    def __init__(self, largest: int) -> None:
        super().__init__(
            "RequestTooLargeException",
            f"Request must be smaller than {largest} bytes for the InvokeFunction operation",
        )


class Runner(Protocol):
    """Runs moto's functions."""

    def run(self, function: Any, qualifier: str | None, event: object) -> Invocation:
        """Runs one, invoked with a qualifier or without."""

    def forget_function(self, region: str, function: str) -> None:
        """Ends what runs for one that is deleted."""


@contextlib.contextmanager
def run_by(functions: Runner, executor: Executor) -> Iterator[None]:
    """Patches moto; asynchronous invocations run in the executor."""

    def invoke(self: Any) -> tuple[int, dict[str, str], str]:
        name = unquote(self.path.rsplit("/", 2)[-2])
        qualifier = self.querystring.get("Qualifier", [None])[0] or _qualifier(name)
        function = self.backend.get_function(name, qualifier)
        kind = self.headers.get("X-Amz-Invocation-Type", "RequestResponse")
        headers = {"x-amz-executed-version": str(function.version)}
        if kind == "DryRun":
            return 204, {**headers, "status": "204"}, ""
        event = _event(self.body or "{}", kind)
        if kind == "Event":
            executor.submit(functions.run, function, qualifier, event)
            return 202, {"status": "202"}, ""
        try:
            invocation = functions.run(function, qualifier, event)
        except ThrottledError:
            return _throttled()
        if invocation.error:
            headers["x-amz-function-error"] = "Unhandled"
        if self.headers.get("X-Amz-Log-Type") == "Tail":
            tail = "".join(f"{line}\n" for line in invocation.logs).encode()[-_LOG_TAIL:]
            headers["x-amz-log-result"] = base64.b64encode(tail).decode()
        return 200, {**headers, "content-type": "application/json"}, invocation.text

    def invoke_by_moto(self: Any, event: Any = None) -> tuple[str, bool, str]:
        """For the services that invoke functions inside moto."""
        invocation = functions.run(self, None, event)
        return json.dumps(invocation.payload), invocation.error is not None, "\n".join(invocation.logs)

    def layers(self: Any, arns: list[str]) -> list[dict[str, Any]]:
        """Accepts layers of other accounts, which moto cannot have; invocations then say what is missing."""
        backend = get_backend(self.account_id, self.region)
        return [
            {"Arn": arn, "CodeSize": 0}
            if arn.split(":")[4] != self.account_id and backend.layers_versions_by_arn(arn) is None
            else own_layers(self, [arn])[0]
            for arn in arns
        ]

    def delete_function(self: Any, function_name: str, qualifier: str | None = None) -> None:
        delete_by_moto(self, function_name, qualifier)
        functions.forget_function(self.region_name, function_name.split(":function:")[-1].split(":")[0])

    own_layers: Any = LambdaFunction._get_layers_data
    delete_by_moto = LambdaBackend.delete_function
    with (
        replaced(LambdaResponse, invoke=invoke),
        replaced(LambdaFunction, _invoke_lambda=invoke_by_moto, _get_layers_data=layers),
        replaced(LambdaBackend, delete_function=delete_function),
    ):
        yield


def _event(body: str | bytes, kind: str) -> object:
    """Raises what Lambda answers where the payload is too large, or no JSON."""
    largest = _LARGEST.get(kind, _LARGEST["RequestResponse"])
    if len(body) > largest:
        raise _TooLargeError(largest)
    try:
        return json.loads(body)
    except ValueError as error:
        raise LambdaClientError(
            "InvalidRequestContentException",
            f"Could not parse request body into json: Could not parse payload into json: {error}",
        ) from error


def _throttled() -> tuple[int, dict[str, str], str]:
    told = {
        "Reason": "ReservedFunctionConcurrentInvocationLimitExceeded",
        "Type": "User",
        "message": "Rate Exceeded.",
    }
    headers = {"status": "429", "x-amzn-errortype": "TooManyRequestsException"}
    return 429, {**headers, "content-type": "application/json"}, json.dumps(told)


def _qualifier(name: str) -> str | None:
    """The one in "name:live", or in an ARN that ends in it."""
    return name.split(":function:")[-1].partition(":")[2] or None
