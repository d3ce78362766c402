"""What an apply that did not come to its end left behind, as findings at the lines of the spec that caused it."""

from __future__ import annotations

import dataclasses
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tfgen.apply.asking import Aws
from tfgen.apply.codes import NOT_IN_STATE, NOT_LOOKED_UP, NOT_PUBLISHED
from tfgen.apply.existing import Existing, existing
from tfgen.apply.unpublished import Unpublished, unpublished
from tfgen.diagnostics import Diagnostic, Severity, Span
from tfgen.plan.change import changes
from tfgen.plan.summary import Places
from tfgen.render.made import Origins
from tfgen.spec.source import Source
from tfgen.stack.loaded import Readable
from tfgen.stack.stack import Stack

_MOST_TOLD = 3


@dataclasses.dataclass(frozen=True, slots=True)
class Left:
    """What was found, and which questions were not answered."""

    existing: tuple[Existing, ...] = ()
    unpublished: tuple[Unpublished, ...] = ()
    unanswered: tuple[str, ...] = ()


def left(plan: Mapping[str, Any], stack: Stack, aws: Aws) -> Left:
    """What AWS has that a plan, as `terraform show -json` gives it, does not reckon with."""
    every, places = list(changes(plan)), Places(stack)
    there, not_seen = existing(every, places.of, aws)
    behind, not_asked = unpublished(every, places.of, aws)
    return Left(tuple(there), tuple(behind), (*not_seen, *not_asked))


def look(
    plan: Mapping[str, Any],
    loaded: Readable,
    folder: Path,
    unanswered: Severity | None = None,
    aws: Aws | None = None,
) -> list[Diagnostic]:
    """What is to be said of that, asked of the account that the environment says."""
    found = left(plan, loaded.stack, aws or Aws())
    return list(findings(found, loaded.stack, loaded.source, folder, unanswered))


def is_first(plan: Mapping[str, Any]) -> bool:
    """Whether nothing of a plan is there yet: then no apply came far enough to leave something behind."""
    return not any(change.before for change in changes(plan))


def findings(
    found: Left, stack: Stack, source: Source, folder: Path, unanswered: Severity | None = None
) -> Iterator[Diagnostic]:
    """What is to be said of it, and what to do; of questions without an answer with a severity."""
    origins = Origins(stack)

    def at(address: str) -> Span | None:
        made = origins.exactly(address)
        return source.span(made.path) if made else None

    for each in found.existing:
        told = NOT_IN_STATE(*_exists(each, at(each.address), folder))
        yield dataclasses.replace(told, address=each.address)
    for function in found.unpublished:
        told = NOT_PUBLISHED(*_is_behind(function, at(function.address)))
        yield dataclasses.replace(told, address=function.address)
    if found.unanswered:
        yield _not_looked_up(found.unanswered, unanswered)


def _not_looked_up(unanswered: tuple[str, ...], severity: Severity | None) -> Diagnostic:
    """That questions were not answered: which, each once."""
    each = list(dict.fromkeys(unanswered))
    more = f"; and {len(each) - _MOST_TOLD} more" if len(each) > _MOST_TOLD else ""
    told = "; ".join(each[:_MOST_TOLD])
    message = f"it is not known whether an earlier apply left something behind: {told}{more}"
    return NOT_LOOKED_UP(message, None, None, severity)


def _exists(found: Existing, span: Span | None, folder: Path) -> tuple[str, Span | None, str]:
    what = found.type.removeprefix("aws_").replace("_", " ")
    status = f", {found.status}" if found.status else ""
    where = f" in {found.region}" if found.region else ""
    message = f"the plan creates {found.address}, and AWS has that {what}{where} already ({found.import_id}{status})"
    words = ("terraform", f"-chdir={folder}", "import", found.address, found.import_id)
    wait = "wait until it is ACTIVE, then " if found.status == "CREATING" else ""
    hint = f"if an apply that was stopped left it: {wait}`{shlex.join(words)}`, and apply again"
    return message, span, hint


def _is_behind(found: Unpublished, span: Span | None) -> tuple[str, Span | None, str]:
    message = (
        f"{found.name} in {found.region} has another {' and '.join(found.differs)} than its version {found.version}, "
        "which callers get, and the plan publishes none"
    )
    words = ("aws", "lambda", "publish-version", "--region", found.region, "--function-name", found.name)
    hint = f"`{shlex.join(words)}`, then plan and review again: its alias follows"
    return message, span, hint
