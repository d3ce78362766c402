"""What functions print, in the form of Lambda's log groups."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from typing import Any

from moto.logs.models import logs_backends

from tfgen.emulator.access import Access
from tfgen.emulator.functions.deployment import Deployment
from tfgen.emulator.functions.invocation import FunctionError
from tfgen.emulator.functions.permissions import refusal

_KEPT_EVENTS = 2000
"""Of one log stream in CloudWatch Logs."""


def framed(
    deployment: Deployment,
    request_id: str,
    printed: Sequence[str],
    seconds: float,
    init: float | None,
    memory: int | None,
    error: FunctionError | None,
) -> tuple[str, ...]:
    """START, what was printed, END and REPORT. Memory, in MB, and the seconds of loading are said if known."""
    milliseconds = seconds * 1000
    report = [
        f"REPORT RequestId: {request_id}",
        f"Duration: {milliseconds:.2f} ms",
        f"Billed Duration: {math.ceil(milliseconds + (init or 0) * 1000)} ms",
        f"Memory Size: {deployment.memory} MB",
    ]
    if memory is not None:
        report.append(f"Max Memory Used: {memory} MB")
    if init is not None:
        report.append(f"Init Duration: {init * 1000:.2f} ms")
    if error and error.kind == "Sandbox.Timedout":
        report.append("Status: timeout")
    elif error and error.kind != "Unhandled":
        report += ["Status: error", f"Error Type: {error.type}"]
    return (
        f"START RequestId: {request_id} Version: {deployment.version}",
        *printed,
        f"END RequestId: {request_id}",
        "\t".join(report),
    )


class LogStream:
    """Of one process of a function."""

    def __init__(self, deployment: Deployment, token: str, access_key_id: str) -> None:
        date = time.strftime("%Y/%m/%d", time.gmtime())
        self.name = f"{date}/[{deployment.version}]{token}"
        """Such as 2026/01/31/[7]0f3c…"""
        self._deployment = deployment
        self._access_key_id = access_key_id

    def put(self, lines: Sequence[str]) -> None:
        """Puts lines into the function's log group if it exists, and if its role allowed that for the first ones."""
        backend: Any = logs_backends[self._deployment.account][self._deployment.region]
        group = backend.groups.get(self._deployment.log_group)
        if group is None or not (self.name in group.streams or self._is_allowed()):
            return
        if self.name not in group.streams:
            group.create_log_stream(self.name)
        now = int(time.time() * 1000)
        stream = group.streams.get(self.name)
        if stream:  # not deleted in the meantime
            stream.put_log_events([{"timestamp": now, "message": line} for line in lines])
            del stream.events[:-_KEPT_EVENTS]

    def _is_allowed(self) -> bool:
        place = self._deployment
        arn = (
            f"arn:aws:logs:{place.region}:{place.account}:log-group:{place.log_group}:log-stream:{self.name}"
        )
        return not any(
            refusal(self._access_key_id, place.region, Access(action, [arn]))
            for action in ("logs:CreateLogStream", "logs:PutLogEvents")
        )
