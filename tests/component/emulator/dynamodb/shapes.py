"""Answers of moto, held against the shapes that botocore knows of AWS."""

from __future__ import annotations

import json
from typing import Any

from botocore.client import BaseClient
from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape

_TYPES: dict[str, Any] = {
    "boolean": bool,
    "double": (int, float),
    "float": (int, float),
    "integer": int,
    "long": int,
    "string": str,
    "blob": str,
    "timestamp": (int, float),
    "list": list,
    "map": dict,
    "structure": dict,
}


def differences(shape: Shape | None, value: Any, where: str = "") -> list[str]:
    """What a JSON value has that its shape does not allow."""
    if shape is None:
        return [] if value in ({}, None) else [f"{where}: nothing was expected"]
    if not isinstance(value, _TYPES[shape.type_name]) or (
        isinstance(value, bool) and shape.type_name != "boolean"
    ):
        return [f"{where}: {value!r} is no {shape.type_name}"]
    if isinstance(shape, StructureShape):
        return _of_structure(shape, value, where)
    if isinstance(shape, ListShape):
        return _of_size(shape, len(value), where) + [
            found
            for number, item in enumerate(value)
            for found in differences(shape.member, item, f"{where}[{number}]")
        ]
    if isinstance(shape, MapShape):
        return [
            found for key, item in value.items() for found in differences(shape.value, item, f"{where}.{key}")
        ]
    if isinstance(shape, StringShape):
        if shape.enum and value not in shape.enum:
            return [f"{where}: {value!r} is none of {shape.enum}"]
        return _of_size(shape, len(value), where)
    # the bounds of numbers are those of requests: AWS answers NumberOfDecreasesToday 0, whose least is 1
    return []


def _of_structure(shape: StructureShape, value: dict[str, Any], where: str) -> list[str]:
    found = [f"{where}.{name}: is missing" for name in shape.required_members if name not in value]
    for name, item in value.items():
        if name not in shape.members:
            found.append(f"{where}.{name}: is unknown")
        else:
            found += differences(shape.members[name], item, f"{where}.{name}")
    return found


def _of_size(shape: Shape, size: int, where: str) -> list[str]:
    low, high = shape.metadata.get("min", size), shape.metadata.get("max", size)
    return [] if low <= size <= high else [f"{where}: {size} is not from {low} to {high}"]


def validate(client: BaseClient) -> None:
    """Makes every answer of a client raise an AssertionError if it is not of its shape."""

    def check(operation_model: Any, response_dict: Any, **_: Any) -> None:
        if response_dict["status_code"] == 200:
            found = differences(operation_model.output_shape, json.loads(response_dict["body"] or b"{}"))
            assert not found, f"{operation_model.name}: {found}"

    client.meta.events.register("before-parse", check)
