"""Rights that a spec gives in IAM's own words: `allow` and `deny` of a function."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from tfgen.diagnostics import Code
from tfgen.spec.collections import Many, Named, OneOrMany
from tfgen.spec.record import Record, field, record
from tfgen.spec.scalars import Choice, Text
from tfgen.spec.shape import closest
from tfgen.spec.source import Path
from tfgen.stack import names
from tfgen.stack.kind import Statement
from tfgen.stack.reading import Reading
from tfgen.stack.stack import Stack

PLACEHOLDERS = ("account", "environment", "region")
"""What stands in braces in ARNs and conditions."""

PLACEHOLDER = Code(
    "TFG177",
    "placeholder that stands for nothing",
    finds="""braces around a word that is none of `{region}`, `{account}` and `{environment}`, or `{environment}`
in a spec that has no environment.""",
    why="""it would go to AWS as it is written, where no ARN has braces: a right on it is a right on nothing.""",
    example="""\
allow:
  - {actions: [sns:Publish], resources: ["arn:aws:sns:{regoin}:{account}:news"]}
""",
    instead="""one of the three. Variables of IAM's own, such as `${aws:PrincipalTag/team}`, stay as they are.""",
)

_IN_BRACES = re.compile(r"(?<!\$)\{([^{}]*)\}")
_COMPARISONS = (
    *(
        f"String{each}"
        for each in ("Equals", "NotEquals", "EqualsIgnoreCase", "NotEqualsIgnoreCase", "Like", "NotLike")
    ),
    *(
        f"Numeric{each}"
        for each in ("Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals")
    ),
    *(
        f"Date{each}"
        for each in ("Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals")
    ),
    *(
        "Bool",
        "BinaryEquals",
        "IpAddress",
        "NotIpAddress",
        "ArnEquals",
        "ArnNotEquals",
        "ArnLike",
        "ArnNotLike",
    ),
)
_OPERATOR = Choice(
    *(
        f"{of}{each}{end}"
        for of in ("", "ForAllValues:", "ForAnyValue:")
        for end in ("", "IfExists")
        for each in _COMPARISONS
    ),
    "Null",
    what="an operator of IAM such as `StringEquals`",
)
_OPERATOR.suggested = [*_COMPARISONS, "Null"]
"""https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html"""
_ACTION = Text(
    "an action such as `s3:GetObject`",
    r"^(\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$",
    hint="the service as IAM calls it, a colon, and the action: `ses:SendEmail`",
)
_RESOURCE = Text(
    "an ARN such as `arn:aws:s3:::photos/*`, or `*`",
    r"^(\*|arn:(aws|\*):[^:\s]+:[^:\s]*:[^:\s]*:[^\s]+)$",
    hint="a name alone is not enough: IAM wants ARNs, in which `{region}` and `{account}` are filled in",
)
_CONDITION_KEY = Text("a condition key such as `aws:SourceVpce`", r"^[A-Za-z0-9-]+:[^\s]+$")


@record
class Permission:
    """A statement of IAM's."""

    actions: tuple[str, ...] = field(OneOrMany(_ACTION), "The actions, as IAM calls them.")
    resources: tuple[str, ...] = field(
        OneOrMany(_RESOURCE),
        "On what: ARNs, in which `{region}`, `{account}` and `{environment}` are filled in.",
    )
    when: dict[str, dict[str, tuple[str, ...]]] = field(
        Named(
            "operator",
            _OPERATOR,
            Named("condition key", _CONDITION_KEY, OneOrMany(Text("text")), least=1),
            least=1,
        ),
        "Conditions, which all have to hold: by IAM's operators, then by condition keys.",
        default={},
    )
    path: Path = ()
    HINTS: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(
            ("NotAction", "NotResource", "not_actions", "not_resources"),
            "say what is meant, not what is left out: IAM would take everything else, and what AWS adds later",
        ),
        "Effect": "statements of `allow` allow, those of `deny` deny",
        "Principal": "a role's policy is for the role itself: who may use a thing is said where the thing is",
        "Sid": "leave it out: findings tell where a statement stands",
    }
    """What to say of IAM's words that have no place here."""
    """Where it stands in the spec."""


PERMISSIONS = Many(Record(Permission), most=50)
"""What a function may say of one effect."""


def placed(given: Mapping[str, Any], word: str, path: Path) -> tuple[Permission, ...]:
    """What is given under a word, each knowing where it stands."""
    found: tuple[Permission | None, ...] = given.get(word, ())
    return tuple(
        dataclasses.replace(each, path=(*path, word, number)) for number, each in enumerate(found) if each
    )


def check(permissions: Iterable[Permission], stack: Stack, reading: Reading) -> None:
    """Reports placeholders that nothing is filled in for."""
    for permission in permissions:
        for path, text in _texts(permission):
            for found in _IN_BRACES.findall(text):
                if found not in PLACEHOLDERS:
                    message = f"`{{{found}}}` stands for nothing: there are `{{region}}`, `{{account}}` and `{{environment}}`"
                    reading.report(PLACEHOLDER, path, message, closest(found, PLACEHOLDERS))
                elif found == "environment" and not stack.environment:
                    no_environment(path, reading)


def no_environment(path: Path, reading: Reading) -> None:
    """Reports `{environment}` where there is none."""
    message = "`{environment}` stands for nothing: the spec is read without one"
    reading.report(PLACEHOLDER, path, message)


def in_environment(text: str, path: Path, reading: Reading) -> str:
    """A name in which the environment stands where `{environment}` did."""
    if "{environment}" in text and not reading.source.environment:
        no_environment(path, reading)
    return text.replace("{environment}", reading.source.environment)


def _texts(permission: Permission) -> Iterator[tuple[Path, str]]:
    yield from (((*permission.path, "resources"), text) for text in permission.resources)
    for operator, keys in permission.when.items():
        for key, values in keys.items():
            yield from (((*permission.path, "when", operator, key), text) for text in values)


def statement(permission: Permission, effect: str, stack: Stack) -> Statement:
    """It as a statement of a policy."""
    conditions = {
        operator: {
            key: [names.of_environment(each, stack) for each in values] for key, values in keys.items()
        }
        for operator, keys in permission.when.items()
    }
    resources = tuple(names.of_environment(each, stack) for each in permission.resources)
    return Statement(permission.actions, resources, conditions, effect)
