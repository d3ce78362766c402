"""What Lambda's Python runtime does: loads a handler, and answers events. Run as a program, never imported.

Its arguments are a JSON object (see `options` in runtimes.py) and the descriptor of the socket that brings events,
one a line. The first line sent says how loading went. It imports nothing of tfgen: the interpreter runs isolated,
without the packages around it.
"""

from __future__ import annotations

import contextlib
import decimal
import faulthandler
import importlib
import importlib.machinery
import json
import logging
import os
import pathlib
import resource
import select
import signal
import socket
import sys
import threading
import time
import traceback
import types
from collections.abc import Callable, Sequence
from typing import Any

PROVIDED = frozenset({"boto3", "botocore", "dateutil", "jmespath", "s3transfer", "six", "urllib3"})
"""What the runtime brings. https://docs.aws.amazon.com/lambda/latest/dg/python-package.html"""
GRACE_SECONDS = 5
"""After a time-out, for the emulator to end this process itself."""
_STATUS = pathlib.Path("/proc/self/status")
LARGEST_ANSWER = 6_291_556
"""Bytes."""


class FaultError(Exception):
    """An error of the runtime's own, with the type that Lambda gives it."""

    def __init__(self, kind: str, message: str, trace: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.kind = kind
        self.trace = list(trace)


class Provided:
    """Finds what the runtime brings in the folders of our own environment, and nothing else there."""

    def __init__(self, folders: Sequence[str]) -> None:
        self._folders = folders

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if path is not None or name not in PROVIDED:
            return None
        return importlib.machinery.PathFinder.find_spec(name, self._folders, target)


class Context:
    """https://docs.aws.amazon.com/lambda/latest/dg/python-context.html"""

    def __init__(self, request_id: str, arn: str, deadline: int) -> None:
        self.aws_request_id = request_id
        self.invoked_function_arn = arn
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.identity = types.SimpleNamespace(cognito_identity_id=None, cognito_identity_pool_id=None)
        self.client_context = None
        self._deadline = deadline

    def get_remaining_time_in_millis(self) -> int:
        return max(0, self._deadline - int(time.time() * 1000))

    def log(self, message: object) -> None:
        sys.stdout.write(str(message))


class RequestId(logging.Filter):
    """Gives log records the id of the event being handled."""

    current = ""

    def filter(self, record: logging.LogRecord) -> bool:
        record.aws_request_id = self.current
        return True


def main() -> None:
    """Serves events until the other end closes."""
    options, connection = json.loads(sys.argv[1]), socket.socket(fileno=int(sys.argv[2]))
    del sys.argv[1:]
    connection.set_inheritable(False)
    threading.Thread(target=_end_with, args=(connection.fileno(),), daemon=True).start()
    sys.path[:0] = [*options["packages"], options["root"], *options["layers"]]
    sys.meta_path.append(Provided(options["provided"]))
    requests = _log_as_lambda_does()
    try:
        with _ended_after(options["init"]):
            handler = _load(options["handler"])
    except Exception as error:
        _send(connection, json.dumps({"error": _described(error, options["root"], ""), "over": True}))
        return
    _send(connection, "{}")
    for line in connection.makefile("rb"):
        request = json.loads(line)
        requests.current = request["id"]
        with _ended_after(options["timeout"]):
            _send(connection, _answer(handler, request, options["root"]))


def _end_with(descriptor: int) -> None:
    """Ends this process and what it started when the other end of the socket closes, whatever the handler does."""
    hung_up = select.poll()
    hung_up.register(descriptor, 0)
    hung_up.poll()
    os.killpg(0, signal.SIGKILL)


@contextlib.contextmanager
def _ended_after(seconds: float) -> Any:
    """For code in C that never lets another thread run: this timer does not need its leave."""
    faulthandler.dump_traceback_later(seconds + GRACE_SECONDS, exit=True)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def _log_as_lambda_does() -> RequestId:
    """Puts Lambda's handler on the root logger, whose level stays WARNING."""
    requests = RequestId()
    handler = logging.StreamHandler(sys.stdout)
    formatter = logging.Formatter(
        "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s", "%Y-%m-%dT%H:%M:%S"
    )
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    handler.addFilter(requests)
    logging.getLogger().addHandler(handler)
    return requests


def _load(handler: str) -> Callable[[Any, Context], Any]:
    """Raises FaultError in Lambda's words, or what the module raises."""
    module_name, dot, name = handler.rpartition(".")
    if not dot:
        raise FaultError(
            "Runtime.MalformedHandlerName",
            f"Bad handler '{handler}': not enough values to unpack (expected 2, got 1)",
        )
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        raise FaultError(
            "Runtime.ImportModuleError", f"Unable to import module '{module_name}': {error}"
        ) from error
    except SyntaxError as error:
        where = f'  File "{error.filename}" Line {error.lineno}\n    {error.text}'
        raise FaultError(
            "Runtime.UserCodeSyntaxError", f"Syntax error in module '{module_name}': {error}", [where]
        ) from error
    try:
        loaded: Callable[[Any, Context], Any] = getattr(module, name)
    except AttributeError as error:
        raise FaultError(
            "Runtime.HandlerNotFound", f"Handler '{name}' missing on module '{module_name}'"
        ) from error
    return loaded


def _answer(handler: Callable[[Any, Context], Any], request: dict[str, Any], root: str) -> str:
    try:
        returned = handler(request["event"], Context(request["id"], request["arn"], request["deadline"]))
        payload = _encoded(returned)
    except Exception as error:
        return json.dumps({"error": _described(error, root, request["id"]), "memory": _memory()})
    return f'{{"memory": {_memory()}, "payload": {payload}}}'


def _encoded(returned: object) -> str:
    try:
        payload = json.dumps(returned, default=_number)
    except (TypeError, ValueError, RecursionError) as error:
        raise FaultError("Runtime.MarshalError", f"Unable to marshal response: {error}") from error
    if len(payload) > LARGEST_ANSWER:
        raise FaultError(
            "Function.ResponseSizeTooLarge",
            f"Response payload size exceeded maximum allowed payload size ({LARGEST_ANSWER} bytes).",
        )
    return payload


def _number(value: object) -> int | float:
    """Lambda's runtime, unlike the json module, writes the numbers that DynamoDB gives."""
    if isinstance(value, decimal.Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def _memory() -> int:
    """The most memory that this process has held, in MB."""
    try:
        status = _STATUS.read_text()
    except OSError:  # not Linux, whose ru_maxrss would be that of the process which started this one
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 20
    return int(status.partition("VmHWM:")[2].split()[0]) >> 10


def _described(error: Exception, root: str, request_id: str) -> dict[str, Any]:
    """The error as Lambda answers it, written to the log as well; paths are those that it has on Lambda."""
    if isinstance(error, FaultError):
        kind, trace = error.kind, error.trace
    else:
        frames = traceback.extract_tb(error.__traceback__)
        kind = type(error).__name__
        trace = traceback.format_list([frame for frame in frames if frame.filename != __file__])
    trace = [entry.replace(root, "/var/task") for entry in trace]
    print(f"[ERROR] {kind}: {error}")  # noqa: T201  # output is the function's log
    if trace:
        print("Traceback (most recent call last):", *"".join(trace).splitlines(), sep="\n")  # noqa: T201
    return {"errorMessage": str(error), "errorType": kind, "requestId": request_id, "stackTrace": trace}


def _send(connection: socket.socket, line: str) -> None:
    connection.sendall(line.encode() + b"\n")


if __name__ == "__main__":
    main()
