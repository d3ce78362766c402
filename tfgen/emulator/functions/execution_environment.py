"""An execution environment, as Lambda calls it: a process that runs one version of a function."""

from __future__ import annotations

import json
import shutil
import threading
import time
import uuid
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moto.awslambda.models import lambda_backends

from tfgen.emulator.functions import runtimes, variables
from tfgen.emulator.functions.deployment import Deployment
from tfgen.emulator.functions.invocation import FunctionError, Invocation
from tfgen.emulator.functions.logs import LogStream, framed
from tfgen.emulator.functions.package import Packages
from tfgen.emulator.functions.permissions import credentials, forget_credentials
from tfgen.emulator.functions.process import EndedError, Process
from tfgen.emulator.here.lack import Lack, missed
from tfgen.emulator.here.not_here import NotRunHereError
from tfgen.emulator.here.provision import Provision, Provisions

_EXIT_SECONDS = 1.0
"""For a process that closed its socket to give its exit status."""


NOT_RUN_HERE = "Emulator.NotRunHere"
"""The kind of error of a function for which this machine lacks something."""
_MISSED = r"No module named|cannot import name|Cannot find (?:module|package)"
"""What a function says that misses a module, which a layer may bring."""


class _FailedError(Exception):
    """The handler gives no answer; Lambda gives this one."""

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__(answer["errorMessage"])
        self.answer = answer


@dataclass
class _Running:
    """A process, and what is gone with it."""

    process: Process
    home: Path
    init: float | None = None
    """Seconds that loading took, until a report has said so."""


class ExecutionEnvironment:
    """Serves one invocation after the other; its process is started when it is needed, and again after it ended.

    Safe to use from any thread.
    """

    def __init__(
        self,
        deployment: Deployment,
        packages: Packages,
        provisions: Provisions,
        scratch: Path,
        endpoint: str,
    ) -> None:
        self.deployment = deployment
        self.has_loaded = False
        """Whether a first attempt to load the handler is over."""
        self._packages = packages
        self._provisions = provisions
        self._lacks: tuple[Lack, ...] = ()
        self._scratch = scratch
        self._endpoint = endpoint
        self._keys = credentials(deployment.role, deployment.region, deployment.name)
        self._running: _Running | None = None
        self._is_over = False
        self._lock = threading.Lock()
        self._log: LogStream | None = None
        """Of the last process."""
        # of the invocation under way
        self._request_id = ""
        self._printed: list[str] = []

    def invoke(self, event: object, arn: str) -> Invocation:
        """Gives an event to the handler, which sees the ARN that it was invoked by."""
        with self._lock:
            self._request_id, self._printed = str(uuid.uuid4()), []
            invocation, log = self._invoke(event, arn), self._log
        if log:
            log.put(invocation.logs)
        return invocation

    def end(self) -> None:
        """Ends the process, even amid an invocation, which then fails; later ones fail too."""
        self._is_over = True
        running = self._running
        if running:
            running.process.kill()
        with self._lock:
            self._stop()
        forget_credentials(self._keys.access_key_id)

    def _invoke(self, event: object, arn: str) -> Invocation:
        began = time.monotonic()
        running: _Running | None = None
        try:
            if self._running and not self._running.process.is_running:
                self._stop()  # what it left to do after its last answer ended it
            running = self._running or self._started()
            self.has_loaded = True
            began = time.monotonic()
            answer = self._answered(running, event, arn)
        except _FailedError as failure:
            self.has_loaded = True
            answer = {"error": failure.answer}
        seconds = time.monotonic() - began
        init = None
        if running:
            init, running.init = running.init, None
        return self._invocation(answer, seconds, init)

    def _started(self) -> _Running:
        """Unpacks the code and loads the handler. Raises _FailedError."""
        deployment = self.deployment
        try:
            root, provision = ready(deployment, self._packages, self._provisions)
            zips, unknown = _layers(deployment)
            layers = self._packages.layers(zips) if zips else None
        except NotRunHereError as error:
            raise self._failure(NOT_RUN_HERE, str(error)) from error
        except zipfile.BadZipFile as error:
            raise self._failure("InvalidZipFileException", "Could not unzip uploaded file.") from error
        self._lacks = (*provision.lacks, *unknown)
        token = uuid.uuid4().hex
        home = self._scratch / "home" / token
        home.mkdir(parents=True)
        self._log = LogStream(deployment, token, self._keys.access_key_id)
        environment = variables.variables(
            deployment, root, layers, provision.modules, home, self._log.name, self._keys, self._endpoint
        )
        program = runtimes.program(deployment, provision)
        command = [*program, runtimes.options(deployment, provision, root, layers)]
        began = time.monotonic()
        running = self._running = _Running(Process(command, root, environment), home)
        if self._is_over:
            running.process.kill()
        loaded = self._received(running.process, runtimes.init_seconds(deployment))
        running.init = time.monotonic() - began
        if "error" in loaded:
            raise _FailedError(loaded["error"])
        return running

    def _answered(self, running: _Running, event: object, arn: str) -> dict[str, Any]:
        """Raises _FailedError."""
        seconds = self.deployment.timeout
        deadline = int((time.time() + seconds) * 1000)
        request = {"id": self._request_id, "arn": arn, "deadline": deadline, "event": event}
        return self._received(running.process, seconds, json.dumps(request).encode())

    def _received(self, process: Process, seconds: float, request: bytes = b"") -> dict[str, Any]:
        """What the process says, after a request if there is one. Raises _FailedError, with the process ended."""
        try:
            if request:
                process.send(request, seconds)
            line = process.receive(seconds)
            answer: dict[str, Any] = json.loads(line)
            if "payload" in answer:  # which is the last member
                answer["text"] = line.decode().partition('"payload":')[2].strip()[:-1]
        except TimeoutError as error:
            self._stop()
            failure = self._failure(
                "Sandbox.Timedout", f"Task timed out after {self.deployment.timeout:.2f} seconds"
            )
            self._printed += [*process.output(), str(failure)]
            raise failure from error
        except EndedError as error:
            status = self._stop(_EXIT_SECONDS)
            failure = self._failure("Runtime.ExitError", f"Runtime exited {_called(status)}")
            self._printed += [*process.output(), str(failure)]
            raise failure from error
        self._printed += process.output()
        if "over" in answer:
            self._stop()
        return answer

    def _stop(self, patience: float = 0.0) -> int:
        """Ends the process, if there is one; gives its status."""
        running, self._running = self._running, None
        if running is None:
            return 0
        status = running.process.end(patience)
        shutil.rmtree(running.home, ignore_errors=True)
        return status

    def _failure(self, kind: str, message: str) -> _FailedError:
        called = message if kind == NOT_RUN_HERE else f"RequestId: {self._request_id} Error: {message}"
        return _FailedError({"errorType": kind, "errorMessage": called})

    def _invocation(self, answer: dict[str, Any], seconds: float, init: float | None) -> Invocation:
        deployment = self.deployment
        error = _error(answer["error"]) if "error" in answer else None
        if error and (reason := missed(self._lacks, error.message)):
            first = error.message.partition("\n")[0]
            answer = {
                **answer,
                "error": {"errorType": NOT_RUN_HERE, "errorMessage": f"{first}: {reason}"},
            }
            error = _error(answer["error"])
        lines = framed(
            deployment, self._request_id, self._printed, seconds, init, answer.get("memory"), error
        )
        payload = answer["error"] if error else answer["payload"]
        text = json.dumps(payload) if error else answer["text"]
        return Invocation(payload, error, lines, seconds, deployment.region, deployment.name, text)


