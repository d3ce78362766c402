"""What a module is given against what its variables take, as Terraform converts the one into the other.

Source: https://developer.hashicorp.com/terraform/language/expressions/types#type-conversion
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tfgen.stack.reference import Reference

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?").fullmatch
_OF = re.compile(r"(list|set|map|optional)\((.*)\)", re.DOTALL).fullmatch


def fits(value: Any, type_: str) -> bool:
    """Whether a value can become one of a type, as it is written; of what is not told apart here, Terraform says it."""
    type_ = type_.strip()
    if isinstance(value, Reference):  # to a text, of which more is not known
        return not re.match(r"(list|set|map|tuple|object)\b", type_)
    of = _OF(type_)
    if isinstance(value, Mapping):
        if of and of[1] == "map":
            return all(fits(each, of[2]) for each in value.values())
        return type_ in ("", "any", "map") or type_.startswith("object(")
    if isinstance(value, list | tuple):
        if of and of[1] in ("list", "set"):
            return all(fits(each, of[2]) for each in value)
        return type_ in ("", "any", "list", "set") or type_.startswith("tuple(")
    if type_ == "number":
        return not isinstance(value, bool) and bool(_NUMBER(str(value)))
    if type_ == "bool":
        return isinstance(value, bool) or value in ("true", "false", "1", "0")
    return not of and not type_.startswith(("object(", "tuple("))
