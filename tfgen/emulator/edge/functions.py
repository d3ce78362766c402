"""CloudFront functions, run by a Node.js of this machine, one after the other.

https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html. Their time is
theirs: CloudFront ends those that compute for more than a millisecond or so, a second is given here.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import threading
from pathlib import Path
from typing import Any

from tfgen.emulator.here.interpreters import interpreter
from tfgen.emulator.here.not_here import NotRunHereError

_RUNTIME = "nodejs22.x"
_SECONDS = 20


class FunctionError(Exception):
    """A function failed, with its message."""


class EdgeFunctions:
    """Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, code: str, event: dict[str, Any]) -> dict[str, Any]:
        """What a function returns. Raises FunctionError; NotRunHereError where there is no Node.js."""
        request = json.dumps({"code": code, "event": event}).encode() + b"\n"
        with self._lock:
            answer = self._asked(request)
        if "error" in answer:
            raise FunctionError(answer["error"])
        result = answer["result"]
        if not isinstance(result, dict):
            raise FunctionError("the function returns neither a request nor a response")
        return result

    def close(self) -> None:
        """Ends what runs them."""
        with self._lock:
            if self._process:
                self._process.kill()
                self._process.communicate()
                self._process = None

    def _asked(self, request: bytes) -> dict[str, Any]:
        process = self._started()
        if process.stdin is None or process.stdout is None:
            raise NotRunHereError("node was started without pipes")
        try:
            process.stdin.write(request)
            process.stdin.flush()
            ready, _, _ = select.select([process.stdout], [], [], _SECONDS)
            line = process.stdout.readline() if ready else b""
        except OSError:
            line = b""
        if not line:
            process.kill()
            process.communicate()
            self._process = None
            return {"error": "the function ended its runtime, or took too long"}
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            # it ends with its standard input, and so with this process
            self._process = subprocess.Popen(  # a Node.js of this machine
                [interpreter(_RUNTIME).path, str(Path(__file__).with_name("runtime.mjs"))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"PATH": os.environ.get("PATH", os.defpath)},
            )
        return self._process
