"""What every request to the emulated AWS passes: lost and slow regions, functions' permissions, the time it took."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from typing import Any

from tfgen.emulator import other_access
from tfgen.emulator.chaos import Chaos, Part
from tfgen.emulator.errors import Answer, error
from tfgen.emulator.functions.permissions import is_of_function, refusal
from tfgen.emulator.service import FORM, Call, Service, Signature, signature


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
        service, part, call = self._services.get(name), Part.control, None
        if service:
            call = service.reads(environ, region)
            part = service.part if call.action in service.data else Part.control
        if self._chaos.is_lost(region, part):
            lost = error(_protocol(environ), "ServiceUnavailable", f"{region} is lost", 503)
            return lost.to(start_response)
        refused = _refused(environ, signed, service, call) if is_of_function(key) else None
        return refused.to(start_response) if refused else self._serve(environ, start_response)

    def _serve(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with self.busy:
            answer: Iterable[bytes] = self._application(environ, start_response)
            return answer


def _refused(
    environ: dict[str, Any], signed: Signature, service: Service[Any] | None, call: Call | None
) -> Answer | None:
    """The answer where IAM refuses a function's request; None if it does not."""
    needed = service.access(call) if service and call else None
    if not service or needed is None:
        return other_access.refused(environ, signed)
    reasons = (refusal(signed.access_key_id, signed.region, access) for access in needed)
    reason = next(filter(None, reasons), None)
    status, code = service.denied
    return error(_protocol(environ), code, reason, status) if reason else None


def _protocol(environ: dict[str, Any]) -> str:
    is_form = "HTTP_X_AMZ_TARGET" not in environ and environ.get("CONTENT_TYPE", "").startswith(FORM)
    return "query" if is_form else "json"