def _error(answer: dict[str, Any]) -> FunctionError:
    kind = answer["errorType"]
    own = kind.startswith(("Emulator.", "Function.", "Invalid", "Runtime.", "Sandbox."))
    trace = answer.get("stackTrace") or answer.get("trace") or ()
    return FunctionError(kind if own else "Unhandled", kind, answer["errorMessage"], tuple(trace))


def _called(status: int) -> str:
    if status == 0:
        return "without providing a reason"
    return f"with error: exit status {status}" if status > 0 else "with error: signal: killed"


def ready(deployment: Deployment, packages: Packages, provisions: Provisions) -> tuple[Path, Provision]:
    """The unpacked code of a function, and with what it runs here: made once, which can take a minute.

    Raises NotRunHereError, and zipfile.BadZipFile.
    """
    if deployment.is_image:
        raise NotRunHereError("a container image is not run here: python, nodejs and provided runtimes are")
    root = packages.code(deployment.code)
    provision = provisions.of(deployment.runtime, root)
    return packages.with_modules(root, provision.own_modules) if provision.own_modules else root, provision


def _layers(deployment: Deployment) -> tuple[list[bytes], list[Lack]]:
    """The zips of a function's layers, and what is lacking with those that the emulated AWS does not have."""
    backend = lambda_backends[deployment.account][deployment.region]
    found = [backend.layers_versions_by_arn(arn) for arn in deployment.layers]
    unknown = unknown_layers(deployment)
    return (
        [layer.code_bytes for layer in found if layer is not None],
        [Lack(_MISSED, f"the layer {arn} is not here") for arn in unknown],
    )


def unknown_layers(deployment: Deployment) -> list[str]:
    """The ARNs of layers that the emulated AWS does not have."""
    backend = lambda_backends[deployment.account][deployment.region]
    return [arn for arn in deployment.layers if backend.layers_versions_by_arn(arn) is None]
