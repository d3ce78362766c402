"""The execution environments of one version of a function."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from tfgen.emulator.functions.deployment import Deployment
from tfgen.emulator.functions.execution_environment import ExecutionEnvironment
from tfgen.emulator.functions.invocation import Invocation

_BUSY_SECONDS = 0.1
"""How long all must be busy, and not loading, before one more is started. Lambda has more machines, and waits not."""


class RetiredError(Exception):
    """The pool takes no more invocations."""


class Pool:
    """Gives each invocation an environment of its own, and waits for one if there are as many as there may be.

    Safe to use from any thread.
    """

    def __init__(self, deployment: Deployment, make: Callable[[], ExecutionEnvironment], most: int) -> None:
        self.deployment = deployment
        self._make = make
        self._most = most
        self._changed = threading.Condition()
        self._all: list[ExecutionEnvironment] = []
        self._idle: list[ExecutionEnvironment] = []
        self._is_retired = False

    def invoke(self, event: object, arn: str, patience: float | None = None) -> Invocation:
        """Gives an event to the handler, which sees the ARN that it was invoked by.

        Raises RetiredError, or TimeoutError if no environment is free within so many seconds.
        """
        environment = self._taken(patience)
        try:
            return environment.invoke(event, arn)
        finally:
            self._give_back(environment)

    def retire(self) -> None:
        """Ends every process as soon as it is idle."""
        with self._changed:
            self._is_retired = True
            idle, self._idle = self._idle, []
            self._changed.notify_all()
        for environment in idle:
            environment.end()

    def end(self) -> None:
        """Ends every process, even amid an invocation, which then fails."""
        self.retire()
        for environment in self._all:  # which grows no more
            environment.end()

    def _taken(self, patience: float | None) -> ExecutionEnvironment:
        began = time.monotonic()
        with self._changed:
            while not self._is_retired:
                if self._idle:
                    return self._idle.pop()  # the one that was busy last: the others may rest
                waited = time.monotonic() - began
                if not self._all or (waited > _BUSY_SECONDS and self._may_grow()):
                    self._all.append(self._make())
                    return self._all[-1]
                if patience is not None and waited > patience:
                    raise TimeoutError
                self._changed.wait(_BUSY_SECONDS)
            raise RetiredError

    def _may_grow(self) -> bool:
        return len(self._all) < self._most and all(environment.has_loaded for environment in self._all)

    def _give_back(self, environment: ExecutionEnvironment) -> None:
        with self._changed:
            if not self._is_retired:
                self._idle.append(environment)
                self._changed.notify()
                return
        environment.end()
