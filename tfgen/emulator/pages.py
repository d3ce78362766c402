"""Keeps pages that a browser has open from the emulated AWS, which runs whatever it is given as a function.

moto answers every origin with `Access-Control-Allow-Origin`, and its recorder sends whatever requests it is handed: a
page of any site could make a function and invoke it. Programs do not say `Origin`; a name of somebody else's that leads
to this machine stands in `Host`.
Sources: https://fetch.spec.whatwg.org/#origin-header, https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

_OURS = re.compile(r"(?i)([a-z0-9._-]+\.)?(127\.0\.0\.1|localhost|amazonaws\.com(\.cn)?)(:\d*)?").fullmatch
"""With what SDKs put before it: a bucket, an account, a service."""
_RECORDER = "/moto-api/recorder"


class Pages:
    """A WSGI application: refuses pages, and passes everything else on."""

    def __init__(self, application: Any) -> None:
        self._application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answers a request."""
        why = _refused(environ)
        if not why:
            answer: Iterable[bytes] = self._application(environ, start_response)
            return answer
        body = json.dumps({"error": why}).encode()
        headers = [("content-type", "application/json"), ("content-length", str(len(body)))]
        start_response("403 Forbidden", headers)
        return [body]


def _refused(environ: dict[str, Any]) -> str:
    if "HTTP_ORIGIN" in environ or environ.get("HTTP_SEC_FETCH_SITE", "none") != "none":
        return "pages of a browser may not"
    if not _OURS(environ.get("HTTP_HOST", "127.0.0.1")):
        return "the emulated AWS has no such name: ask for 127.0.0.1"
    if environ.get("PATH_INFO", "").startswith(_RECORDER):
        return "the emulated AWS records nothing"
    return ""
