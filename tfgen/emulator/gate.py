"""What every request to the emulated AWS passes: lost and slow regions, functions' permissions, the time it took."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from typing import Any

from tfgen.emulator import other_access
from tfgen.emulator.chaos import Chaos, Part
from tfgen.emulator.errors import error
from tfgen.emulator.functions.permissions import is_of_function, refusal
from tfgen.emulator.service import FORM, Call, Service, call_of, signature


class Busy:
    """How long at least one request was being served, in seconds. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open = 0
        self._since = 0.0
        self._seconds = 0.0

    def __enter__(self) -> None:
        with self._lock:
            if self._open == 0:
                self._since = time.monotonic()
            self._open += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._open -= 1
            if self._open == 0:
                self._seconds += time.monotonic() - self._since

    @property
    def seconds(self) -> float:
        """Until now."""
        with self._lock:
            return self._seconds + (time.monotonic() - self._since if self._open else 0.0)


class Gate:
    """A WSGI application before moto's."""

    def __init__(self, application: Any, chaos: Chaos, services: Iterable[Service[Any]]) -> None:
        self._application = application
        self._chaos = chaos
        self._services = {service.name: service for service in services}
        self.busy = Busy()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answers a request, or lets moto do it."""
        signed = signature(environ)
        if not signed:
            return self._serve(environ, start_response)
        key, region, name = signed
        time.sleep(self._chaos.delay(region))
        service, part = self._services.get(name), Part.control
        if service:
            call = call_of(environ, region)
            part = service.part if call.action in service.data else Part.control
        if self._chaos.is_lost(region, part):
            lost = error(_protocol(environ), "ServiceUnavailable", f"{region} is lost", 503)
            return lost.to(start_response)
        if not service and is_of_function(key):
            refused = other_access.refused(environ, signed)
            if refused:
                return refused.to(start_response)
        reason = _refused(key, service, call) if service else None
        if service and reason:
            status, code = service.denied
            return error(_protocol(environ), code, reason, status).to(start_response)
        return self._serve(environ, start_response)

    def _serve(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with self.busy:
            answer: Iterable[bytes] = self._application(environ, start_response)
            return answer


def _refused(key: str, service: Service[Any], call: Call) -> str | None:
    """Why IAM refuses a function's request; None if it does not, and for everybody else's."""
    if not is_of_function(key):
        return None
    reasons = (refusal(key, call.region, access) for access in service.access(call))
    return next(filter(None, reasons), None)


def _protocol(environ: dict[str, Any]) -> str:
    is_form = "HTTP_X_AMZ_TARGET" not in environ and environ.get("CONTENT_TYPE", "").startswith(FORM)
    return "query" if is_form else "json"
