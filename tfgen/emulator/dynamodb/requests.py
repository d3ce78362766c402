"""What a request to DynamoDB has to look like, whatever its action: moto answers many that are not so with a bug.

Members that an action does not know are left out, as AWS does. Sources: the API's model in botocore;
https://github.com/architect/dynalite (validations/) and https://github.com/nubo-db/dynamodb-conformance
(captures/), recorded on AWS, for the messages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape
from moto.core.utils import get_service_model

from tfgen.emulator.dynamodb.errors import invalid, unreadable

Reader = Callable[[Any], Any]

_NAME = re.compile(r"[a-zA-Z0-9_.-]+")
_NUMBERS = {"integer": "Integer", "long": "Long", "double": "Double", "float": "Float"}
_ORDER = {
    "ScalarAttributeType": "B, N, S",
    "Select": "SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES",
    "ReturnValue": "ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW",
}
"""Where AWS lists the values of an enumeration in another order than the model does."""
_OWN_MESSAGES = ("BatchGetRequestMap", "BatchWriteItemRequestMap", "KeyList", "WriteRequests")
"""Whose sizes the actions look at."""


def read(operation: str, body: bytes | str) -> Any:
    """The parameters of a request. Raises a SerializationException or a ValidationException if they are none."""
    shape = get_service_model("dynamodb").operation_model(operation).input_shape
    try:
        found = _reader(shape)(json.loads(body))
    except (ValueError, RecursionError):
        raise unreadable("The body of the request is no JSON, or nests too deep") from None
    _check_table_name(operation, found)
    errors: list[str] = []
    _check(shape, found, "", errors, operation)
    if errors:
        plural = "s" if len(errors) > 1 else ""
        raise invalid(f"{len(errors)} validation error{plural} detected: {'; '.join(errors)}")
    return found


_READERS: dict[str, Reader] = {}


def _reader(shape: Shape) -> Reader:
    """What reads a JSON value of a shape, made once: shapes that hold themselves find it by name."""
    if shape.name not in _READERS:
        _READERS[shape.name] = lambda value: _READERS[shape.name](value)
        _READERS[shape.name] = _made(shape)
    return _READERS[shape.name]


def _made(shape: Shape) -> Reader:
    if isinstance(shape, StructureShape):
        return _structure({name: _reader(member) for name, member in shape.members.items()})
    if isinstance(shape, MapShape):
        return _map(_reader(shape.value))
    if isinstance(shape, ListShape):
        return _list(_reader(shape.member))
    if shape.type_name in _NUMBERS:
        return _number(_NUMBERS[shape.type_name])
    return {"boolean": _boolean, "blob": _text("Blob"), "timestamp": lambda value: value}.get(
        shape.type_name, _text("String")
    )


def _structure(members: dict[str, Reader]) -> Reader:
    def read_structure(value: Any) -> Any:
        if not isinstance(value, dict):
            raise _not_a_map(value)
        return {
            name: members[name](item) for name, item in value.items() if item is not None and name in members
        }

    return read_structure


def _map(member: Reader) -> Reader:
    def read_map(value: Any) -> Any:
        if not isinstance(value, dict):
            raise _not_a_map(value)
        return {name: member(item) for name, item in value.items() if item is not None}

    return read_map


def _not_a_map(value: Any) -> Exception:
    if isinstance(value, list):
        return unreadable("Unrecognized collection type class java.util.ArrayList")
    return unreadable("Unexpected value type in payload")


def _list(member: Reader) -> Reader:
    def read_list(value: Any) -> Any:
        if isinstance(value, dict):
            raise unreadable("Start of structure or map found where not expected.")
        if not isinstance(value, list):
            raise unreadable("Unexpected field type")
        return [member(item) for item in value]

    return read_list


def _text(kind: str) -> Reader:
    def read_text(value: Any) -> Any:
        if isinstance(value, str):
            return value
        raise _not_converted(value, kind)

    return read_text


def _number(kind: str) -> Reader:
    def read_number(value: Any) -> Any:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value if kind in ("Double", "Float") else int(value)
        raise _not_converted(value, kind)

    return read_number


def _boolean(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    raise _not_converted(value, "Boolean")


def _not_converted(value: Any, kind: str) -> Exception:
    if isinstance(value, dict):
        return unreadable("Start of structure or map found where not expected")
    if isinstance(value, list):
        return unreadable(f"Unrecognized collection type class java.lang.{kind}")
    told = "STRING" if isinstance(value, str) else "NUMBER"
    told = str(value).upper() if isinstance(value, bool) else told
    return unreadable(f"{told}_VALUE cannot be converted to {kind}")


def _check_table_name(operation: str, found: dict[str, Any]) -> None:
    """The name of the table is looked at before all else."""
    if operation == "CreateTable" and "TableName" not in found:
        raise invalid("The parameter 'TableName' is required but was not present in the request")
    name = found.get("TableName")
    if name is None or name.startswith("arn:"):
        return
    failed = "1 validation error detected: Value{} at '{}' failed to satisfy constraint: {}"
    if not name:
        raise invalid(failed.format("", "TableName", "Member must have length greater than or equal to 1"))
    told = f" '{name}'"
    if operation == "CreateTable" and len(name) < 3:
        raise invalid(failed.format(told, "tableName", "Member must have length greater than or equal to 3"))
    if len(name) > 255:
        raise invalid(failed.format(told, "tableName", "Member must have length less than or equal to 255"))
    if not _NAME.fullmatch(name):
        pattern = "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"
        raise invalid(failed.format(told, "tableName", pattern))


def _check(shape: Shape, value: Any, path: str, errors: list[str], operation: str) -> None:
    if shape.name == "AttributeValue":
        return
    if isinstance(shape, StructureShape):
        errors += [
            _failed("null", _below(path, name), "Member must not be null")
            for name in shape.required_members
            if name not in value and shape.members[name].name not in _OWN_MESSAGES
        ]
        for name, item in value.items():
            _check(shape.members[name], item, _below(path, name), errors, operation)
        return
    _check_value(shape, value, path, errors, operation)
    if isinstance(shape, ListShape):
        for number, item in enumerate(value, 1):
            _check(shape.member, item, f"{path}.{number}.member", errors, operation)
    elif isinstance(shape, MapShape):
        for name, item in value.items():
            _check(shape.value, item, f"{path}.{name}.member", errors, operation)


def _below(path: str, name: str) -> str:
    own = name[0].lower() + name[1:]
    return f"{path}.{own}" if path else own


def _failed(told: str, path: str, constraint: str) -> str:
    return f"Value {told} at '{path}' failed to satisfy constraint: {constraint}"


def _check_value(shape: Shape, value: Any, path: str, errors: list[str], operation: str) -> None:
    if shape.name in _OWN_MESSAGES:
        return
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    is_number = shape.type_name in _NUMBERS
    measured = value if is_number else len(value) if isinstance(value, str | list | dict) else None
    word = "value" if is_number else "length"
    told = _told(shape, value)
    if isinstance(shape, StringShape) and shape.enum and value not in shape.enum:
        listed = _ORDER.get(shape.name, ", ".join(shape.enum))
        errors.append(_failed(told, path, f"Member must satisfy enum value set: [{listed}]"))
    elif measured is not None and low is not None and measured < low:
        constraint = f"Member must have {word} greater than or equal to {low}"
        if operation == "Query" and path == "limit":
            errors.append(f"Value at 'Limit' failed to satisfy constraint: {constraint}")
        else:
            errors.append(_failed(told, path, constraint))
    elif measured is not None and high is not None and measured > high:
        errors.append(_failed(told, path, f"Member must have {word} less than or equal to {high}"))
    elif shape.name == "IndexName" and not _NAME.fullmatch(value):
        constraint = "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"
        errors.append(_failed(told, path, constraint))


def _told(shape: Shape, value: Any) -> str:
    if isinstance(shape, ListShape):
        if shape.member.name == "KeySchemaElement":
            members = [
                f"KeySchemaElement(attributeName={each.get('AttributeName')}, keyType={each.get('KeyType')})"
                for each in value
            ]
        else:
            members = [f"com.amazonaws.dynamodb.v20120810.{shape.member.name}" for _ in value]
        return f"'[{', '.join(members)}]'"
    return f"'{value}'"
