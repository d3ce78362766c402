"""Secrets: made without a value at home, and replicated to every region; or made by somebody else in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from tfgen.diagnostics import Code
from tfgen.spec.collections import Named
from tfgen.spec.record import Record, field, record
from tfgen.spec.scalars import Integer, Text
from tfgen.stack import names
from tfgen.stack.kind import Access, Kind, Name, Statement
from tfgen.stack.kinds import encryption as service_key
from tfgen.stack.permission import no_environment
from tfgen.stack.reading import Reading
from tfgen.stack.stack import Stack

MAX_NAME = 512
"""Source: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html"""
_DAYS = 30

OF_ANOTHER = Code(
    "TFG178",
    "setting of a secret that exists",
    finds="`name` or `recovery` of a secret that is `existing`.",
    why="what somebody else made is left as it is: the setting would change nothing.",
    example="secrets: {legacy: {existing: shop/legacy, recovery: 7}}",
    instead="`existing` alone; or a secret without it, which the stack makes.",
)

SECRET_NAME = Text(
    "a name of lower-case letters, digits and hyphens", r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", most=60
)
_CALLED = r"^[A-Za-z0-9/_+=.@-]*[A-Za-z0-9/_+=.@]$"
_EXISTING = Text(
    "the name of a secret, in which `{environment}` is filled in",
    r"^([A-Za-z0-9/_+=.@-]|\{environment\})+$",
    most=MAX_NAME,
    hint="the name alone, as in `shop/stripe`: the ARN of a secret ends in characters that are other in no region",
)


@record
class Secret:
    """A secret of AWS Secrets Manager. Its value is set in AWS, and stands in no spec, Terraform or state."""

    HINTS: ClassVar[Mapping[str, str]] = dict.fromkeys(
        ("value", "secret_string", "SecretString", "password"),
        "no value stands in a spec: set it in AWS, by `aws secretsmanager put-secret-value`",
    )
    existing: str = field(
        _EXISTING, "Its name, where somebody else made it, in every region under the same name.", default=""
    )
    recovery: int = field(
        Integer(7, _DAYS, "days"), "How long it can be restored after it was deleted.", default=_DAYS
    )
    name: str = field(
        Text("a name of letters, digits and `/_+=.@-`, the last no `-`", _CALLED, most=MAX_NAME),
        "Its name in AWS; `<service>-<secret>` if left out.",
        default="",
    )


def _check(stack: Stack, reading: Reading) -> None:
    for name, secret in stack.all(SECRET).items():
        given = reading.source.names(SECRET.key, name) & {"name", "recovery"} if secret.existing else ()
        for word in sorted(given):
            message = f"secret `{name}` exists, and keeps its {word}: `{word}` changes nothing"
            reading.report(OF_ANOTHER, (SECRET.key, name, word), message, at_key=True)
        if "{environment}" in secret.existing and not stack.environment:
            no_environment((SECRET.key, name, "existing"), reading)


def own(stack: Stack) -> list[str]:
    """The secrets that the stack makes."""
    return [name for name, secret in stack.all(SECRET).items() if not secret.existing]


def _statements(stack: Stack, name: str, _: str) -> Iterator[Statement]:
    """AWS ends the ARN of a secret with six characters of its own, which a replica shares.

    Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html
    """
    arn = names.arn("secretsmanager", f"secret:{_value(stack, name)}-??????")
    yield Statement(("secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"), (arn,))
    if name in own(stack):
        yield from service_key.statements(stack, "secretsmanager", ("Decrypt",))


def _value(stack: Stack, name: str) -> str:
    return names.of(stack, SECRET, name)


def _names(stack: Stack, name: str) -> Iterator[Name]:
    yield Name("secret", _value(stack, name), MAX_NAME)


SECRET: Kind[Secret] = Kind(
    one="secret",
    key="secrets",
    name=SECRET_NAME,
    record=Secret,
    shape=lambda _: Named("secret", SECRET_NAME, Record(Secret)),
    doc="The secrets.",
    service="secretsmanager",
    check=_check,
    names=_names,
    access=Access(("read",), _statements, _value),
    codes=(OF_ANOTHER,),
)
