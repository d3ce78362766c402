"""Parameters of Systems Manager that somebody else made, read at run time, each region's own."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.spec.collections import Named
from tfgen.spec.record import Record, field, record
from tfgen.spec.scalars import Text
from tfgen.stack import names
from tfgen.stack.kind import Access, Kind, Statement
from tfgen.stack.permission import no_environment
from tfgen.stack.reading import Reading
from tfgen.stack.stack import Stack

PARAMETER_NAME = Text(
    "a name of lower-case letters, digits and hyphens", r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", most=60
)
_EXISTING = Text(
    "the name of a parameter, in which `{environment}` is filled in",
    r"^([A-Za-z0-9/_.-]|\{environment\})+$",
    most=1011,
    hint="such as `/shop/rates`",
)


@record
class Parameter:
    """A parameter that exists in every region under the same name: nothing copies its value between them."""

    existing: str = field(_EXISTING, "Its name.")


def _check(stack: Stack, reading: Reading) -> None:
    for name, parameter in stack.all(PARAMETER).items():
        if "{environment}" in (parameter.existing or "") and not stack.environment:
            no_environment((PARAMETER.key, name, "existing"), reading)


def _statements(stack: Stack, name: str, _: str) -> Iterator[Statement]:
    called = _value(stack, name).removeprefix("/")
    actions = ("ssm:GetParameter", "ssm:GetParameters")
    yield Statement(actions, (names.arn("ssm", f"parameter/{called}"),))


def _value(stack: Stack, name: str) -> str:
    return names.of(stack, PARAMETER, name)


PARAMETER: Kind[Parameter] = Kind(
    one="parameter",
    key="parameters",
    name=PARAMETER_NAME,
    record=Parameter,
    shape=lambda _: Named("parameter", PARAMETER_NAME, Record(Parameter)),
    doc="Parameters of Systems Manager that exist, which functions read at run time.",
    service="ssm",
    check=_check,
    access=Access(("read",), _statements, _value),
)
