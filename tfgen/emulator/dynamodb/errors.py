"""What DynamoDB answers to requests that it refuses."""

from __future__ import annotations

from collections.abc import Iterable

from moto.core.exceptions import JsonRESTError

_NAMESPACE = "com.amazonaws.dynamodb.v20120810"


def refused(code: str, message: str) -> JsonRESTError:
    """An error of DynamoDB's own, such as ResourceInUseException."""
    return JsonRESTError(f"{_NAMESPACE}#{code}", message)


def invalid(message: str) -> JsonRESTError:
    """A ValidationException, which DynamoDB raises without a namespace of its own."""
    return JsonRESTError("com.amazon.coral.validate#ValidationException", message)


def invalid_value(message: str) -> JsonRESTError:
    """A ValidationException about a parameter."""
    return invalid(f"One or more parameter values were invalid: {message}")


def unknown_region(name: str) -> JsonRESTError:
    """A ValidationException about a region that does not exist."""
    return invalid_value(f"1 validation error detected: Value '{name}' at 'regionName' is not a Region.")


def unreadable(message: str) -> JsonRESTError:
    """A SerializationException: what was sent has not the form of the action's parameters."""
    return JsonRESTError("com.amazon.coral.service#SerializationException", message)


def unsupported_region(name: str, regions: Iterable[str]) -> JsonRESTError:
    """A ValidationException about a region in which there are no global tables."""
    return invalid(
        f"Region {name} is not supported. The latest version of global tables are only supported in the"
        f" following regions: [{', '.join(regions)}]"
    )
