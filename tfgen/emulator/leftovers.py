"""What exists in the emulated AWS, resource by resource."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from moto.core.base_backend import BackendDict
from moto.core.common_models import BaseModel

_NOT_RESOURCES = frozenset({"sts", "moto_api", "instance_metadata"})
"""What is handed out, not made."""


def resources() -> frozenset[str]:
    """Every resource of every service and region, such as "dynamodb eu-west-1 tables orders"."""
    return frozenset(_resources())


def _resources() -> Iterator[str]:
    in_use: list[Any] = BackendDict._instances  # type: ignore[misc]
    for service in list(in_use):
        if service.service_name in _NOT_RESOURCES:
            continue
        for account in list(service.values()):
            for region, backend in list(account.items()):
                inner = _INNER.get(service.service_name, _nothing)
                for name in (*_held(backend), *inner(backend)):
                    yield f"{service.service_name} {region} {name}"


def _held(backend: Any) -> Iterator[str]:
    for kind, held in list(vars(backend).items()):
        named: Iterable[tuple[object, Any]] = ()
        if isinstance(held, Mapping):
            named = list(held.items())
        elif isinstance(held, list):
            named = [(getattr(value, "id", value), value) for value in held]
        for name, value in named:
            if isinstance(value, BaseModel) and not _is_of_aws(value) and not _is_going(value):
                yield f"{kind.strip('_')} {name}"


def _is_of_aws(resource: Any) -> bool:
    """Whether it is a key that AWS makes by itself in every account and region, and keeps."""
    return any(str(alias).startswith("alias/aws/") for alias in getattr(resource, "aliases", ()))


def _is_going(resource: Any) -> bool:
    """Whether it is a key or a secret that waits for its deletion: it cannot be used, nor seen by Terraform."""
    waits = getattr(resource, "key_state", None) == "PendingDeletion"
    return waits or getattr(resource, "deleted_date", None) is not None


def _nothing(_: Any) -> Iterator[str]:
    yield from ()


def _functions(backend: Any) -> Iterator[str]:
    for function in backend.list_functions():
        yield f"functions {function.function_arn}"


def _scalable_targets(backend: Any) -> Iterator[str]:
    for dimension, targets in list(backend.targets.items()):
        for target in list(targets):
            yield f"targets {dimension} {target}"


def _records(backend: Any) -> Iterator[str]:
    for zone in list(backend.zones.values()):
        for record in list(zone.rrsets):
            yield f"{zone.name} {record.type} {record.name} {record.set_identifier or ''}".rstrip()


_INNER: dict[str, Callable[[Any], Iterator[str]]] = {
    "applicationautoscaling": _scalable_targets,
    "lambda": _functions,
    "route53": _records,
}
"""What moto keeps a level deeper."""
