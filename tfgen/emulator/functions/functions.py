"""Every function that runs, and the log lines of each."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import threading
import zipfile
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from moto.awslambda.exceptions import UnknownFunctionException
from moto.awslambda.models import lambda_backends
from moto.core.models import DEFAULT_ACCOUNT_ID

from tfgen.emulator.cloudwatch.metrics import Metrics
from tfgen.emulator.functions import lambda_api
from tfgen.emulator.functions.deployment import Deployment, deployment_of
from tfgen.emulator.functions.execution_environment import (
    NOT_RUN_HERE,
    ExecutionEnvironment,
    unknown_layers,
)
from tfgen.emulator.functions.invocation import Invocation, ThrottledError, UnknownFunctionError
from tfgen.emulator.functions.package import Packages
from tfgen.emulator.functions.pool import Pool, RetiredError
from tfgen.emulator.here.not_here import NotRunHereError
from tfgen.emulator.here.provision import Provisions

_KEPT_LINES = 500
_STANDING_IN = {"statusCode": 200, "body": "not run here"}


class Functions:
    """Runs the functions that moto knows, each version in each region in processes of its own, kept warm.

    A process serves one invocation after the other. There is one, unless it is busy for long: then there are more,
    up to `most`. `scratch` is a folder for unpacked code, which its owner makes and removes. Safe to use from any
    thread.
    """

    def __init__(self, scratch: Path, most: int = 4) -> None:
        self.metrics = Metrics()
        """What comes of invocations, and what else the emulator measures."""
        self.endpoint = ""
        """Address of the emulated AWS, as the functions reach it; to be set before the first invocation."""
        self._scratch = scratch
        self._packages = Packages(scratch)
        self.provisions = Provisions()
        self.stands_in = False
        """Whether what cannot run here answers all the same, so that what is around it can be tried."""
        self.runs_code = True
        """Whether code is run at all; if not, something answers in its place."""
        self.not_run: dict[str, str] = {}
        """Why, by the names of functions that were to run and cannot here."""
        self._without: dict[str, list[str]] = {}
        """The layers that functions ran without, by the functions' names."""
        self._lock = threading.Lock()
        self._running: Counter[tuple[str, str]] = Counter()
        """Invocations under way by region and function."""
        self._most = most
        self._is_over = False
        self._pools: dict[tuple[str, str, str], Pool] = {}
        self._logs: dict[tuple[str, str], deque[str]] = defaultdict(lambda: deque(maxlen=_KEPT_LINES))

    @contextlib.contextmanager
    def installed(self) -> Iterator[None]:
        """Makes moto's Lambda API run functions here instead of in docker; at the end no process is left."""
        executor = ThreadPoolExecutor(thread_name_prefix="event")
        try:
            with lambda_api.run_by(self, executor):
                yield
        finally:
            with self._lock:
                self._is_over = True
            self.forget()
            executor.shutdown(cancel_futures=True)

    def invoke(
        self,
        region: str,
        function: str,
        qualifier: str | None,
        event: object,
        patience: float | None = None,
    ) -> Invocation:
        """Runs a function, given by name or ARN, and a version or alias of it.

        The event is what JSON can hold. Raises UnknownFunctionError, ThrottledError, and TimeoutError if the function does not begin
        within the caller's patience in seconds, or may run longer and does; it then runs on.
        """
        try:
            found = lambda_backends[DEFAULT_ACCOUNT_ID][region].get_function(function, qualifier)
        except (KeyError, UnknownFunctionException) as error:  # KeyError: no such region
            raise UnknownFunctionError(f"{region} has no function {function}") from error
        if patience is None or found.timeout < patience:
            return self.run(found, qualifier, event, patience)
        return _awaited(lambda: self.run(found, qualifier, event, patience), patience)

    def run(
        self, function: Any, qualifier: str | None, event: object, patience: float | None = None
    ) -> Invocation:
        """Runs a function of moto's Lambda backend, invoked with a qualifier or without.

        Raises ThrottledError, or TimeoutError if it cannot begin within the caller's patience.
        """
        try:
            with self._counted(function):
                invocation = self._run(function, qualifier, event, patience)
        except ThrottledError:
            self._measure(function, {"Throttles": 1})
            raise
        milliseconds = invocation.seconds * 1000
        self._measure(
            function, {"Invocations": 1, "Errors": bool(invocation.error), "Duration": milliseconds}
        )
        return invocation

    def _measure(self, function: Any, values: dict[str, float]) -> None:
        self.metrics.send(function.region, "AWS/Lambda", values, FunctionName=function.function_name)

    @contextlib.contextmanager
    def _counted(self, function: Any) -> Iterator[None]:
        """Holds a unit of the concurrency that the function has reserved, if it has. Raises ThrottledError."""
        key = function.region, function.function_name
        try:
            latest = lambda_backends[DEFAULT_ACCOUNT_ID][function.region].get_function(function.function_name)
        except UnknownFunctionException as error:
            raise UnknownFunctionError(f"{function.function_name} is deleted") from error
        reserved = latest.reserved_concurrency
        with self._lock:
            if reserved is not None and self._running[key] >= int(reserved):
                raise ThrottledError(
                    f"{function.function_name} has reserved concurrency for {reserved} at once"
                )
            self._running[key] += 1
        try:
            yield
        finally:
            with self._lock:
                self._running[key] -= 1

    def _run(self, function: Any, qualifier: str | None, event: object, patience: float | None) -> Invocation:
        if not self.runs_code:
            return _stand_in(Invocation(None, None, (), 0.0, function.region, function.function_name))
        arn = function.function_arn.removesuffix(f":{function.version}")
        called = f"{arn}:{qualifier}" if qualifier else arn
        while True:
            try:
                invocation = self._pool(function).invoke(event, called, patience)
            except RetiredError:  # the function has changed since
                continue
            self._logs[invocation.region, invocation.function].extend(invocation.logs)
            error = invocation.error
            if error and error.kind == NOT_RUN_HERE:
                self.not_run[invocation.function] = error.message
                return _stand_in(invocation) if self.stands_in else invocation
            return invocation

    def prepare(self, code: bytes, runtime: str) -> None:
        """Gets what a zip runs with, which can take longer than a request waits; what fails, an invocation tells."""
        with contextlib.suppress(NotRunHereError, zipfile.BadZipFile):
            self.provisions.of(runtime, self._packages.code(code))

    def remarks(self) -> tuple[str, ...]:
        """With what else than on Lambda functions ran."""
        without = {
            name: ", ".join(arns) for name, arns in self._without.copy().items() if name not in self.not_run
        }
        return (
            *self.provisions.remarks(),
            *(
                f"{name} ran without the layer {arns}, which is not here"
                for name, arns in sorted(without.items())
            ),
        )

    def recent_logs(self, region: str, function: str) -> tuple[str, ...]:
        """The last lines of a function in a region, the oldest first."""
        return tuple(self._logs.get((region, function), ()))

    def forget(self) -> None:
        """Ends every process; a later invocation starts a new one."""
        with self._lock:
            pools, self._pools = self._pools, {}
        for pool in pools.values():
            pool.end()

    def forget_function(self, region: str, function: str) -> None:
        """Ends the processes of one function."""
        with self._lock:
            gone = [key for key in self._pools if key[:2] == (region, function)]
            pools = [self._pools.pop(key) for key in gone]
        for pool in pools:
            pool.end()

    def _pool(self, function: Any) -> Pool:
        deployment = deployment_of(function)
        key = (deployment.region, deployment.name, deployment.version)
        with self._lock:
            if self._is_over:
                raise UnknownFunctionError(f"{deployment.name} is gone: the emulator has ended")
            pool = self._pools.get(key)
            if pool and pool.deployment == deployment:
                return pool
            stale, pool = pool, Pool(deployment, lambda: self._environment(deployment), self._most)
            self._pools[key] = pool
        if stale:
            stale.retire()
        return pool

    def _environment(self, deployment: Deployment) -> ExecutionEnvironment:
        if deployment.layers and (unknown := unknown_layers(deployment)):
            self._without[deployment.name] = unknown
        return ExecutionEnvironment(deployment, self._packages, self.provisions, self._scratch, self.endpoint)


def _stand_in(invocation: Invocation) -> Invocation:
    """What is answered for a function that cannot run here: by HTTP, that all is well; to others, the same."""
    return dataclasses.replace(invocation, payload=_STANDING_IN, error=None, text=json.dumps(_STANDING_IN))


def _awaited(run: Callable[[], Invocation], seconds: float) -> Invocation:
    """Raises TimeoutError."""
    future: Future[Invocation] = Future()

    def settle() -> None:
        try:
            future.set_result(run())
        except BaseException as error:
            future.set_exception(error)

    threading.Thread(target=settle, daemon=True).start()
    return future.result(seconds)
