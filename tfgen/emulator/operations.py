"""Which operation of AWS a request is for, by the models of the SDK: those of services that moto lacks as well."""

from __future__ import annotations

import gzip
import io
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import botocore
from moto.core.model import OperationModel
from moto.core.request import Request, determine_request_protocol
from moto.core.routing import get_service_router
from moto.core.utils import get_service_model
from werkzeug.exceptions import NotFound

from tfgen.emulator.errors import CBOR

_CBOR_PATH = re.compile(r"/service/\w+/operation/(\w+)$")
"""https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html"""
_METADATA_BYTES = 3000
"""Of a model's file, at whose beginning the metadata stand."""


class Operation(NamedTuple):
    """An operation of a service, as it was asked for."""

    service: str
    """As the SDK for Python calls it, such as apigatewayv2."""
    name: str
    protocol: str
    """As errors.error takes it."""
    model: OperationModel


def operation_of(environ: dict[str, Any], signed_for: str) -> Operation | None:
    """The operation that a WSGI request, signed for a service such as apigateway, is for; it can be read again.

    None if the SDK knows none.
    """
    environ["wsgi.input"].seek(0)
    body: bytes = environ["wsgi.input"].read()
    environ["wsgi.input"] = io.BytesIO(body)
    found = None
    for service in services_signed_for(signed_for):
        found = found or _operation(service, {**environ, "wsgi.input": io.BytesIO(body)})
    return found


def _operation(service: str, environ: dict[str, Any]) -> Operation | None:
    by_path = _CBOR_PATH.search(environ.get("PATH_INFO", ""))
    if by_path:
        model = get_service_model(service)
        name = by_path[1]
        known = name in model.operation_names
        return Operation(service, name, CBOR, model.operation_model(name)) if known else None
    request = Request(environ)
    try:
        protocol = determine_request_protocol(get_service_model(service), request.content_type)
        operation, _ = get_service_router(service).match(request)
    except (NotFound, NotImplementedError):
        return None
    return Operation(service, operation.name, "s3" if service.startswith("s3") else protocol, operation)


def services_signed_for(name: str) -> tuple[str, ...]:
    """Names of the services whose requests are signed with a name: apigateway stands for two, for example."""
    return _by_signature().get(name, ())


@cache
def _by_signature() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for folder in sorted((Path(botocore.__file__).parent / "data").iterdir()):
        models = sorted(folder.glob("*/service-2.json*"))
        if models:
            name = _signing_name(models[-1])
            found[name] = (*found.get(name, ()), folder.name)
    return found


def _signing_name(model: Path) -> str:
    with gzip.open(model) if model.suffix == ".gz" else model.open("rb") as file:
        head = file.read(_METADATA_BYTES).decode("utf-8", "replace")
    said = re.search(r'"signingName"\s*:\s*"([^"]+)"', head) or re.search(
        r'"endpointPrefix"\s*:\s*"([^"]+)"', head
    )
    return said[1] if said else model.parent.parent.name
