"""Functions whose new code or configuration nobody calls: it was changed, and an apply stopped before it was published.

Terraform reads the configuration, finds it as it should be and plans nothing; the alias leads to the version before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tfgen.apply.asking import Aws, UnansweredError, in_parallel
from tfgen.plan.change import Change

_COMPARED = (
    "Architectures",
    "CodeSha256",
    "DeadLetterConfig",
    "Description",
    "Environment",
    "EphemeralStorage",
    "FileSystemConfigs",
    "Handler",
    "ImageConfigResponse",
    "KMSKeyArn",
    "Layers",
    "LoggingConfig",
    "MemorySize",
    "Role",
    "Runtime",
    "Timeout",
    "TracingConfig",
    "VpcConfig",
)
"""What a version is published with, as Lambda calls it.

Source: https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html
"""


@dataclass(frozen=True, slots=True)
class Unpublished:
    """A function of which what is published is not what it is."""

    address: str
    region: str
    name: str
    version: str
    """The one that is published."""
    differs: tuple[str, ...]
    """What differs, of _COMPARED."""


def unpublished(
    plan_changes: Iterable[Change], place: Callable[[Change], str], aws: Aws
) -> tuple[list[Unpublished], list[str]]:
    """The functions that a plan leaves unpublished, and what could not be looked up."""
    asked = [change for change in plan_changes if _is_left(change)]
    answers = in_parallel(lambda change: _compared(change, place(change), aws), asked)
    found = [each for each in answers if isinstance(each, Unpublished)]
    return found, [str(each) for each in answers if isinstance(each, UnansweredError)]


def _is_left(change: Change) -> bool:
    """Whether it is a function with versions, of which the plan publishes none."""
    return bool(
        change.type == "aws_lambda_function"
        and change.before
        and not change.deletes
        and change.before.get("publish")
        and str(change.before.get("version", "")).isdecimal()
        and not (isinstance(change.unknown, Mapping) and change.unknown.get("version"))
    )


def _compared(change: Change, region: str, aws: Aws) -> Unpublished | None:
    name, version = str(change.before["function_name"]), str(change.before["version"])
    latest = aws.ask("lambda", region, "get_function_configuration", FunctionName=name)
    told = aws.ask("lambda", region, "get_function_configuration", FunctionName=name, Qualifier=version)
    if latest is None or told is None:
        return None
    differs = tuple(_differing(latest, told))
    return Unpublished(change.address, region, name, version, differs) if differs else None


def _differing(latest: Mapping[str, Any], published: Mapping[str, Any]) -> Iterator[str]:
    for key in _COMPARED:
        if (latest.get(key) or None) != (published.get(key) or None):
            yield key
