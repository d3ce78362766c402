"""Values to HCL: the only place that quotes.

Everything a template prints passes `literal`. What must not be quoted (a reference, a Terraform name) is an
`Expression`, which only the functions here make, from parts that they check: text of a spec cannot become one.
Laid out as `terraform fmt` does it.
Source: https://developer.hashicorp.com/terraform/language/expressions/strings
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tfgen.frozen import frozen

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*").fullmatch
_STEP = r"[A-Za-z_][A-Za-z0-9_-]*(\[\"[A-Za-z0-9_-]+\"\])?"
_ADDRESS = re.compile(rf"{_STEP}(\.{_STEP})+").fullmatch
_BARE_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*").fullmatch
_KEYWORDS = frozenset({"for", "if", "null", "true", "false"})
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SPECIAL = re.compile(r'[\\"]|[$%]\{|##\[').search
_WIDTH = 100


@frozen
class Expression:
    """HCL that is printed as it stands."""

    text: str


def reference(*names: str) -> Expression:
    """`module.eu_west_1.url` from its parts, each a Terraform name."""
    for name in names:
        if not _NAME(name):
            raise ValueError(f"not a Terraform name: {name!r}")
    return Expression(".".join(names))


def instance(address: str) -> Expression:
    """`module.eu_west_1.module.function["get-key"].aws_lambda_function.this`: the address of a resource instance."""
    if not _ADDRESS(address):
        raise ValueError(f"not an address: {address!r}")
    return Expression(address)


def member(of: Expression, key: object) -> Expression:
    """`data.aws_ssm_parameter.eu_west_1["/shop/limit"]`: what a map or the instances of a block hold by a key."""
    return Expression(f"{of.text}[{literal(key)}]")


def attribute(of: Expression, name: str) -> Expression:
    """`data.aws_ssm_parameter.eu_west_1["/shop/limit"].value`"""
    return Expression(f"{of.text}.{reference(name).text}")


def call(function: str, *arguments: object) -> Expression:
    """`merge(local.health, { drained = true })`, on as many lines as it needs."""
    return Expression(f"{reference(function).text}({', '.join(literal(argument) for argument in arguments)})")


def file_in_module(path: str) -> Expression:
    """The path of a file that lies in the module: `"${path.module}/packages/src.zip"`."""
    return Expression(f'"${{path.module}}/{quote(path)[1:-1]}"')


def quote(text: str) -> str:
    """A text as an HCL string in which nothing is interpolated."""
    if text.isprintable() and not _SPECIAL(text):
        return f'"{text}"'
    escaped = "".join(_ESCAPES.get(c) or (c if c.isprintable() else _code_point(c)) for c in text)
    return '"' + escaped.replace("${", "$${").replace("%{", "%%{").replace("##[", "#\\u0023[") + '"'


def _code_point(character: str) -> str:
    return f"\\u{ord(character):04x}" if character <= "\uffff" else f"\\U{ord(character):08x}"


def literal(value: object, indent: int = 0) -> str:
    """A value as an HCL expression; lines after the first are indented by `indent` spaces."""
    if isinstance(value, Expression):
        return value.text.replace("\n", "\n" + " " * indent) if indent else value.text
    if isinstance(value, str):
        return quote(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        return _object(value, indent)
    if isinstance(value, Sequence):
        return _list(value, indent)
    raise TypeError(f"no HCL for {type(value).__name__}")


def _list(items: Sequence[object], indent: int) -> str:
    inner = indent + 2
    written = [literal(item, inner) for item in items]
    line = f"[{', '.join(written)}]"
    if "\n" not in line and len(line) + indent <= _WIDTH:
        return line
    lines = "".join(f"{' ' * inner}{item},\n" for item in written)
    return f"[\n{lines}{' ' * indent}]"


def _object(entries: Mapping[str, object], indent: int) -> str:
    if not entries:
        return "{}"
    if _is_flat(entries):
        line = "{ " + ", ".join(f"{_key(name)} = {literal(value)}" for name, value in entries.items()) + " }"
        if len(line) + indent <= _WIDTH:
            return line
    return "{\n" + attributes(entries, indent + 2) + "\n" + " " * indent + "}"


def _is_flat(entries: Mapping[str, object]) -> bool:
    return len(entries) <= 4 and not any(isinstance(value, Mapping) and value for value in entries.values())


def attributes(entries: Mapping[str, object], indent: int = 2) -> str:
    """One attribute a line, the equals signs of neighbours aligned as `terraform fmt` does it."""
    written = [(_key(name), literal(value, indent)) for name, value in entries.items()]
    lines: list[str] = []
    group: list[tuple[str, str]] = []
    for name, text in written:
        if "\n" in text:
            lines += _aligned(group, indent)
            lines.append(f"{' ' * indent}{name} = {text}")
            group = []
        else:
            group.append((name, text))
    return "\n".join(lines + _aligned(group, indent))


def _aligned(group: list[tuple[str, str]], indent: int) -> list[str]:
    width = max((len(name) for name, _ in group), default=0)
    return [f"{' ' * indent}{name.ljust(width)} = {text}" for name, text in group]


def _key(name: str) -> str:
    return name if _BARE_KEY(name) and name not in _KEYWORDS else quote(name)
