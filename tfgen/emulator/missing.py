"""Actions that moto lacks, or fails at, are refused by name, with a status that nobody tries again.

moto raises NotImplementedError, answers with Flask's HTML page or an empty 404, or fails with an error of Python; all
of these but the pages reach the client as 500, which SDKs try again for minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from moto import backends
from moto.moto_server.werkzeug_app import DomainDispatcherApplication

from tfgen.emulator.errors import Answer, error
from tfgen.emulator.operations import operation_of
from tfgen.emulator.service import signature

_PAGE = re.compile(rb"<title>40[45] [\w ]+</title>")


class Dispatcher(DomainDispatcherApplication):
    """moto's, which goes on with nothing, and writes to standard output, when it lacks a service."""

    def get_backend_for_host(self, host: str | None) -> Any:
        """Name of moto's backend for a name of AWS's. Raises NotImplementedError if there is none."""
        known = (
            host is None
            or host == "moto_api"
            or host in backends.list_of_moto_modules()
            or any(pattern.match(f"http://{host}") for _, pattern in self.backend_url_patterns)
        )
        if not known:
            raise NotImplementedError(host)
        return super().get_backend_for_host(host)


class Refusing:
    """A WSGI application around moto's: counts what it lacks, such as "kms:RotateKeyOnDemand", and refuses it."""

    def __init__(self, application: Any, missing: dict[str, int]) -> None:
        self._application = application
        self._missing = missing

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answers a request."""
        try:
            answer = self._answer(environ)
        except NotImplementedError:
            answer = self._refused(environ, "UnknownOperationException", "has no")
        except Exception as bug:
            answer = self._refused(environ, "InternalFailure", "fails at", f": {type(bug).__name__}: {bug}")
        return answer.to(start_response)

    def _answer(self, environ: dict[str, Any]) -> Answer:
        started: list[Any] = []
        chunks = self._application(environ, lambda *given: started.extend(given[:2]))
        status, headers = started
        if not status.startswith(("404", "405")) or environ["REQUEST_METHOD"] == "HEAD":
            return Answer(status, headers, chunks)
        body = b"".join(chunks)
        getattr(chunks, "close", lambda: None)()
        if not body or _PAGE.search(body):
            raise NotImplementedError
        return Answer(status, headers, [body])

    def _refused(self, environ: dict[str, Any], code: str, words: str, reason: str = "") -> Answer:
        signed = signature(environ)
        signed_for = signed.service if signed else "?"
        operation = operation_of(environ, signed_for)
        if operation:
            name, protocol = f"{operation.service}:{operation.name}", operation.protocol
        else:
            name, protocol = (
                f"{signed_for}:{environ['REQUEST_METHOD']} {environ.get('PATH_INFO', '/')}",
                "json",
            )
        self._missing[name] = self._missing.get(name, 0) + 1
        return error(protocol, code, f"the emulator {words} {name}{reason}")
